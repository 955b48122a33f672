import { describe, expect, it } from 'vitest';
import { STORES } from '../../shared/both-stores.ts';
import { APP, BIZ, startOf, STARTS } from './starts.ts';
import { codesOf, courseOf, HOUR, MINUTE, NOW, SECOND, RecordingHarness } from './harness.ts';

const products = STARTS.map(({ product }) => product);
const STOPS: Readonly<Record<string, string>> = {
  TIW: 'StopOnlineRecord',
  GME: 'StopRecord',
  TRTC_ROOM: 'DeleteCloudRecording',
  TRTC_WEB: 'StopWebRecord',
  RONGCLOUD: 'stopRecord',
};
const iso = (ms: number): string => new Date(ms).toISOString();

describe.each(STORES)('stopRecording, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each(products)('stops a recording to its confirmed end: %s', async (product) => {
    const house = await harness();
    const { id } = await house.recording(product);
    const { recording, errors, replayed } = await house.run('stopRecording', { id });
    expect({ errors, replayed }).toEqual({ errors: [], replayed: false });
    expect(recording).toMatchObject({ id, wanted: 'STOPPED' });
    expect(['STOPPING', 'PROCESSING']).toContain(recording!.state);
    const ended = await house.live(id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ cause: 'CLIENT' });
    expect(['PROCESSING', 'COMPLETE']).toContain(ended.state);
    expect(house.now() - NOW).toBeLessThan(MINUTE);
    expect(await house.running()).toEqual([]);
    // TIW goes on for two seconds, so it may be told twice.
    expect(house.calls(STOPS[product]!)).toBeLessThanOrEqual(product === 'TIW' ? 2 : 1);
  });

  it.each(products)('of a start that is under way is carried out when its answer comes: %s', async (product) => {
    const house = await harness();
    const held = house.held.next('back', startOf(product).action);
    const starting = house.start(product);
    await held.arrived;
    const { rows } = await house.ledger.page({ products: [product] }, { order: 'NEWEST_FIRST', take: { first: 1 } });
    const { id } = rows[0]!;
    const { recording } = await house.run('stopRecording', { id });
    expect(recording).toMatchObject({ state: 'STARTING', wanted: 'STOPPED', cause: 'CLIENT' });
    expect(house.calls(STOPS[product]!)).toBe(0);
    held.release();
    expect((await starting).recording).toMatchObject({ state: 'STOPPING', wanted: 'STOPPED' });
    const ended = await house.live(id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ cause: 'CLIENT' });
    expect(await house.running()).toEqual([]);
  });

  it.each(products)('of what has ended changes nothing and sends nothing: %s', async (product) => {
    const house = await harness();
    const { id } = await house.recording(product);
    await house.run('stopRecording', { id });
    const ended = await house.live(id);
    const calls = house.calls(STOPS[product]!);
    const { recording, errors } = await house.run('stopRecording', { id });
    expect(errors).toEqual([]);
    expect(recording).toEqual(ended);
    expect(house.calls(STOPS[product]!)).toBe(calls);
  });

  it.each(products)('is tried again until the vendor takes it: %s', async (product) => {
    const house = await harness();
    const { id } = await house.recording(product);
    house.fault(product, STOPS[product]!, 'reset-before', undefined, 3);
    const { recording, errors } = await house.run('stopRecording', { id });
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ state: 'STOPPING', wanted: 'STOPPED', errors: [{ code: 'OUTCOME_UNKNOWN' }] });
    const ended = await house.live(id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ errors: [] });
    expect(house.now() - NOW).toBeLessThan(MINUTE);
    expect(await house.running()).toEqual([]);
  });

  it('of a recording that the vendor ended meanwhile learns its end', async () => {
    const house = await harness();
    const { id, taskId } = await house.recording('TRTC_WEB');
    await house.providers.tencent.trtcWeb.stopWebRecord({ taskId: taskId! });
    const { recording, errors } = await house.run('stopRecording', { id });
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ state: 'PROCESSING' });
  });

  it('of an unknown recording says so', async () => {
    const house = await harness();
    for (const id of ['rec_01kc6w3q8zabcdefghjkmnpq', 'anything']) {
      const { recording, errors } = await house.run('stopRecording', { id });
      expect(recording).toBeNull();
      expect(errors).toMatchObject([{ code: 'RECORDING_NOT_FOUND', path: ['input', 'id'], retryable: false }]);
    }
  });
});

