import { MACHINE_TIMING } from '../../../src/calls/timing.ts';
import { describe, expect, it, vi } from 'vitest';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import { LedgerUnavailable } from '../../../src/errors.ts';
import { Evidence, RecordingState } from '../../../src/domain/recording.ts';
import { STORES } from '../../shared/both-stores.ts';
import { APP, BIZ, startOf, STARTS } from './starts.ts';
import { codesOf, HOUR, MINUTE, SECOND, RecordingHarness, type Seen } from './harness.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';

// What comes in between two steps of this process: a client, a callback, another process, or trouble with the ledger.

const PRODUCTS = STARTS.map(({ product }) => product);
const LEASE_OVER_MS = 41 * SECOND;

async function newest(house: RecordingHarness, product: string): Promise<string> {
  const { rows } = await house.ledger.page({ products: [product] }, { order: 'NEWEST_FIRST', take: { first: 1 } });
  return rows[0]!.id;
}

/** A session of a RongCloud room that somebody is in; nothing for the others. */
function sessionOf(house: RecordingHarness, product: string): object {
  return product === 'RONGCLOUD' ? { sessionId: house.rongcloud.rooms.join('room-7', { userId: 'alice' }) } : {};
}

/** The ledger does not answer the next writes of recordings; what it is told is written with `isWritten`. */
function cutOff(
  house: RecordingHarness,
  method: 'update' | 'finishKey' | 'insert',
  times: number,
  isWritten = false,
): void {
  const real = house.ledger[method].bind(house.ledger) as (...args: unknown[]) => Promise<unknown>;
  let left = times;
  vi.spyOn(house.ledger, method).mockImplementation(async (...args: unknown[]): Promise<never> => {
    if (left-- <= 0) return (await real(...args)) as never;
    if (isWritten) await real(...args);
    throw new LedgerUnavailable({ mayBeDone: method === 'insert' });
  });
}

