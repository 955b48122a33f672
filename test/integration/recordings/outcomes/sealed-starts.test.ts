import { existsSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mintUserSig } from '../../../../src/providers/tencent/shared/usersig.ts';
import { MAX_SEALED_MS } from '../../../../src/recordings/starts/sealed-starts.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { STORES } from '../../../shared/both-stores.ts';
import type { OpenedStore } from '../../../shared/stores.ts';
import { APP, bucketWith, RTC_KEY, startOf } from '../starts.ts';
import { HOUR, MINUTE, NOW, SECOND, RecordingHarness, type Seen } from '../harness.ts';

// A start that carries credentials of its caller is kept encrypted while its outcome is open, so that it can be repeated as
// every other one. Afterwards nothing of it is left.

const SECRET = 'secret-key-of-the-caller';
const OTHER_KEY = Buffer.alloc(32, 9);

const ROBOT = 'robot-of-the-caller';
const SIG = mintUserSig(new Secret(RTC_KEY), {
  userId: ROBOT,
  sdkAppId: APP,
  issuedAt: NOW / 1000,
  validFor: 4 * 86_400,
}).reveal();

describe.each(STORES)('a start with credentials of its caller, with the ledger on $name', ({ name, open }) => {
  let store: OpenedStore;
  const harness = () =>
    RecordingHarness.open({
      async ledger(now) {
        store = await open({ now });
        return store.ledger;
      },
    });

  /** One without an answer. */
  async function lost(
    house: RecordingHarness,
    product: string,
    kind: 'reset-before' | 'reset-after',
    more: object = bucketWith(SECRET),
  ): Promise<Seen> {
    house.fault(product, startOf(product).action, kind);
    const { recording } = await house.start(product, more);
    expect(recording).toMatchObject({ state: 'UNKNOWN' });
    return recording!;
  }

  it.each([
    ['TRTC_WEB', 'reset-before', bucketWith(SECRET)],
    ['TRTC_ROOM', 'reset-before', bucketWith(SECRET)],
    ['TRTC_ROOM', 'reset-after', bucketWith(SECRET)],
    ['TRTC_ROOM', 'reset-after', { userId: ROBOT, userSig: SIG }],
  ] as const)('is sent once more with them: %s, %s, %o', async (product, kind, more) => {
    const house = await harness();
    const { id } = await lost(house, product, kind, more);
    house.advance(MINUTE);
    await house.due(product);
    const [task, ...others] = await house.running();
    expect(others).toEqual([]);
    expect(await house.find(id)).toMatchObject({ state: 'STARTING', attempts: 2, taskId: task!.taskId, errors: [] });
    expect(JSON.stringify(house.tencent.calls.at(-1)!.body)).toContain('userSig' in more ? SIG : SECRET);
  });

  it('is stopped where its answer was lost and no callback comes, as of a TRTC room', async () => {
    const house = await harness();
    const { id } = await lost(house, 'TRTC_ROOM', 'reset-after');
    await house.run('stopRecording', { id });
    await house.live(id, ({ endedAt }) => endedAt === null);
    expect(await house.running()).toEqual([]);
  });

  it('is gone on with by a server that comes after the one that was killed', async () => {
    const house = await harness();
    const held = house.held.next('out', 'StartWebRecord');
    const start = house.start('TRTC_WEB', bucketWith(SECRET)); // its server stands still from here on
    await held.arrived;
    house.advance(MINUTE);
    const next = await house.otherProcess();
    while ((await next.runDue('TRTC_WEB')) > 0);
    const [task, ...others] = await house.running();
    expect(others).toEqual([]);
    held.release();
    const { recording } = await start;
    expect(recording).toMatchObject({ taskId: task!.taskId, attempts: 2 });
    expect(await house.running()).toHaveLength(1);
  });

  it.each(['TRTC_WEB', 'TRTC_ROOM'])(
    'says so where the server has another key by now, and goes on: %s',
    async (product) => {
      const house = await harness();
      const { id } = await lost(house, product, 'reset-before');
      house.advance(MINUTE);
      const next = await house.otherProcess(OTHER_KEY);
      await next.runDue(product);
      const known = await house.find(id);
      expect(known).toMatchObject(
        product === 'TRTC_WEB' ? { state: 'FAILED', cause: 'NOT_REPEATED' } : { state: 'UNKNOWN' },
      );
      expect(known.errors.map(({ message }) => message)).toEqual([
        'The start carried credentials, and they were encrypted with another key than this server has: SERVER_KEY, or the file server.key in DATA_DIR. Without that key the start can be looked up but not repeated.',
      ]);
      house.advance(MINUTE);
      await house.due(product); // the right key again
      if (product === 'TRTC_ROOM') expect(await house.find(id)).toMatchObject({ state: 'STARTING', attempts: 2 });
    },
  );

  it('has them in the ledger while its outcome is open, and only then', async () => {
    const house = await harness();
    const held = house.held.next('back', 'StartWebRecord');
    const start = house.start('TRTC_WEB', bucketWith(SECRET));
    await held.arrived;
    const [open] = (await house.ledger.page({}, { order: 'NEWEST_FIRST', take: { first: 1 } })).rows;
    const sealed = open!.sealedParams!;
    expect(sealed).toMatch(/^[\w-]{100,}$/);
    expect(open!.params).toBeNull();
    expect(inspect(open, { depth: 9 })).not.toContain(SECRET);
    expect(await bytesOf(store)).toContain(sealed);
    held.release();
    const { recording } = await start;
    expect(await house.row(recording!.id)).toMatchObject({ sealedParams: null, params: null });
    await scrubbed();
    const bytes = await bytesOf(store);
    expect(bytes).toContain(recording!.id);
    expect(bytes).not.toContain(sealed);
    expect(bytes).not.toContain(sealed.slice(40, 80));
    expect(bytes).not.toContain(SECRET);
  });

  it.each([
    ['was refused', (house: RecordingHarness) => house.fault('TRTC_WEB', 'StartWebRecord', 'code', 'InvalidParameter')],
    [
      'could not be sent',
      (house: RecordingHarness) => house.fault('TRTC_WEB', 'StartWebRecord', 'code', 'RequestLimitExceeded', 9),
    ],
  ])('leaves none behind where it %s', async (_what, spoil) => {
    const house = await harness();
    spoil(house);
    const { recording } = await house.start('TRTC_WEB', bucketWith(SECRET));
    expect(recording).toMatchObject({ state: 'FAILED' });
    expect((await house.row(recording!.id)).sealedParams).toBeNull();
  });

  it('leaves none behind where its answer was lost and the vendor takes no second start: TIW', async () => {
    const house = await harness();
    const recordUserId = 'tic_record_user_4294967290_own';
    const claim = { userId: recordUserId, sdkAppId: APP, issuedAt: NOW / 1000, validFor: 2 * 86_400 };
    const robot = { recordUserId, recordUserSig: mintUserSig(new Secret(RTC_KEY), claim).reveal() };
    const { id } = await lost(house, 'TIW', 'reset-after', robot);
    expect((await house.row(id)).sealedParams).toBeNull();
    house.advance(MINUTE);
    await house.due('TIW');
    expect(await house.find(id)).toMatchObject({ state: 'RECORDING' });
  });

  it('leaves none behind where it is given up, and where a stop cancels it', async () => {
    const house = await harness();
    house.fault('TRTC_WEB', 'StartWebRecord', 'reset-before', undefined, 9);
    const { recording } = await house.start('TRTC_WEB', bucketWith(SECRET));
    expect(await house.live(recording!.id)).toMatchObject({ state: 'FAILED', cause: 'NOT_STARTED' });
    expect((await house.row(recording!.id)).sealedParams).toBeNull();
    const other = await harness();
    const { id } = await lost(other, 'TRTC_WEB', 'reset-before');
    await other.run('stopRecording', { id });
    expect(await other.live(id)).toMatchObject({ state: 'FAILED', cause: 'CANCELLED' });
    expect((await other.row(id)).sealedParams).toBeNull();
  });

  it('loses them after a day, whatever is known; a stop then says what cannot be done', async () => {
    const house = await harness();
    house.fault('TRTC_ROOM', 'CreateCloudRecording', 'reset-before', undefined, 999);
    const { recording } = await house.start('TRTC_ROOM', bucketWith(SECRET));
    const { id } = recording!;
    house.advance(MAX_SEALED_MS - HOUR);
    expect(await house.ledger.eraseSealed(house.now() - MAX_SEALED_MS)).toBe(0);
    expect((await house.row(id)).sealedParams).not.toBeNull();
    house.advance(2 * HOUR);
    const sealed = (await house.row(id)).sealedParams!;
    expect(await house.ledger.eraseSealed(house.now() - MAX_SEALED_MS)).toBe(1);
    expect((await house.row(id)).sealedParams).toBeNull();
    await scrubbed();
    expect(await bytesOf(store)).not.toContain(sealed);
    const stopped = await house.run('stopRecording', { id });
    expect(stopped.recording).toMatchObject({ state: 'UNKNOWN', wanted: 'STOPPED' });
  });

  it('waits for its turn in the ledger as every other one does', async () => {
    const house = await harness();
    const { id } = await lost(house, 'TRTC_WEB', 'reset-before');
    house.fault('TRTC_WEB', 'StartWebRecord', 'code', 'RequestLimitExceeded', 9);
    house.advance(5 * SECOND);
    await house.reconciler.runDue('TRTC_WEB');
    expect(await house.row(id)).toMatchObject({ state: 'UNKNOWN', attempt: 1 });
    house.tencent.faults.clear();
    expect(await house.live(id, ({ accepted }) => !accepted)).toMatchObject({ state: 'STARTING', attempts: 2 });
  });

  /** All bytes of the store: the file of SQLite with its log, the rows of PostgreSQL. */
  async function bytesOf({ url }: OpenedStore): Promise<string> {
    if (name.startsWith('SQLite')) {
      const file = url.slice('sqlite:'.length);
      return [file, `${file}-wal`].map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : '')).join('');
    }
    const client = new pg.Client(url);
    await client.connect();
    onTestFinished(() => client.end());
    const { rows } = await client.query('select * from recordings');
    return JSON.stringify(rows);
  }
});

/** Resolves when the store has emptied its log: it does so in the turn of the event loop after a commit. */
async function scrubbed(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
