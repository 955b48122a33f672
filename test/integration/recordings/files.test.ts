import { describe, expect, it } from 'vitest';
import { BIZ } from './starts.ts';
import { courseOf, HOUR, MINUTE, NOW, RecordingHarness } from './harness.ts';

describe('a recording that has ended', () => {
  it('is COMPLETE with its files when TIW has finished them', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TIW');
    house.advance(MINUTE);
    await house.run('stopRecording', { id });
    const end = await house.live(id);
    expect(end).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', files: [{ state: 'READY', track: 'whiteboard' }] });
    expect(end.files[0]!.sizeBytes).toMatch(/^\d+$/);
    expect(courseOf(end)).toEqual(['STARTING', 'RECORDING', 'STOPPING', 'PROCESSING', 'COMPLETE']);
    expect(end.changes.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is COMPLETE when GME has uploaded all of them', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('GME');
    await house.room('join', { app: BIZ, room: 'room-7', user: 'alice' });
    house.advance(MINUTE);
    const { recording: running } = await house.run('refreshRecording', { id });
    expect(running).toMatchObject({ files: [{ state: 'RECORDING', format: 'mp3' }] });
    const { recording: stopped } = await house.run('stopRecording', { id });
    expect(stopped).toMatchObject({ state: 'PROCESSING' });
    const end = await house.live(id);
    expect(end).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', files: [{ state: 'READY' }] });
    expect(end.files).toHaveLength(1);
    expect(house.now() - NOW).toBeLessThan(5 * MINUTE);
  });

  it('has NOTHING_RECORDED where GME has no file', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('GME');
    await house.run('stopRecording', { id });
    const end = await house.live(id);
    expect(end).toMatchObject({ state: 'NOTHING_RECORDED', cause: 'CLIENT', files: [] });
    expect(house.now() - Date.parse(end['endedAt'] as string)).toBeLessThan(MINUTE);
  });

  it.each(['TRTC_ROOM', 'TRTC_WEB', 'RONGCLOUD'])(
    'of %s is INCOMPLETE after two hours: nothing but events tells of its files',
    async (product) => {
      const house = await RecordingHarness.open();
      const { id } = await house.recording(product);
      await house.run('stopRecording', { id });
      const ended = await house.live(id, ({ endedAt }) => endedAt === null);
      expect(ended).toMatchObject({ state: 'PROCESSING' });
      const calls = house.tencent.calls.length + house.rongcloud.calls.length;
      const end = await house.live(id);
      expect(end).toMatchObject({ state: 'INCOMPLETE', cause: 'CLIENT', evidence: 'DEADLINE' });
      expect(end.explanation).toContain('Look for the files in their storage');
      expect(Date.parse(end['filesOverdueAt'] as string) - Date.parse(end['endedAt'] as string)).toBe(2 * HOUR);
      expect(house.now() - Date.parse(end['endedAt'] as string)).toBe(2 * HOUR);
      expect(house.tencent.calls.length + house.rongcloud.calls.length).toBe(calls);
    },
  );

  it('has FAILED where TIW says so', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TIW');
    house.fault('TIW', 'DescribeOnlineRecord', 'code', 'FailedOperation.Record');
    const { recording } = await house.run('refreshRecording', { id });
    expect(recording).toMatchObject({ state: 'FAILED', cause: 'VENDOR_FAULT' });
  });
});