describe.each(products)('stopBy of %s', (product) => {
  it('stops the recording at that moment', async () => {
    const house = await RecordingHarness.open();
    const stopBy = NOW + 20 * MINUTE;
    const { id } = await house.recording(product, { stopBy: iso(stopBy) });
    await house.live(id, ({ wanted }) => wanted === 'RECORDING');
    expect(house.now()).toBe(stopBy);
    const ended = await house.live(id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ wanted: 'STOPPED', stopBy: iso(stopBy), cause: 'STOP_BY' });
    expect(await house.running()).toEqual([]);
  });
});

describe('stopBy', () => {
  it('ends a start that could not be looked up by then', async () => {
    const house = await RecordingHarness.open();
    house.fault('RONGCLOUD', 'startRecord', 'reset-after');
    const { recording } = await house.start('RONGCLOUD', { stopBy: iso(NOW + 10 * MINUTE) });
    const ended = await house.live(recording!.id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ wanted: 'STOPPED', cause: 'STOP_BY' });
    expect(await house.running()).toEqual([]);
  });
});

describe('a room recording whose control time runs out', () => {
  const SIX_HOURS = { resourceExpiredHour: 6 };

  it('is stopped ten minutes before', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TRTC_ROOM', SIX_HOURS);
    await house.live(id, ({ wanted }) => wanted === 'RECORDING');
    expect(house.now()).toBe(NOW + 6 * HOUR - 10 * MINUTE);
    const ended = await house.live(id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ cause: 'CONTROL_ENDS', controllableUntil: iso(NOW + 6 * HOUR) });
    expect(await house.running()).toEqual([]);
  });

  it('is ABANDONED when the vendor refuses to stop it until then', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TRTC_ROOM', SIX_HOURS);
    house.fault('TRTC_ROOM', 'DeleteCloudRecording', 'code', 'FailedOperation', 1000);
    const end = await house.live(id);
    expect(house.now()).toBe(NOW + 6 * HOUR);
    expect(end).toMatchObject({ state: 'ABANDONED', cause: 'CONTROL_LOST', wanted: 'STOPPED' });
    expect(end.explanation).toContain('remove the recorder from the room');
    expect(courseOf(end)).toEqual(['STARTING', 'RECORDING', 'STOPPING', 'ABANDONED']);
    expect(await house.running()).toHaveLength(1);
  });
});

describe('the end of a recording that the vendor ended', () => {
  it('is learnt from the next poll: a room that fell idle', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TIW', { autoStopTimeout: 300 });
    const ended = await house.live(id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ cause: 'IDLE', endedAt: iso(NOW + 5 * MINUTE), wanted: 'RECORDING' });
    expect(house.now() - NOW).toBeLessThan(7 * MINUTE);
  });

  it('is learnt from the next poll: a session that ended', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('RONGCLOUD');
    house.rongcloud.rooms.end('room-7');
    house.advance(2 * MINUTE);
    await house.due('RONGCLOUD');
    expect(await house.find(id)).toMatchObject({ state: 'PROCESSING', cause: 'ROOM_ENDED', evidence: 'POLL' });
  });

  it('is learnt from the next poll: the longest length of a voice recording', async () => {
    const house = await RecordingHarness.open();
    await house.room('join', { app: BIZ, room: 'room-7', user: '1' });
    const { id } = await house.recording('GME');
    house.advance(23 * HOUR);
    await house.due('GME');
    expect(await house.find(id)).toMatchObject({ state: 'RECORDING' });
    house.advance(HOUR);
    await house.due('GME');
    expect(await house.find(id)).toMatchObject({ state: 'PROCESSING', wanted: 'RECORDING', cause: 'GONE' });
  });

  it('is learnt from the next poll: a robot that was thrown out', async () => {
    const house = await RecordingHarness.open();
    const { id, vendorKey } = await house.recording('TRTC_ROOM');
    await house.room('leave', { app: APP, room: 3560, user: vendorKey });
    house.advance(2 * MINUTE);
    await house.due('TRTC_ROOM');
    expect(await house.find(id)).toMatchObject({ state: 'PROCESSING', cause: 'GONE' });
  });
});

it('reports a client nothing of a stop that could not be sent but in the recording itself', async () => {
  const house = await RecordingHarness.open();
  const { id } = await house.recording('GME');
  house.fault('GME', 'StopRecord', 'code', 'AuthFailure.UnauthorizedOperation');
  const { recording, errors } = await house.run('stopRecording', { id });
  expect(errors).toEqual([]);
  expect(recording).toMatchObject({ state: 'STOPPING' });
  expect(codesOf(recording!)).toEqual(['VENDOR_NOT_AUTHORIZED']);
  expect(house.now() - NOW).toBeLessThan(10 * SECOND);
});
