import { describe, expect, it, vi } from 'vitest';
import { LedgerUnavailable } from '../../../src/errors.ts';
import { STORES } from '../../shared/both-stores.ts';
import { ORPHANS } from './documents.ts';
import { startOf } from './starts.ts';
import { MINUTE, SECOND, RecordingHarness, type Seen } from './harness.ts';

/** Longer than one process may be at work on a row. */
const LEASE_OVER_MS = 41 * SECOND;

/** A start that is held up on its way out or back, until somebody else may take it over. */
async function heldUp(house: RecordingHarness, product: string, place: 'out' | 'back', more: object = {}) {
  const held = house.held.next(place, startOf(product).action);
  const answer = house.start(product, more);
  await held.arrived;
  const { rows } = await house.ledger.page({ products: [product] }, { order: 'NEWEST_FIRST', take: { first: 1 } });
  house.advance(LEASE_OVER_MS);
  return {
    id: rows[0]!.id,
    /**
     * Lets it go on, and gives what its client is told, once the vendor's answer is recorded: a client that has waited for more
     * than half a second on a shared ledger gets its answer from the ledger, before.
     */
    release: async () => {
      held.release();
      const payload = await answer;
      await house.engine.inFlight.idle();
      return payload;
    },
  };
}

async function taskIds(house: RecordingHarness): Promise<string[]> {
  return (await house.running()).map(({ taskId }) => taskId);
}

const orphansOf = (house: RecordingHarness): Promise<Seen[]> => house.ask(ORPHANS, {});

describe.each(STORES)('an answer that comes after the lease was lost, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each(['TIW', 'GME', 'TRTC_ROOM', 'TRTC_WEB', 'RONGCLOUD'])(
    'is taken where nobody has learnt anything meanwhile: %s',
    async (product) => {
      const house = await harness();
      const { id, release } = await heldUp(house, product, 'back');
      await house.ledger.claimDue(product, house.now(), house.now() + LEASE_OVER_MS, 20);
      const { recording, errors } = await release();
      expect(errors).toEqual([]);
      const [taskId] = await taskIds(house);
      expect(recording).toMatchObject({ id, state: 'STARTING', evidence: 'CLIENT', taskId });
      expect(await orphansOf(house)).toEqual([]);
    },
  );

  it.each(['TIW', 'GME', 'TRTC_WEB'])('changes nothing where the task was found meanwhile: %s', async (product) => {
    const house = await harness();
    const { id, release } = await heldUp(house, product, 'back');
    await house.due(product);
    const found = await house.find(id);
    expect(found).toMatchObject({ state: 'RECORDING', evidence: 'LOOKUP' });
    const { recording, errors } = await release();
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ id, state: 'RECORDING', taskId: found.taskId });
    expect(await taskIds(house)).toEqual([found.taskId]);
    expect(await orphansOf(house)).toEqual([]);
  });

  it('is not lost with a ledger that is out of reach just then', async () => {
    const house = await harness();
    const { id, release } = await heldUp(house, 'RONGCLOUD', 'back');
    await house.ledger.claimDue('RONGCLOUD', house.now(), house.now() + LEASE_OVER_MS, 20);
    const change = house.ledger.update.bind(house.ledger);
    const failing = vi.spyOn(house.ledger, 'update').mockImplementation((...args) => {
      const isOut = failing.mock.calls.length % 2 === 0; // to look whose turn it is goes well, and to write does not
      return isOut && failing.mock.calls.length < 5 ? Promise.reject(new LedgerUnavailable()) : change(...args);
    });
    const { recording, errors } = await release();
    expect(failing.mock.calls.length).toBeGreaterThan(2);
    expect(errors).toEqual([]);
    const [taskId] = await taskIds(house);
    expect(recording).toMatchObject({ id, state: 'STARTING', taskId });
  });

  it('of a start that was given up makes its task one too many: it is stopped', async () => {
    const house = await harness();
    const { id, release } = await heldUp(house, 'TIW', 'out');
    await house.due('TIW');
    expect(await house.find(id)).toMatchObject({ state: 'FAILED', cause: 'NOT_STARTED' });
    const { recording } = await release();
    expect(recording).toMatchObject({ id, state: 'FAILED', cause: 'NOT_STARTED', taskId: null });
    const [taskId] = await taskIds(house);
    expect(await orphansOf(house)).toMatchObject([{ taskId, surplusOf: id, product: 'TIW' }]);

    await house.due('TIW');
    house.advance(5 * SECOND);
    expect(await taskIds(house)).toEqual([]);
    expect(await orphansOf(house)).toEqual([]);
  });

  it('of a start that was given up is reported to its client as an outcome', async () => {
    const house = await harness();
    const { release } = await heldUp(house, 'TIW', 'out', { idempotencyKey: 'key-1' });
    await house.due('TIW');
    await release();
    const again = await house.start('TIW', { idempotencyKey: 'key-1' });
    expect(again).toMatchObject({
      replayed: true,
      errors: [{ code: 'NOT_STARTED' }],
      recording: { state: 'FAILED' },
    });
  });

  it('of the first of two starts of a web page is the task of both', async () => {
    const house = await harness();
    const { id, release } = await heldUp(house, 'TRTC_WEB', 'out');
    await house.due('TRTC_WEB');
    const repeated = await house.find(id);
    expect(repeated).toMatchObject({ attempts: 2, state: 'STARTING' });
    expect(await release()).toMatchObject({ errors: [], recording: { id, taskId: repeated.taskId } });
    expect(await taskIds(house)).toEqual([repeated.taskId]);
    expect(await orphansOf(house)).toEqual([]);
  });

  it('of the first of two starts of a voice room is a refusal that counts for nothing', async () => {
    const house = await harness();
    const { id, release } = await heldUp(house, 'GME', 'out');
    await house.due('GME');
    const repeated = await house.find(id);
    expect(repeated).toMatchObject({ attempts: 2, state: 'STARTING' });
    const { recording } = await release();
    expect(recording).toMatchObject({ id, state: 'STARTING', taskId: repeated.taskId });
    expect(await taskIds(house)).toEqual([repeated.taskId]);
  });

  it('of the first of two starts of a room is stopped, for which of them came last at the vendor cannot be known', async () => {
    const house = await harness();
    const { id, release } = await heldUp(house, 'TRTC_ROOM', 'back');
    const [first] = await taskIds(house);
    await house.due('TRTC_ROOM');
    const repeated = await house.find(id);
    expect(repeated).toMatchObject({ attempts: 2, state: 'STARTING' });
    expect(repeated.taskId).not.toBe(first);
    const { recording, errors } = await release();
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ id, taskId: repeated.taskId });
    expect(await orphansOf(house)).toMatchObject([{ taskId: first, surplusOf: id }]);
    await house.due('TRTC_ROOM');
    expect(await orphansOf(house)).toEqual([]);
    expect(await taskIds(house)).toEqual([repeated.taskId]);
  });

  it('is put down for a stop that was wanted meanwhile', async () => {
    const house = await harness();
    const { id, release } = await heldUp(house, 'TIW', 'back');
    await house.run('stopRecording', { id });
    const { recording } = await release();
    expect(recording).toMatchObject({ wanted: 'STOPPED' });
    house.advance(MINUTE);
    expect(await house.live(id)).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT' });
    expect(await taskIds(house)).toEqual([]);
  });
});

