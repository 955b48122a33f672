import { describe, expect, it } from 'vitest';
import { STORES } from '../../shared/both-stores.ts';
import { bucketWith, startOf, STARTS } from './starts.ts';
import { codesOf, courseOf, HOUR, MINUTE, SECOND, RecordingHarness, type Seen } from './harness.ts';

const products = STARTS.map(({ product }) => product);

/** A start of which no answer came; `kind` says whether it was carried out. */
async function lost(
  house: RecordingHarness,
  product: string,
  kind: 'reset-before' | 'reset-after',
  more: object = {},
): Promise<Seen> {
  house.fault(product, startOf(product).action, kind);
  const { recording, errors } = await house.start(product, more);
  expect(codesOf({ errors })).toEqual(['OUTCOME_UNKNOWN']);
  expect(JSON.stringify([errors, recording!.errors])).not.toMatch(/127\.0\.0\.1|localhost/);
  expect(recording!.explanation).toContain('no action is needed');
  return recording!;
}

describe.each(STORES)('a start without an answer, with the ledger on $name', ({ open }) => {
  const harness = (site?: 'china') =>
    RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger, ...(site && { site }) });

  it.each(products)('is UNKNOWN, and the client learns this: %s', async (product) => {
    const house = await harness();
    const recording = await lost(house, product, 'reset-after');
    expect(recording).toMatchObject({ state: 'UNKNOWN', cause: 'ANSWER_LOST', taskId: null, attempts: 1 });
    expect(recording.errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', retryable: false }]);
    expect(courseOf(recording)).toEqual(['STARTING', 'UNKNOWN']);
  });

  it.each([
    ['TIW', undefined],
    ['TIW', 'china'],
    ['GME', undefined],
    ['TRTC_WEB', undefined],
  ] as const)('is found where it was carried out: %s %s', async (product, site) => {
    const house = await harness(site);
    const { id } = await lost(house, product, 'reset-after');
    house.advance(5 * SECOND);
    await house.due(product);
    const [task] = await house.running();
    const found = await house.find(id);
    expect(found).toMatchObject({ state: 'RECORDING', cause: null, evidence: 'LOOKUP', errors: [], attempts: 1 });
    expect(found.taskId).toBe(task!.taskId);
    expect(house.calls(startOf(product).action)).toBe(1);
  });

  it('is found at the first look-up, a second after the start', async () => {
    const house = await harness();
    const { id } = await lost(house, 'TRTC_WEB', 'reset-after');
    const { nextActionAt } = await house.row(id);
    expect(nextActionAt! - house.now()).toBeLessThanOrEqual(1100);
  });

  it('is given up where TIW has no such task, for a second robot could record beside the first', async () => {
    const house = await harness();
    const { id } = await lost(house, 'TIW', 'reset-before');
    house.advance(29 * SECOND);
    await house.due('TIW');
    expect(await house.find(id)).toMatchObject({ state: 'UNKNOWN' });
    house.advance(MINUTE);
    await house.due('TIW');
    expect(await house.find(id)).toMatchObject({ state: 'FAILED', cause: 'NOT_STARTED', evidence: 'LOOKUP' });
    expect(house.calls('StartOnlineRecord')).toBe(0);
  });

  it.each([
    ['GME', 30],
    ['TRTC_WEB', 0],
  ])('is sent once more where %s has no such task, not before %d s', async (product, quietS) => {
    const house = await harness();
    const { id } = await lost(house, product, 'reset-before');
    house.advance(Math.max(0, quietS - 1) * SECOND);
    await house.due(product);
    expect(house.calls(startOf(product).action)).toBe(0);
    house.advance(MINUTE);
    await house.due(product);
    const again = await house.find(id);
    const [task, ...others] = await house.running();
    expect(again).toMatchObject({ state: 'STARTING', cause: null, attempts: 2, taskId: task!.taskId, errors: [] });
    expect(others).toEqual([]);
  });

  it.each(['reset-before', 'reset-after'] as const)(
    'is sent once more to TRTC rooms after 20 s: the same robot ends what the first one started (%s)',
    async (kind) => {
      const house = await harness();
      const { id } = await lost(house, 'TRTC_ROOM', kind);
      const before = house.calls('CreateCloudRecording');
      house.advance(19 * SECOND);
      await house.due('TRTC_ROOM');
      expect(house.calls('CreateCloudRecording')).toBe(before);
      house.advance(MINUTE);
      await house.due('TRTC_ROOM');
      const [task, ...others] = await house.running();
      expect(others).toEqual([]);
      expect(await house.find(id)).toMatchObject({ state: 'STARTING', attempts: 2, taskId: task!.taskId });
    },
  );

  it('is not sent a third time', async () => {
    const house = await harness();
    house.fault('GME', 'StartRecord', 'reset-before', undefined, 9);
    const { recording } = await house.start('GME');
    const end = await house.live(recording!.id);
    expect(end).toMatchObject({ state: 'FAILED', cause: 'NOT_STARTED', attempts: 2 });
  });

  it('stays UNKNOWN if RongCloud cannot say, with advice', async () => {
    const house = await harness();
    const { id } = await lost(house, 'RONGCLOUD', 'reset-after');
    house.advance(2 * HOUR);
    await house.due('RONGCLOUD');
    const known = await house.find(id);
    expect(known).toMatchObject({ state: 'UNKNOWN', cause: 'ANSWER_LOST', attempts: 1 });
    expect(known.explanation).toContain('RongCloud has no query for recordings');
    expect(house.calls('startRecord')).toBe(1);
  });

  it('is not said to have come to nothing where the session of RongCloud has ended since', async () => {
    const house = await harness();
    const { id } = await lost(house, 'RONGCLOUD', 'reset-before');
    const end = await house.live(id);
    expect(end).toMatchObject({ state: 'INCOMPLETE', cause: 'ROOM_ENDED', files: [] });
    expect(end.explanation).toContain('it is unknown whether anything was recorded');
  });

  it('with credentials of the caller is looked up', async () => {
    const house = await harness();
    const { id } = await lost(house, 'TRTC_WEB', 'reset-after', bucketWith('a-secret'));
    house.advance(5 * SECOND);
    await house.due('TRTC_WEB');
    expect(await house.find(id)).toMatchObject({ state: 'RECORDING', attempts: 1 });
  });

  it('is looked up by the client at once', async () => {
    const house = await harness();
    const { id } = await lost(house, 'GME', 'reset-after');
    const { recording, errors } = await house.run('refreshRecording', { id });
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ state: 'RECORDING', evidence: 'LOOKUP' });
  });

  it('does not take the task of another recording in the same room', async () => {
    const house = await harness();
    const other = await house.recording('GME');
    house.fault('GME', 'StartRecord', 'reset-before');
    const { recording } = await house.start('GME');
    house.advance(MINUTE);
    await house.due('GME');
    const end = await house.find(recording!.id);
    expect(end.taskId).toBeNull();
    expect(await house.find(other.id)).toMatchObject({ state: 'RECORDING' });
  });
});

