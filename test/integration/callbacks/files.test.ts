import { expect, it } from 'vitest';
import { signRongcloud } from '../../../src/providers/rongcloud/api/sign.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { APP, RONG_APP } from '../recordings/starts.ts';
import { MINUTE, NOW, RONG_SECRET, SECOND, RecordingHarness, type Seen } from '../recordings/harness.ts';
import { receive, roomEvent, vodFile } from './receiving.ts';

// What callbacks tell of files: none may be lost, and "all are there" must not be believed too early or too late.

/** A RongCloud recording, and how its vendor tells of it. */
async function rongcloud() {
  const harness = await RecordingHarness.open();
  const { post, inbox } = await receive(harness);
  const { id, taskId } = await harness.started('RONGCLOUD');
  let nonces = 0;
  const tell = async (event: object): Promise<void> => {
    const recording = { recordId: taskId, roomId: 'room-7', sessionId: 'session-7', userId: '', mode: 3 };
    const body = JSON.stringify({ timestamp: harness.now(), appKey: RONG_APP, ...recording, ...event });
    const [nonce, timestamp] = [`nonce-${nonces++}`, String(harness.now())];
    const { signature } = signRongcloud(new Secret(RONG_SECRET), nonce, timestamp);
    expect((await post('rongcloud/recording', body, { nonce, timestamp, signature })).status).toBe(200);
  };
  await tell({ type: 1 });
  await inbox.runDue();
  harness.advance(5 * SECOND);
  await harness.run('stopRecording', { id });
  harness.advance(5 * SECOND);
  return { harness, inbox, id, tell };
}

const namesOf = ({ files }: Seen): string[] => files.map(({ name }) => name).sort();

it('forty files that RongCloud reports at once are all known', async () => {
  const { harness, inbox, id, tell } = await rongcloud();
  const names = Array.from({ length: 40 }, (_, index) => `user-${10 + index}.mp4`);
  for (const fileName of names) await tell({ type: 4, userId: fileName, fileName });
  await inbox.runDue();
  expect(namesOf(await harness.find(id))).toEqual(names);
});

it('what was taken in before a server was down for long is believed when it is up again', async () => {
  const { harness, inbox, id, tell } = await rongcloud();
  await tell({ type: 3 });
  for (const number of [1, 2, 3]) await tell({ type: 4, userId: `user-${number}`, fileName: `${number}.mp4` });
  harness.advance(11 * MINUTE);
  for (let round = 0; round < 20; round++) {
    await inbox.runDue();
    harness.advance(SECOND);
  }
  expect(namesOf(await harness.find(id))).toEqual(['1.mp4', '2.mp4', '3.mp4']);
  expect((await harness.ledger.callbacks.counts()).filter(({ state }) => state === 'DOUBTED')).toEqual([]);
});

/** TRTC tells that everything was uploaded. */
const uploaded = (taskId: string, at: number): object => roomEvent(312, taskId, { Status: 0 }, { EventMsTs: at });

it('all files of a part of a TRTC recording that goes on do not complete it when it ends', async () => {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const { id, taskId } = await harness.recording('TRTC_ROOM');
  await postTrtc(uploaded(taskId!, harness.now()));
  for (let round = 0; round < 12; round++) {
    await inbox.runDue();
    harness.advance(30 * SECOND);
  }
  await postTrtc(roomEvent(302, taskId!, { LeaveCode: 0 }, { EventMsTs: harness.now() }));
  await inbox.runDue();
  harness.advance(MINUTE);
  await inbox.runDue();
  expect(await harness.find(id)).toMatchObject({ state: 'PROCESSING' });
  await postTrtc(vodFile(taskId!, { EventMsTs: harness.now() }));
  await postTrtc(uploaded(taskId!, harness.now()));
  await inbox.runDue();
  expect(await harness.find(id)).toMatchObject({ state: 'COMPLETE' });
});

it('all files of a TRTC recording complete it although its end was never reported', async () => {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const { id, taskId } = await harness.recording('TRTC_ROOM');
  await harness.room('end', { app: APP, room: 3560 });
  await postTrtc(vodFile(taskId!));
  await postTrtc(uploaded(taskId!, NOW));
  await inbox.runDue();
  expect(await harness.find(id)).toMatchObject({ state: 'COMPLETE', evidence: 'POLL' });
});

it('a task that Tapedeck did not start, known by its files only, is an orphan', async () => {
  const harness = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(harness);
  const message = { UserId: 'alice', TrackType: 'audio', MediaId: 'main', FileName: 'a.m3u8', BeginTimeStamp: NOW };
  await postTrtc(roomEvent(307, 'somebody-elses', { FileMessage: [message], ...message }));
  for (let round = 0; round < 5; round++) {
    await inbox.runDue();
    harness.advance(MINUTE);
  }
  expect(await harness.recordings.orphans.list()).toMatchObject([{ product: 'TRTC_ROOM', taskId: 'somebody-elses' }]);
});