describe.each(STORES)('with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each(PRODUCTS)('a stop does not end the lease of a start that is on its way: %s', async (product) => {
    const house = await harness();
    const held = house.held.next('out', startOf(product).action);
    const starting = house.start(product, sessionOf(house, product));
    await held.arrived;
    const id = await newest(house, product);
    const { nextActionAt } = await house.row(id);
    await house.run('stopRecording', { id });
    expect((await house.row(id)).nextActionAt).toBe(nextActionAt);
    house.advance(3 * SECOND);
    await house.due(product);
    held.release();
    expect((await starting).recording).toMatchObject({ id, state: 'STOPPING' });
    expect(await house.live(id, ({ endedAt }) => endedAt === null)).toMatchObject({ cause: 'CLIENT' });
    expect(await house.running()).toEqual([]);
    expect(house.calls(startOf(product).action)).toBe(1);
  });

  it('a start without an answer that the vendor carries out after its stop is stopped all the same', async () => {
    const house = await harness();
    const session = sessionOf(house, 'RONGCLOUD');
    house.fault('RONGCLOUD', 'startRecord', 'reset-before');
    const { recording } = await house.start('RONGCLOUD', session);
    await house.run('stopRecording', { id: recording!.id });
    house.advance(5 * SECOND);
    await house.startElsewhere('RONGCLOUD', session); // as if it were this very call
    const ended = await house.live(recording!.id, ({ endedAt }) => endedAt === null);
    expect(ended['endedAt']).not.toBeNull();
    expect(await house.running()).toEqual([]);
  });

  it.each(PRODUCTS)(
    'a start that is refused stays so though somebody asks meanwhile how it stands: %s',
    async (product) => {
      const house = await harness();
      const { held, starting } = await refusedOnItsWay(house, product);
      const id = await newest(house, product);
      await house.run('refreshRecording', { id });
      house.advance(2 * SECOND);
      await house.due(product);
      held.release();
      expect(codesOf(await starting)).toHaveLength(1);
      house.advance(MINUTE);
      await house.due(product);
      expect(await house.find(id)).toMatchObject({ state: 'FAILED', cause: 'REFUSED' });
      expect(house.calls(startOf(product).action)).toBe(1);
    },
  );

  it.each(PRODUCTS)('a start whose refusal comes after its lease was lost is refused: %s', async (product) => {
    const house = await harness();
    const { held, starting } = await refusedOnItsWay(house, product);
    house.advance(LEASE_OVER_MS);
    await house.ledger.claimDue(product, house.now(), house.now() + LEASE_OVER_MS, 20);
    held.release();
    expect((await starting).recording).toMatchObject({ state: 'FAILED', cause: 'REFUSED' });
    expect(await house.running()).toEqual([]);
  });

  it.each(PRODUCTS)(
    'a start that is under way is not taken over by its own process, lease or not: %s',
    async (product) => {
      const house = await harness();
      const held = house.held.next('back', startOf(product).action);
      const starting = house.start(product);
      await held.arrived;
      house.advance(LEASE_OVER_MS);
      const own = new Reconciler(house.engine, MACHINE_TIMING);
      expect(await own.runDue(product)).toBe(0);
      held.release();
      const { recording, errors } = await starting;
      expect(errors).toEqual([]);
      expect(recording).toMatchObject({ state: 'STARTING', evidence: 'CLIENT', attempts: 1 });
      expect(await own.runDue(product)).toBe(0); // it has a time of its own again
      house.advance(MINUTE);
      expect(await own.runDue(product)).toBe(1);
    },
  );

  it('an operation that is under way is not done again under its key by its own process', async () => {
    const house = await harness();
    const { id } = await house.recording('TIW');
    const held = house.held.next('back', 'PauseOnlineRecord');
    const first = house.run('pauseRecording', { id }, 'key-1');
    await held.arrived;
    house.advance(LEASE_OVER_MS);
    const looks = vi.spyOn(house.ledger, 'findKey');
    const second = house.run('pauseRecording', { id }, 'key-1');
    await expect.poll(() => looks.mock.calls.length).toBeGreaterThan(0);
    held.release();
    expect([(await first).replayed, (await second).replayed]).toEqual([false, true]);
    expect(house.calls('PauseOnlineRecord')).toBe(1);
  });

  it.each(['stopRecording', 'tiwStopOnlineRecord'])(
    'a stop that is under way is not taken over by its own process either: %s',
    async (name) => {
      const house = await harness();
      const { id, taskId } = await house.recording('TIW');
      const held = house.held.next('back', 'StopOnlineRecord');
      const stopping = house.run(name, name === 'stopRecording' ? { id } : { sdkAppId: APP, taskId });
      await held.arrived;
      house.advance(LEASE_OVER_MS);
      expect(await new Reconciler(house.engine, MACHINE_TIMING).runDue('TIW')).toBe(0);
      held.release();
      expect(await stopping).toMatchObject({ errors: [], recording: { state: 'STOPPING' } });
      expect(house.calls('StopOnlineRecord')).toBe(1);
    },
  );

  it.each(PRODUCTS)('a start that is stopped between its claim and its sending is not sent: %s', async (product) => {
    const house = await harness();
    const id = await queued(house, product);
    const claim = house.ledger.claimDue.bind(house.ledger);
    vi.spyOn(house.ledger, 'claimDue').mockImplementationOnce(async (...args) => {
      const claimed = await claim(...args);
      const { recording } = await house.run('stopRecording', { id });
      expect(recording).toMatchObject({ state: 'FAILED', cause: 'CANCELLED' });
      return claimed;
    });
    await house.due(product);
    expect(house.calls(startOf(product).action)).toBe(0);
    expect(await house.find(id)).toMatchObject({ state: 'FAILED', cause: 'CANCELLED' });
  });

  it('a second attempt that did not leave does not hide a first one that may run', async () => {
    const house = await harness();
    const id = await diedAfterItsStart(house);
    house.fault('TRTC_ROOM', 'CreateCloudRecording', 'code', 'RequestLimitExceeded', 5);
    house.advance(11 * MINUTE);
    await house.reconciler.runDue('TRTC_ROOM');
    expect(await house.find(id)).toMatchObject({ state: 'UNKNOWN', cause: 'ANSWER_LOST', attempts: 1 });
    const found = await house.live(id, ({ state }) => state === RecordingState.UNKNOWN);
    expect(found).toMatchObject({ state: 'STARTING', attempts: 2 });
    expect((await house.running()).map(({ taskId }) => taskId)).toEqual([found.taskId]);
  });

  it('nor is a first attempt that may run forgotten when it is stopped then', async () => {
    const house = await harness();
    const id = await diedAfterItsStart(house);
    house.fault('TRTC_ROOM', 'CreateCloudRecording', 'code', 'RequestLimitExceeded', 5);
    house.advance(LEASE_OVER_MS);
    await house.reconciler.runDue('TRTC_ROOM');
    expect((await house.run('stopRecording', { id })).recording).toMatchObject({ state: 'UNKNOWN', wanted: 'STOPPED' });
    await house.live(id, ({ endedAt, state }) => endedAt === null && state !== RecordingState.FAILED);
    expect(await house.running()).toEqual([]);
  });

  it.each(PRODUCTS)('a start that waited for its turn and is refused then failed: %s', async (product) => {
    const house = await harness();
    const id = await queued(house, product);
    expect(await house.find(id)).toMatchObject({ state: 'REQUESTED', attempts: 0, sentAt: null });
    refuse(house, product);
    await house.due(product);
    expect(await house.find(id)).toMatchObject({ state: 'FAILED', cause: 'REFUSED', attempts: 1 });
    expect(house.calls(startOf(product).action)).toBe(1);
  });

  it.each([
    ['TRTC_WEB', 'trtcStopWebRecord', 'StopWebRecord', ({ taskId }: Seen) => ({ taskId })],
    ['GME', 'gmeStopRecord', 'StopRecord', ({ taskId }: Seen) => ({ taskId, bizId: BIZ })],
    [
      'TRTC_ROOM',
      'trtcDeleteCloudRecording',
      'DeleteCloudRecording',
      ({ taskId }: Seen) => ({ sdkAppId: APP, taskId }),
    ],
  ] as const)(
    'a stop of the vendor’s own is not sent by the reconciler, too: %s',
    async (product, name, action, inputOf) => {
      const house = await harness();
      const recording = await house.recording(product);
      const held = house.held.next('out', action);
      const stopping = house.run(name, inputOf(recording));
      await held.arrived;
      await house.due(product);
      held.release();
      expect((await stopping).errors).toEqual([]);
      expect(house.calls(action)).toBe(1);
      expect((await house.live(recording.id, ({ endedAt }) => endedAt === null))['endedAt']).not.toBeNull();
    },
  );

  it('a callback that comes while a stop is on its way does not make another process stop it, too', async () => {
    const house = await harness();
    const { id } = await house.recording('TRTC_WEB');
    const held = house.held.next('out', 'StopWebRecord');
    const stopping = house.run('stopRecording', { id });
    await held.arrived;
    const report = {
      facts: [{ kind: 'running', at: house.now() }],
      files: [{ name: 'a.mp4', state: 'RECORDING' }],
    } as const;
    await house.engine.store.transition(id, { evidence: Evidence.CALLBACK, report });
    await house.due('TRTC_WEB');
    held.release();
    await stopping;
    expect(house.calls('StopWebRecord')).toBe(1);
  });

  it('a pause whose result could not be kept at once is not sent again under its key', async () => {
    const house = await harness();
    const { taskId } = await house.recording('TIW');
    const input = { sdkAppId: APP, taskId, idempotencyKey: 'key-1' };
    cutOff(house, 'finishKey', 1);
    expect((await house.run('tiwPauseOnlineRecord', input)).errors).toEqual([]);
    house.advance(LEASE_OVER_MS);
    expect(await house.run('tiwPauseOnlineRecord', input)).toMatchObject({ replayed: true, errors: [] });
    expect(house.calls('PauseOnlineRecord')).toBe(1);
  });

  it.each(['tiwPauseOnlineRecord', 'pauseRecording'])(
    'a pause that the vendor took counts though the ledger was out of reach just then: %s',
    async (name) => {
      const house = await harness();
      const { id, taskId } = await house.recording('TIW');
      const what = name === 'pauseRecording' ? { id } : { sdkAppId: APP, taskId };
      cutOff(house, 'update', 2);
      expect((await house.run(name, { ...what, idempotencyKey: 'key-1' })).errors).toEqual([]);
      expect(await house.run(name, { ...what, idempotencyKey: 'key-1' })).toMatchObject({ replayed: true, errors: [] });
      expect(house.calls('PauseOnlineRecord')).toBe(1);
      expect(await house.live(id, ({ state }) => state !== RecordingState.PAUSED)).toMatchObject({ state: 'PAUSED' });
    },
  );

  it.each(PRODUCTS)(
    'a start whose intent was committed without an answer is sent by who put it down: %s',
    async (product) => {
      const house = await harness();
      cutOff(house, 'insert', 1, true);
      const { recording, errors } = await house.start(product, sessionOf(house, product));
      expect(errors).toEqual([]);
      expect(recording).toMatchObject({ state: 'STARTING' });
      expect(await house.running()).toHaveLength(1);
    },
  );

  it('a start whose intent was not committed is not sent, and may be tried again', async () => {
    const house = await harness();
    cutOff(house, 'insert', 1);
    expect((await house.start('TIW')).errors).toMatchObject([{ code: 'LEDGER_UNAVAILABLE', retryable: true }]);
    expect(await house.running()).toEqual([]);
    expect((await house.start('TIW')).errors).toEqual([]);
  });
});

