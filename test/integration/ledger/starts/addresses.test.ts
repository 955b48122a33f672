import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '../../../../src/ledger/migrations/index.ts';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { sealLegacyCredentials } from '../../../../src/recordings/engine/seal-legacy-credentials.ts';
import { SealedStarts } from '../../../../src/recordings/starts/sealed-starts.ts';
import type { Recorder } from '../../../../src/domain/recorder.ts';
import { Recorders } from '../../../../src/domain/recorders.ts';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import { SecretEncryption } from '../../../../src/wire/secret-encryption.ts';
import { STORES } from '../../../shared/both-stores.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { connected } from '../earlier/connected.ts';
import { idOf, recording } from '../../../shared/ledger/sample.ts';

// Earlier versions stored addresses of starts in clear.

const CANARY = 'CANARY-7f3a91';
const PARAMS = { recordUrl: `https://u:${CANARY}@a.example/7?lang=en`, endpointUrl: `u:${CANARY}@s3.example` };
const REF = { settings: { mixLayoutParams: { backgroundImageUrl: `https://a.example/b.png?sign=${CANARY}` } } };
const sealedStarts = new SealedStarts(new SecretEncryption(Buffer.alloc(32, 1)));

function partsOf(ledger: Ledger): Parameters<typeof sealLegacyCredentials>[0] {
  const recorders = new Recorders([{ product: 'TRTC_ROOM', repeatRule: { repeat: true } } as Recorder]);
  return { ledger, recorders, sealedStarts };
}

it.each(STORES)('$name seals what is still needed, and masks the rest', async ({ open }) => {
  const { ledger } = await open();
  const open_ = { params: PARAMS, ref: REF, state: RecordingState.UNKNOWN, accepted: false };
  await ledger.insert(recording(1, open_));
  await ledger.insert(recording(2, { params: PARAMS, ref: REF, state: RecordingState.RECORDING, accepted: true }));
  await ledger.insert(recording(3, { params: { recordUrl: 'https://a.example/' }, ref: {} }));
  const before = await ledger.lastSeq();
  expect(await sealLegacyCredentials(partsOf(ledger))).toBe(2);
  expect(await sealLegacyCredentials(partsOf(ledger))).toBe(0);
  expect(await ledger.lastSeq()).toBe(before); // the rewrite makes no change

  const [first, second, third] = await Promise.all([1, 2, 3].map((number) => ledger.find(idOf(number))));
  expect(JSON.stringify([first, second])).not.toContain(CANARY);
  expect(sealedStarts.paramsOf(first!)).toEqual(PARAMS);
  expect(second).toMatchObject({
    params: { recordUrl: 'https://[secret]@a.example/7?lang=en', endpointUrl: '[secret]@s3.example' },
    sealedParams: null,
  });
  expect(sealedStarts.openRef(second!.ref, second!.id)).toEqual(REF);
  expect(third).toMatchObject({ params: { recordUrl: 'https://a.example/' } });
});

it.each(STORES)('$name masks settled recordings and kept answers when its tables are updated', async (store) => {
  const { ledger, url, reopen } = await store.open();
  const dialect = url.startsWith('sqlite') ? 'sqlite' : 'postgres';
  await ledger.insert(recording(1, { params: PARAMS, ref: REF, state: RecordingState.COMPLETE, accepted: true }));
  await ledger.insert(recording(2, { params: PARAMS, ref: REF, state: RecordingState.RECORDING, accepted: true }));
  await ledger.insert(recording(3, { params: PARAMS, ref: REF, state: RecordingState.UNKNOWN, accepted: false }));
  const key = { key: 'k', operation: 'createWebhookEndpoint', inputHash: '', createdAt: 1, leaseUntil: 2 };
  const { fence } = await ledger.takeKey(key);
  await ledger.finishKey(
    'k',
    fence,
    `{"endpoint":{"url":"https://a.example/?token=${CANARY}","position":9007199254740993}}`,
  );
  await ledger.close();
  await connected(url, async (db) => {
    for (const table of ['callback_nonces', 'clean_ups']) await sql`drop table ${sql.table(table)}`.execute(db);
    await sql`alter table webhook_endpoints drop column sealed_url`.execute(db);
    await migrations(dialect)['0010_addresses']!.up(db);
    if (dialect === 'sqlite') for (const word of ['commit', 'begin']) await sql.raw(word).execute(db);
  });
  const again = await reopen();
  const rows = await Promise.all([1, 2, 3].map((number) => again.find(idOf(number))));
  expect(rows[0]).toMatchObject({
    params: { recordUrl: 'https://[secret]@a.example/7?lang=en' },
    ref: { settings: { mixLayoutParams: { backgroundImageUrl: 'https://a.example/b.png?sign=[secret]' } } },
  });
  expect(rows[1]).toMatchObject({ params: { recordUrl: 'https://[secret]@a.example/7?lang=en' }, ref: REF });
  expect(rows[2]).toMatchObject({ params: PARAMS, ref: REF }); // still needed: the server encrypts the addresses at its start
  expect((await again.findKey('k'))!.result).toBe(
    '{"endpoint":{"url":"https://a.example/?token=[secret]","position":9007199254740993}}',
  );
});

it('SQLite has nothing of it in its file or its log afterwards', async () => {
  const { ledger, url } = await SQLITE.open();
  const bytes = (): string => {
    const file = url.slice('sqlite:'.length);
    return [file, `${file}-wal`].map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : '')).join('');
  };
  for (let number = 1; number <= 40; number++) await ledger.insert(recording(number, { params: PARAMS, ref: REF }));
  expect(bytes()).toContain(CANARY);
  await sealLegacyCredentials(partsOf(ledger));
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve)); // truncates the log
  expect(bytes()).toContain(idOf(40));
  expect(bytes()).not.toContain(CANARY);
});
