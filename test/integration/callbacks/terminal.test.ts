import { describe, expect, it } from 'vitest';
import {
  GME_FAILURES,
  ROOM_FAILURES,
  TIW_FAILURES,
  WEB_FAILURES,
} from '../../../src/providers/tencent/emulator/shared/failure-kinds.ts';
import { RECORDING_FAILURES } from '../../../src/providers/rongcloud/emulator/recording/recording.ts';
import { APP, BIZ, bucketWith } from '../recordings/starts.ts';
import { HOUR, MINUTE, SECOND, RecordingHarness, type Seen } from '../recordings/harness.ts';
import { receive } from './receiving.ts';

// Every way in which an emulator can make a recording fail, one by one, told by its own callbacks over real HTTP.

const MIXED = { recordMode: 'MIXED', streamType: 'AUDIO_AND_VIDEO', maxIdleTime: 86_400 };
const VOD = { roomId: 'class', roomIdType: 'STRING', recordParams: MIXED };
const BUCKET = {
  ...{ ...VOD, ...bucketWith('secret-of-the-bucket') },
  recordParams: { ...MIXED, outputFormat: 'HLS_AND_MP4' },
};

/** How a recording ends that fails in this way: its state, what its files are, and what its explanation names. */
type Row = readonly [kind: string, start: object, state: string, files: readonly string[], words: string];

const ROOM: readonly Row[] = [
  ['301.1', VOD, 'FAILED', [], '(301.1)'],
  ['303.1', BUCKET, 'COMPLETE', ['m3u8 READY', 'mp4 READY'], '(303.1)'],
  ['305.1', BUCKET, 'INCOMPLETE', ['m3u8 HELD_BY_VENDOR', 'mp4 READY'], '(305.1)'],
  ['305.2', BUCKET, 'COMPLETE', ['m3u8 READY', 'mp4 READY'], 'all files exist'],
  ['306.0', BUCKET, 'COMPLETE', ['m3u8 READY', 'mp4 READY'], 'all files exist'],
  ['308', BUCKET, 'COMPLETE', ['m3u8 READY', 'mp4 READY'], 'the bucket denies access (308.403)'],
  ['309', BUCKET, 'COMPLETE', ['m3u8 READY', 'mp4 READY'], 'background.png (309)'],
  ['310.1', BUCKET, 'INCOMPLETE', ['m3u8 READY', 'mp4 HELD_BY_VENDOR'], '(310.1)'],
  ['310.2', BUCKET, 'INCOMPLETE', ['m3u8 READY', 'mp4 FAILED'], '(310.2)'],
  ['311.1', VOD, 'INCOMPLETE', ['mp4 HELD_BY_VENDOR'], 'left on the recording server (311.1)'],
  ['311.2', VOD, 'INCOMPLETE', ['mp4 FAILED'], 'no permission (311.2)'],
  ['312.1', VOD, 'INCOMPLETE', ['mp4 READY'], '(312.1)'],
  ['flat', VOD, 'COMPLETE', ['mp4 READY'], 'all files exist'],
  ['seconds', VOD, 'COMPLETE', ['mp4 READY'], 'all files exist'],
];
const WEB_BUCKET = bucketWith('secret-of-the-bucket');
const WEB: readonly Row[] = [
  ['801.2', {}, 'FAILED', [], 'Page load timeout (801.2)'],
  ['801.5', {}, 'COMPLETE', ['m3u8 READY'], 'recorder fault (801.5)'],
  ['803.1', {}, 'COMPLETE', ['m3u8 READY'], 'all files exist'],
  ['804.2', {}, 'COMPLETE', ['m3u8 READY'], 'larger than 1920x1080 (804.2)'],
  ['310.1', WEB_BUCKET, 'INCOMPLETE', ['m3u8 HELD_BY_VENDOR'], '(310.1)'],
  ['310.2', WEB_BUCKET, 'INCOMPLETE', ['m3u8 FAILED'], '(310.2)'],
  ['311.1', {}, 'INCOMPLETE', ['m3u8 HELD_BY_VENDOR'], 'left on the recording server (311.1)'],
  ['311.2', {}, 'INCOMPLETE', ['m3u8 FAILED'], 'no permission (311.2)'],
  ['312.1', {}, 'INCOMPLETE', ['m3u8 READY'], '(312.1)'],
  ['flat', {}, 'COMPLETE', ['m3u8 READY'], 'all files exist'],
  ['seconds', {}, 'COMPLETE', ['m3u8 READY'], 'all files exist'],
];
const TIW: readonly Row[] = [
  ['ExceptionCnt', {}, 'COMPLETE', ['mp4 READY', 'mp4 READY'], '2 faults on the way (ExceptionCnt)'],
  ['Interrupts', {}, 'COMPLETE', ['mp4 READY', 'mp4 READY'], 'broke 3 times (Interrupts)'],
  ['EXCEPTION', {}, 'INCOMPLETE', ['mp4 READY', 'mp4 READY'], '(EXCEPTION)'],
  ['FailedOperation.Record', {}, 'FAILED', [], '(FailedOperation.Record)'],
];
const GME: readonly Row[] = [['stuck', {}, 'INCOMPLETE', ['mp3 PROCESSING'], 'did not confirm all files in time']];
const RONGCLOUD: readonly Row[] = [
  ['upload', {}, 'INCOMPLETE', ['mp4 FAILED'], 'the upload failed (30001)'],
  ['end', {}, 'COMPLETE', ['mp4 READY'], 'the recorder broke (30002)'],
];

