import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SQLITE } from '../stores.ts';
import { bucketWith } from './starts.ts';
import { World } from './world.ts';

const CANARY = 'CANARY-7f3a91';

/** All bytes of a store, those that are not in the main file yet included. */
function bytesOf(url: string): string {
  const file = url.slice('sqlite:'.length);
  return [file, `${file}-wal`]
    .filter((name) => existsSync(name))
    .map((name) => readFileSync(name).toString('latin1'))
    .join('');
}

it.each([
  ['storage of a room', 'TRTC_ROOM', bucketWith(CANARY)],
  ['storage of a web page', 'TRTC_WEB', bucketWith(CANARY)],
  ['the ticket of a robot', 'TIW', { recordUserId: 'tic_record_user_4294967290_1', recordUserSig: CANARY }],
  ['the ticket of a room', 'TRTC_ROOM', { userId: 'robot', userSig: CANARY, privateMapKey: CANARY }],
])('never in the database: %s', async (_what, product, secret) => {
  const { ledger, url } = await SQLITE.open();
  const house = await World.open({ ledger: () => Promise.resolve(ledger) });
  const own = { labels: [{ name: 'mark', value: 'found-here' }] };
  // Taken, refused, without an answer, and once more under the same key.
  await house.start(product, { ...secret, ...own, idempotencyKey: 'key-1' });
  await house.start(product, { ...secret, ...own, idempotencyKey: 'key-1' });
  const action = house.tencent.calls.at(-1)!.action;
  house.fault(product, action, 'code', 'FailedOperation');
  await house.start(product, { ...secret, ...own });
  house.fault(product, action, 'reset-after');
  await house.start(product, { ...secret, ...own });
  house.advance(60_000);
  await house.due(product);

  const bytes = bytesOf(url);
  expect(bytes).toContain('found-here');
  expect(bytes).not.toContain(CANARY);
  expect(bytes).not.toContain(Buffer.from(CANARY).toString('base64').slice(2, -4));
});