it.each(
  STORES.flatMap(({ name, open }) => ['while it runs', 'before it starts'].map((when) => ({ name, open, when }))),
)(
  'a clock that is put back by an hour $when makes nothing wait for an hour, with the ledger on $name',
  async ({ open, when }) => {
    const house = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
    const { id } = await house.recording('TIW');
    house.fault('TIW', 'StopOnlineRecord', 'reset-before', undefined, 3);
    await house.run('stopRecording', { id });
    const { nextActionAt } = await house.row(id);
    const time = new DrivenTime();
    const reconciler = new Reconciler(house.engine, time);
    if (when === 'before it starts') house.advance(-HOUR);
    reconciler.start();
    await time.runUntil(5 * SECOND); // it has looked at the clock
    if (when === 'while it runs') house.advance(-HOUR);
    let until = 5 * SECOND;
    const isLookedAt = async (): Promise<boolean> => {
      await time.runUntil((until += 5 * SECOND));
      return (await house.row(id)).nextActionAt! < nextActionAt! - HOUR / 2;
    };
    await expect.poll(isLookedAt).toBe(true);
    await reconciler.stop();
  },
);

it.each(STORES)('one task is found for one of two starts, with the ledger on $name', async ({ open }) => {
  const house = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
  house.fault('GME', 'StartRecord', 'reset-after');
  const first = (await house.start('GME')).recording!.id;
  house.fault('GME', 'StartRecord', 'reset-before');
  const second = (await house.start('GME')).recording!.id;
  house.advance(3 * SECOND);
  await house.reconciler.runDue('GME');
  const rows = await Promise.all([house.row(first), house.row(second)]);
  const [running] = await house.running();
  expect(rows.filter(({ taskId }) => taskId === running!.taskId)).toHaveLength(1);
});

