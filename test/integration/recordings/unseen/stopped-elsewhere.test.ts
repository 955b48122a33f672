import { describe, expect, it } from 'vitest';
import { receive } from '../../callbacks/receiving.ts';
import { atOtherServer } from './other-server.ts';
import { APP, BIZ } from '../starts.ts';
import { MINUTE, SECOND, World } from '../world.ts';

// A stop by another program with the same keys. The vendor says "by a call" of our own stops, too.

const STOPS: Readonly<Record<string, (taskId: string) => [name: string, input: object]>> = {
  TIW: (taskId) => ['tiwStopOnlineRecord', { sdkAppId: APP, taskId }],
  TRTC_ROOM: (taskId) => ['trtcDeleteCloudRecording', { sdkAppId: APP, taskId }],
};

describe.each(Object.keys(STOPS))('a recording of %s', (product) => {
  const recorded = async () => {
    const world = await World.open();
    const { callBack, settle } = await receive(world);
    callBack();
    const { id, taskId } = await world.recording(product);
    await settle();
    world.advance(MINUTE);
    const ended = async () => {
      for (let rounds = 0; rounds < 6 && (await world.row(id)).endedAt === null; rounds++) {
        world.advance(10 * SECOND);
        await settle();
        await world.due(product);
      }
      return world.find(id);
    };
    return { world, id, taskId: taskId!, ended };
  };

  it('that another program stopped says so, and goes on to be wanted', async () => {
    const { world, taskId, ended } = await recorded();
    await atOtherServer(world, ...STOPS[product]!(taskId));
    const recording = await ended();
    expect(recording).toMatchObject({ cause: 'STOPPED_ELSEWHERE', wanted: 'RECORDING' });
    expect(recording.explanation).toContain("by a call that was not Tapedeck's");
  });

  it("that a client of ours stopped is told as the client's wish", async () => {
    const { world, id, ended } = await recorded();
    await world.run('stopRecording', { id });
    expect(await ended()).toMatchObject({ cause: 'CLIENT', wanted: 'STOPPED' });
  });

  it("that a client of ours stopped by the vendor's own action is told as the client's wish", async () => {
    const { world, taskId, ended } = await recorded();
    const [name, input] = STOPS[product]!(taskId);
    expect(await world.run(name, input)).toMatchObject({ errors: [] });
    expect(await ended()).toMatchObject({ cause: 'CLIENT', wanted: 'STOPPED' });
  });
});

it('a recording of GME that another program stopped has ended; by whom, GME does not tell', async () => {
  const world = await World.open();
  const { id, taskId } = await world.recording('GME');
  await atOtherServer(world, 'gmeStopRecord', { bizId: BIZ, taskId });
  world.advance(MINUTE);
  await world.due('GME');
  expect(await world.find(id)).toMatchObject({ cause: 'GONE', wanted: 'RECORDING' });
});
