import { describe, expect, it } from 'vitest';
import { receive } from '../../callbacks/receiving.ts';
import { atOtherServer } from './other-server.ts';
import { APP, BIZ } from '../starts.ts';
import { MINUTE, SECOND, RecordingHarness } from '../harness.ts';

// A stop by another program with the same keys. The vendor says "by a call" of our own stops, too.

const STOPS: Readonly<Record<string, (taskId: string) => [name: string, input: object]>> = {
  TIW: (taskId) => ['tiwStopOnlineRecord', { sdkAppId: APP, taskId }],
  TRTC_ROOM: (taskId) => ['trtcDeleteCloudRecording', { sdkAppId: APP, taskId }],
};

describe.each(Object.keys(STOPS))('a recording of %s', (product) => {
  const recorded = async () => {
    const harness = await RecordingHarness.open();
    const { callBack, settle } = await receive(harness);
    callBack();
    const { id, taskId } = await harness.recording(product);
    await settle();
    harness.advance(MINUTE);
    const ended = async () => {
      for (let rounds = 0; rounds < 6 && (await harness.row(id)).endedAt === null; rounds++) {
        harness.advance(10 * SECOND);
        await settle();
        await harness.due(product);
      }
      return harness.find(id);
    };
    return { harness, id, taskId: taskId!, ended };
  };

  it('that another program stopped says so, and goes on to be wanted', async () => {
    const { harness, taskId, ended } = await recorded();
    await atOtherServer(harness, ...STOPS[product]!(taskId));
    const recording = await ended();
    expect(recording).toMatchObject({ cause: 'STOPPED_ELSEWHERE', wanted: 'RECORDING' });
    expect(recording.explanation).toContain('A call that Tapedeck did not send stopped the recording');
  });

  it('that a client of Tapedeck stopped is reported as requested by the client', async () => {
    const { harness, id, ended } = await recorded();
    await harness.run('stopRecording', { id });
    expect(await ended()).toMatchObject({ cause: 'CLIENT', wanted: 'STOPPED' });
  });

  it("that a client of ours stopped by the vendor's own action is told as the client's wish", async () => {
    const { harness, taskId, ended } = await recorded();
    const [name, input] = STOPS[product]!(taskId);
    expect(await harness.run(name, input)).toMatchObject({ errors: [] });
    expect(await ended()).toMatchObject({ cause: 'CLIENT', wanted: 'STOPPED' });
  });
});

it('a recording of GME that another program stopped has ended; GME does not report by whom', async () => {
  const harness = await RecordingHarness.open();
  const { id, taskId } = await harness.recording('GME');
  await atOtherServer(harness, 'gmeStopRecord', { bizId: BIZ, taskId });
  harness.advance(MINUTE);
  await harness.due('GME');
  expect(await harness.find(id)).toMatchObject({ cause: 'GONE', wanted: 'RECORDING' });
});