/** A recording that fails in one way, from its start until nothing more comes of it. */
async function failed(product: string, kind: string, start: object): Promise<Seen> {
  const harness = await RecordingHarness.open();
  const receiving = await receive(harness);
  receiving.callBack();
  const { origin } = product === 'RONGCLOUD' ? harness.rongcloud : harness.tencent;
  const told = await fetch(`${origin}/__control/failures`, { method: 'POST', body: JSON.stringify({ kind }) });
  expect(told.status).toBe(200);
  if (product === 'TIW') await harness.room('join', { app: APP, room: 4294967290, user: 'alice' });
  if (product === 'GME') await harness.room('join', { app: BIZ, room: 'room-7', user: 'alice' });
  if (product === 'TRTC_ROOM') await harness.room('join', { app: APP, room: 'class', user: 'alice' });
  const { recording } = await harness.start(product, start);
  const pass = async (ms: number): Promise<void> => {
    harness.advance(ms);
    await receiving.settle();
    await harness.due(product);
  };
  for (const ms of [5 * SECOND, 20 * SECOND]) await pass(ms);
  await harness.run('stopRecording', { id: recording!.id });
  for (const ms of [5 * SECOND, 40 * SECOND, MINUTE, 3 * MINUTE]) await pass(ms);
  if (product === 'GME') for (const ms of [2 * HOUR, MINUTE]) await pass(ms);
  return harness.find(recording!.id);
}

describe.each([
  ['TRTC_ROOM', ROOM, ROOM_FAILURES],
  ['TRTC_WEB', WEB, WEB_FAILURES],
  ['TIW', TIW, TIW_FAILURES],
  ['GME', GME, GME_FAILURES],
  ['RONGCLOUD', RONGCLOUD, RECORDING_FAILURES],
] as const)('a recording of %s', (product, rows, kinds) => {
  it.each(rows)('that fails by %s ends as it should', async (kind, start, state, files, words) => {
    const seen = await failed(product, kind, start);
    expect(seen.files.map(({ format, state: of }) => `${format} ${of}`).sort()).toEqual(files);
    expect(seen.explanation).toContain(words);
    expect(seen).toMatchObject({ state, filesComplete: state === 'COMPLETE' && product !== 'RONGCLOUD' });
    const times = seen.files.flatMap(({ beginsAt }) => beginsAt ?? []);
    for (const time of times) expect(time).toMatch(/^2026-01-15T12:/);
  });

  it('is tried with every failure of its emulator', () => {
    expect(rows.map(([kind]) => kind).sort()).toEqual([...kinds].sort());
  });
});