/** The next start of a product is refused. */
function refuse(house: RecordingHarness, product: string): void {
  const code = product === 'RONGCLOUD' ? '1001' : 'FailedOperation';
  house.fault(product, startOf(product).action, 'code', code);
}

/** A start whose refusal is held up on its way back. */
async function refusedOnItsWay(house: RecordingHarness, product: string) {
  refuse(house, product);
  const held = house.held.next('back', startOf(product).action);
  const starting = house.start(product, sessionOf(house, product));
  await held.arrived;
  return { held, starting };
}

/** A start that did not get its turn, and is in the ledger. */
async function queued(house: RecordingHarness, product: string): Promise<string> {
  const { action } = startOf(product);
  house.held.onCall = () => {
    throw new TooManyCalls(action, 0);
  };
  const { recording, errors } = await house.start(product, sessionOf(house, product));
  house.held.onCall = () => undefined;
  expect(errors).toEqual([]);
  expect(recording).toMatchObject({ state: 'REQUESTED' });
  house.advance(SECOND);
  return recording!.id;
}

/** A start that the vendor carries out, of a process that ends before the answer. */
async function diedAfterItsStart(house: RecordingHarness): Promise<string> {
  const held = house.held.next('back', 'CreateCloudRecording');
  void house.start('TRTC_ROOM'); // never goes on
  await held.arrived;
  return newest(house, 'TRTC_ROOM');
}
