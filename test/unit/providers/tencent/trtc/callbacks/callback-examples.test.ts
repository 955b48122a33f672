import { describe, expect, it } from 'vitest';
import { verified } from '../../../../../../src/callbacks/callback.ts';
import { TrtcCallback } from '../../../../../../src/providers/tencent/trtc/callbacks/callback.ts';
import { TRTC_APP, TRTC_EXAMPLES, TRTC_WEB_EXAMPLES } from '../../callback-examples.ts';
import { RECEIVED_AT, keysOf } from '../../callback-forgeries.ts';

const callback = new TrtcCallback(keysOf({ [TRTC_APP]: 'key' }));

function newsOf(body: string) {
  const [news, ...more] = callback.read(verified(JSON.stringify({ account: TRTC_APP, body })), RECEIVED_AT);
  expect(more).toEqual([]);
  return news!;
}

const exampleOf = (title: string) => {
  const found = [...TRTC_EXAMPLES, ...TRTC_WEB_EXAMPLES].find((example) => example.title.startsWith(title));
  return newsOf(found!.body);
};

const ROOM = {
  ...{ isKnown: true, product: 'TRTC_ROOM', account: TRTC_APP, room: '3560', vendorKey: 'rec_bot_3560' },
  taskId: 'kFq0+7x/Zm1fakeTaskForTestsOnly.0001',
};
const PAGE = {
  ...{ isKnown: true, product: 'TRTC_WEB', account: TRTC_APP, room: null, vendorKey: null },
  taskId: 'wEb+0/fakeWebTaskForTestsOnly.0001',
};
const INDEX = '1400000001_3560__UserId_s_YWxpY2U.__UserId_e_main_audio_video.m3u8';
const SPAN = { beginsAt: 1_700_000_001_500, endsAt: 1_700_003_600_000 };

describe('an example of room recording', () => {
  it.each([
    ['301, started', '301', 1_700_000_001_500, [{ kind: 'running', at: 1_700_000_001_500 }]],
    ['302, stopped', '302', 1_700_003_600_000, [{ kind: 'ended', at: 1_700_003_600_000, cause: 'STOPPED_ELSEWHERE' }]],
    ['303', '303', 1_700_000_001_900, []],
    ['304', '304', 1_700_000_012_000, []],
    ['306', '306', 1_700_001_000_000, [{ kind: 'running', at: 1_700_001_000_000 }]],
    ['307', '307', 1_700_000_011_000, []],
    ['309', '309', 1_700_000_002_000, []],
    ['311', '311', 1_700_003_630_000, []],
    ['311, failed', '311', 1_700_003_630_000, []],
  ])('moves the recording as documented: %s', (title, type, at, facts) => {
    const { report, ...about } = exampleOf(title);
    expect(about).toEqual({ ...ROOM, type, at });
    expect(report.facts).toEqual(facts);
  });

  it.each([
    ['305, with the field name of the examples', 'hls', 1_700_003_604_000],
    ['310, mixed', 'mp4', 1_700_003_620_000],
    ['312', 'vod', 1_700_003_631_000],
    ['312 in the layout', 'vod', 1_700_003_631_000],
  ])('says that all files of one kind are there: %s', (title, output, at) => {
    const news = exampleOf(title);
    expect(news).toMatchObject({ ...ROOM, at });
    expect(news.report.facts).toMatchObject([{ kind: 'filesDone', at, output }]);
  });

  it('names a numeric room by its digits', () => {
    expect(exampleOf('301 in a room')).toMatchObject({ ...ROOM, room: '4294967294' });
  });

  it.each([
    ['304', { name: INDEX, state: 'RECORDING', format: 'm3u8' }],
    [
      '307',
      {
        ...{ name: INDEX, state: 'RECORDING', format: 'm3u8', userId: 'alice', track: 'audio_video' },
        beginsAt: 1_700_000_001_500,
      },
    ],
    ['310, mixed', { name: '1400000001_3560_0.mp4', state: 'READY', format: 'mp4', track: 'audio_video', ...SPAN }],
    [
      '311',
      {
        ...{ name: '1400000001_3560__UserId_s_YWxpY2U.__UserId_e_main_audio_video.mp4', state: 'READY', format: 'mp4' },
        ...{ userId: 'alice', track: 'audio_video', url: 'https://vod.example.test/3001/f0.mp4', ...SPAN },
      },
    ],
  ])('reports a file: %s', (title, file) => {
    expect(exampleOf(title).report.files).toEqual([file]);
  });

  it.each([
    ['310, abnormal', { code: '310.2', message: null }],
    ['311, failed', { code: '311.2', message: 'fake upload fault' }],
  ])('reports a file that failed and has no name: %s', (title, reason) => {
    const { at, report } = exampleOf(title);
    expect(report.files).toEqual([{ name: `unnamed ${reason.code.slice(0, 3)} ${at}`, state: 'FAILED', reason }]);
  });

  it('says that index files remain on the machines of the vendor: 305, with the field name of the newer page', () => {
    const at = 1_700_003_604_000;
    const result = { state: 'HELD_BY_VENDOR', code: '305.1', message: null };
    const fact = { kind: 'filesMissing', at, result, output: 'hls', covers: 'm3u8' };
    expect(exampleOf('305, with the field name of the newer').report).toEqual({ facts: [fact] });
  });
});

describe('an example of web page recording', () => {
  it.each([
    ['801, started', '801', 1_700_100_005_000, { kind: 'running' }],
    ['801, page', '801', 1_700_100_065_000, { kind: 'failed', cause: 'VENDOR_FAULT' }],
    ['801, ended', '801', 1_700_101_000_000, { kind: 'ended', cause: 'VENDOR_FAULT' }],
    ['803, paused', '803', 1_700_100_400_000, { kind: 'paused' }],
    ['804', '804', 1_700_103_600_000, { kind: 'ended', cause: 'VENDOR_LIMIT' }],
    ['802', '802', 1_700_103_601_000, { kind: 'ended', cause: 'GONE' }],
  ])('moves the recording as documented: %s', (title, type, at, fact) => {
    expect(exampleOf(title)).toMatchObject({ ...PAGE, type, at, report: { facts: [{ ...fact, at }] } });
  });

  it.each([
    ['801, page', { code: '801.2', message: 'Page load timeout' }],
    ['801, ended', { code: '801.5', message: 'fake fault' }],
    ['804', { code: '804.1', message: 'fake limit text' }],
  ])('keeps what the vendor says of a fault: %s', (title, note) => {
    expect(exampleOf(title).report.notes).toEqual([note]);
  });

  it('moves nothing when the page was loaded anew', () => {
    expect(exampleOf('803, reloaded')).toMatchObject({ ...PAGE, type: '803', report: { facts: [] } });
  });

  it('brings files under the id of the task, without its suffix', () => {
    const at = 1_700_103_660_000;
    const file = { name: 'fake_web_0.mp4', state: 'READY', format: 'mp4', track: 'audio_video' };
    expect(exampleOf('310 for a web page')).toEqual({
      ...{ ...PAGE, type: '310', at },
      report: {
        facts: [{ kind: 'filesDone', at, output: 'mp4' }],
        files: [{ ...file, beginsAt: 1_700_100_005_000, endsAt: 1_700_103_600_000 }],
      },
    });
  });
});