describe('a stop of a start without an answer', () => {
  it.each([
    ['TIW', 'StopOnlineRecord'],
    ['GME', 'StopRecord'],
    ['TRTC_WEB', 'StopWebRecord'],
  ])('looks it up and stops what it finds: %s', async (product, action) => {
    const house = await RecordingHarness.open();
    const { id } = await lost(house, product, 'reset-after');
    house.advance(5 * SECOND);
    const { recording } = await house.run('stopRecording', { id });
    expect(recording).toMatchObject({ wanted: 'STOPPED' });
    await house.live(id, ({ endedAt }) => endedAt === null);
    expect(house.calls(action)).toBeGreaterThan(0);
    expect(await house.running()).toEqual([]);
  });

  it('stops what may run in the session of RongCloud', async () => {
    const house = await RecordingHarness.open();
    const { id } = await lost(house, 'RONGCLOUD', 'reset-after');
    const { recording } = await house.run('stopRecording', { id });
    expect(recording).toMatchObject({ state: 'PROCESSING', cause: 'CLIENT' });
    expect(await house.running()).toEqual([]);
  });

  it('sends the start of a room once more to end the first, and stops that', async () => {
    const house = await RecordingHarness.open();
    const { id } = await lost(house, 'TRTC_ROOM', 'reset-after');
    house.advance(5 * SECOND);
    await house.run('stopRecording', { id });
    await house.live(id, ({ endedAt }) => endedAt === null);
    expect(house.calls('CreateCloudRecording')).toBe(2);
    expect(await house.running()).toEqual([]);
  });

  it.each(['TIW', 'GME'])('cancels what was not started: %s', async (product) => {
    const house = await RecordingHarness.open();
    const { id } = await lost(house, product, 'reset-before');
    await house.run('stopRecording', { id });
    expect(await house.live(id)).toMatchObject({ state: 'FAILED', cause: 'CANCELLED' });
    expect(house.calls(startOf(product).action)).toBe(0);
  });
});
