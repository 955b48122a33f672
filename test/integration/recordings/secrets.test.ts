import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SQLITE } from '../../shared/stores.ts';
import { APP, bucketWith, startOf } from './starts.ts';
import { RecordingHarness } from './harness.ts';

const CANARY = 'CANARY-7f3a91';

/** A room in one picture, with a picture behind it. */
function pictured(backgroundImageUrl: string): object {
  return {
    recordParams: { recordMode: 'MIXED', streamType: 'AUDIO_AND_VIDEO', maxIdleTime: 86_400 },
    mixLayoutParams: { mixLayoutMode: 'GRID', backgroundImageUrl },
  };
}

/** All bytes of a store, those that are not in the main file yet included. */
function bytesOf(url: string): string {
  const file = url.slice('sqlite:'.length);
  return [file, `${file}-wal`]
    .filter((name) => existsSync(name))
    .map((name) => readFileSync(name).toString('latin1'))
    .join('');
}

it.each([
  ['storage of a room', 'TRTC_ROOM', bucketWith(CANARY)],
  ['storage of a web page', 'TRTC_WEB', bucketWith(CANARY)],
  ['the ticket of a robot', 'TIW', { recordUserId: 'tic_record_user_4294967290_1', recordUserSig: CANARY }],
  ['the address of a page', 'TRTC_WEB', { recordUrl: `https://u:${CANARY}@class.example/7?token=${CANARY}` }],
  [
    'the address of a stream',
    'TRTC_WEB',
    { publishCdnParams: [{ publishCdnUrl: `rtmp://a.example/l/1?k=${CANARY}` }] },
  ],
  ['the key of a stream', 'TRTC_WEB', { publishCdnParams: [{ publishCdnUrl: `rtmp://a.example/live2/${CANARY}` }] }],
  ['the address of a picture', 'TRTC_ROOM', pictured(`https://a.example/b.png?q-signature=${CANARY}`)],
  ['the address of a filler', 'TIW', { concat: { enabled: true, image: `https://a.example/b.png?sign=${CANARY}` } }],
  ['the ticket of a room', 'TRTC_ROOM', { userId: 'robot', userSig: CANARY, privateMapKey: CANARY }],
])('never in the database: %s', async (_what, product, secret) => {
  const { ledger, url } = await SQLITE.open();
  const house = await RecordingHarness.open({ ledger: () => Promise.resolve(ledger) });
  const own = { labels: [{ name: 'mark', value: 'found-here' }] };
  // Taken, refused, without an answer, and once more under the same key.
  await house.start(product, { ...secret, ...own, idempotencyKey: 'key-1' });
  await house.start(product, { ...secret, ...own, idempotencyKey: 'key-1' });
  const action = house.tencent.calls.at(-1)!.action;
  house.fault(product, action, 'code', 'FailedOperation');
  await house.start(product, { ...secret, ...own });
  house.fault(product, action, 'reset-after');
  await house.start(product, { ...secret, ...own });
  house.advance(60_000);
  await house.due(product);

  const bytes = bytesOf(url);
  expect(bytes).toContain('found-here');
  expect(bytes).not.toContain(CANARY);
  expect(bytes).not.toContain(Buffer.from(CANARY).toString('base64').slice(2, -4));
});

const PICTURE = `https://u:${CANARY}@a.example/b.png?q-signature=${CANARY}`;

it('a change keeps the picture of the start, whose address is encrypted until the recording has ended', async () => {
  const { ledger, url } = await SQLITE.open();
  const house = await RecordingHarness.open({ ledger: () => Promise.resolve(ledger) });
  const { id, taskId } = await house.recording('TRTC_ROOM', pictured(PICTURE));
  expect(JSON.stringify((await ledger.find(id))!.ref)).toContain('$sealed');
  const change = `mutation ($input: TrtcModifyCloudRecordingInput!) {
    it: trtcModifyCloudRecording(input: $input) { warnings errors { message } }
  }`;
  const lists = { subscribeStreamUserIds: { subscribeAudioUserIds: ['alice'] } };
  expect(await house.ask(change, { input: { sdkAppId: APP, taskId, ...lists } })).toEqual({ warnings: [], errors: [] });
  const sent = house.tencent.calls.filter(({ action }) => action === 'ModifyCloudRecording').at(-1)!;
  expect(sent.body).toMatchObject({ MixLayoutParams: { BackgroundImageUrl: PICTURE } });
  expect(bytesOf(url)).not.toContain(CANARY);

  house.advance(73 * 3_600_000); // beyond the time for which the vendor lets it be controlled
  await house.due('TRTC_ROOM');
  expect((await ledger.find(id))!.state).toBe('ABANDONED');
  expect(JSON.stringify((await ledger.find(id))!.ref)).not.toContain('$sealed');
});

it('a dry run shows host and path of an address, and no credential', async () => {
  const house = await RecordingHarness.open();
  const input = {
    ...startOf('TRTC_WEB').input,
    recordUrl: `https://u:${CANARY}@class.example/7?token=${CANARY}&lang=en`,
    publishCdnParams: [{ publishCdnUrl: `rtmp://push.example/live/7?txSecret=${CANARY}` }],
    dryRun: true,
  };
  const { preview } = await house.ask<{ preview: { body: string } }>(
    'mutation ($input: TrtcStartWebRecordInput!) { it: trtcStartWebRecord(input: $input) { preview { body } } }',
    { input },
  );
  expect(JSON.parse(preview.body)).toMatchObject({
    RecordUrl: 'https://[secret]@class.example/7?token=[secret]&lang=en',
    PublishCdnParams: [{ PublishCdnUrl: 'rtmp://push.example/live/7?[secret]' }],
  });
});

it('a start with credentials in an address is repeated with them where its answer was lost', async () => {
  const house = await RecordingHarness.open();
  const recordUrl = `https://class.example/7?token=${CANARY}`;
  house.fault('TRTC_WEB', 'StartWebRecord', 'reset-before');
  await house.start('TRTC_WEB', { recordUrl });
  house.advance(60_000);
  await house.due('TRTC_WEB');
  const starts = house.tencent.calls.filter(({ action }) => action === 'StartWebRecord');
  expect(starts.at(-1)!.body).toMatchObject({ RecordUrl: recordUrl });
});