describe('two processes on one ledger', () => {
  it('look a lost start up once', async () => {
    const house = await RecordingHarness.open();
    house.fault('GME', 'StartRecord', 'reset-after');
    await house.start('GME');
    house.advance(5 * SECOND);
    const other = await house.otherProcess();
    const taken = await Promise.all([house.reconciler.runDue('GME'), other.runDue('GME')]);
    expect(taken.sort()).toEqual([0, 1]);
    expect(house.calls('DescribeTaskInfo')).toBe(1);
  });

  it('stop a task that is one too many once', async () => {
    const house = await RecordingHarness.open();
    const { release } = await heldUp(house, 'TIW', 'out');
    await house.due('TIW');
    await release();
    const other = await house.otherProcess();
    await Promise.all([house.reconciler.runDue('TIW'), other.runDue('TIW')]);
    expect(house.calls('StopOnlineRecord')).toBe(1);
  });

  it('try again to stop a task that is one too many when the vendor does not take it', async () => {
    const house = await RecordingHarness.open();
    const { release } = await heldUp(house, 'TIW', 'out');
    await house.due('TIW');
    await release();
    house.fault('TIW', 'StopOnlineRecord', 'code', 'InternalError', 3);
    await house.due('TIW');
    expect(await taskIds(house)).toHaveLength(1);
    expect(await orphansOf(house)).toHaveLength(1);
    house.advance(5 * SECOND);
    await house.due('TIW');
    house.advance(5 * SECOND);
    expect(await taskIds(house)).toEqual([]);
    expect(await orphansOf(house)).toEqual([]);
  });
});
