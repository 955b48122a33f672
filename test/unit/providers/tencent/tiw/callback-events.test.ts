import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verified } from '../../../../../src/callbacks/callback.ts';
import { TiwCallback, TiwGenerationCallback } from '../../../../../src/providers/tencent/tiw/callback.ts';
import { distortedBodies, expectSound } from '../callback-distortions.ts';
import { TIW_BODIES, TIW_UNSIGNED } from '../callback-examples.ts';
import { RECEIVED_AT, keysOf } from '../callback-forgeries.ts';

const callback = new TiwCallback(keysOf({}));
const generation = new TiwGenerationCallback(keysOf({}));
const [STARTED, WARNED, FORCED, STOPPED, FINISHED, FAILED, OLDEST] = TIW_BODIES as string[] & { length: 7 };

function newsOf(body: string | undefined) {
  const [news, ...more] = callback.read(verified(body ?? ''), RECEIVED_AT);
  expect(more).toEqual([]);
  return news!;
}

/** The result of the example, with other members. */
function finishedWith(told: object): string {
  const body = JSON.parse(FINISHED!) as { EventData: object };
  return JSON.stringify({ ...body, EventData: { ...body.EventData, ...told } });
}

const ABOUT = {
  ...{ isKnown: true, product: 'TIW', account: '1400000001', room: '4294967290', taskId: 'fake0tiw0task0000001' },
  vendorKey: 'tic_record_user_4294967290_a1',
};

describe('an event of TIW', () => {
  it.each([
    ['a start', STARTED, 'OnlineRecordStarted', 1_700_000_002, [{ kind: 'running', at: 1_700_000_002_000 }]],
    ['a long pause', WARNED, 'OnlineRecordLongPauseWarning', 1_700_004_200, []],
    [
      'a pause that was too long, by the time of the stop',
      ...([FORCED, 'OnlineRecordLongPauseForceStopped', 1_700_006_000] as const),
      [{ kind: 'ended', at: 1_700_006_000_000, cause: 'VENDOR_LIMIT' }],
    ],
    [
      'an end whose reason comes later',
      ...([STOPPED, 'OnlineRecordStopped', 1_700_006_001] as const),
      [{ kind: 'ended', at: 1_700_006_001_000, cause: 'GONE' }],
    ],
    [
      'a failure',
      ...([FAILED, 'OnlineRecordFinished', 1_700_000_020] as const),
      [{ kind: 'failed', at: 1_700_000_018_000, cause: 'VENDOR_FAULT' }],
    ],
    [
      'a start, unsigned',
      TIW_UNSIGNED,
      'OnlineRecordStarted',
      1_700_000_002,
      [{ kind: 'running', at: 1_700_000_002_000 }],
    ],
  ])('reports %s', (_, body, type, seconds, facts) => {
    const news = newsOf(body);
    expect(news).toMatchObject({ ...ABOUT, type, at: seconds * 1000 });
    expect(news.report.facts).toEqual(facts);
    expect(news.report.files ?? []).toEqual([]);
  });

  it('reports the end, its reason and the files of a result', () => {
    const { report, at, type } = newsOf(FINISHED);
    expect([type, at]).toEqual(['OnlineRecordFinished', 1_700_003_660_000]);
    expect(report.facts).toEqual([
      { kind: 'ended', at: 1_700_003_602_000, cause: 'STOPPED_ELSEWHERE' },
      { kind: 'filesDone', at: 1_700_003_660_000 },
    ]);
    // Pauses were left out, so no file tells when it ends.
    expect(report.files).toEqual([
      {
        ...{
          name: '00112233445566778899aabbccddeeff',
          state: 'READY',
          userId: 'alice',
          track: 'camera',
          format: 'mp4',
        },
        ...{ url: 'https://rec.example.test/fake/0.mp4', sizeBytes: 12345678, beginsAt: 1_700_000_002_000 },
      },
      {
        ...{ name: '5285890000000000001', state: 'READY', track: 'whiteboard', format: 'mp4' },
        ...{ url: 'https://rec.example.test/fake/1.mp4', sizeBytes: 2345678, beginsAt: 1_700_000_002_623 },
      },
      {
        ...{ name: '5285890000000000002', state: 'READY', userId: 'tic_mixstream_4294967290_2', track: 'mix' },
        ...{ format: 'mp4', url: 'https://rec.example.test/fake/2.mp4', sizeBytes: 3345678 },
        beginsAt: 1_700_000_002_003,
      },
    ]);
  });

  it('is known without a task: a failure of the oldest shape', () => {
    expect(newsOf(OLDEST)).toMatchObject({
      ...{ isKnown: true, product: 'TIW', taskId: null, room: null, vendorKey: null },
      report: { facts: [{ kind: 'failed', at: 1_700_000_020_000, cause: 'VENDOR_FAULT' }] },
    });
  });

  it('reports a failure wherever there is an error and no file, whatever the reason', () => {
    const failed = finishedWith({ Error: { Code: 'FailedOperation.Transcode' }, VideoInfos: [] });
    expect(newsOf(failed).report.facts).toMatchObject([{ kind: 'failed', cause: 'VENDOR_FAULT' }]);
  });

  it.each([
    ['AUTO', 'IDLE'],
    ['USER_CALL', 'STOPPED_ELSEWHERE'],
    ['EXCEPTION', 'VENDOR_FAULT'],
    ['FORCE_STOP', 'VENDOR_LIMIT'],
    ['SOMETHING_NEW', 'GONE'],
    ['constructor', 'GONE'],
    [7, 'GONE'],
  ])('gives the reason %s as the cause %s', (FinishReason, cause) => {
    expect(newsOf(finishedWith({ FinishReason })).report.facts[0]).toMatchObject({ kind: 'ended', cause });
  });

  it.each(['OfflineRecordFinished', 'PPT2H5ProgressChanged', 'constructor', '__proto__'])(
    'that belongs elsewhere is unknown: %s',
    (EventType) => {
      const body = JSON.stringify({ EventType, EventData: { TaskId: 't' } });
      expect(newsOf(body)).toMatchObject({ type: EventType, isKnown: false, taskId: 't', report: { facts: [] } });
    },
  );

  it.each([{ not: 'a name' }, '<script>', 'x'.repeat(65), '', null])('has no name in %j', (EventType) => {
    expect(newsOf(JSON.stringify({ EventType }))).toMatchObject({ type: 'unknown', isKnown: false });
  });
});

describe('an event of video generation', () => {
  it('is known by the shape of its result, and moves no recording', () => {
    const body = FINISHED!.replace('OnlineRecordFinished', 'SomethingFinished');
    expect(generation.read(verified(body), RECEIVED_AT)).toEqual([
      { ...ABOUT, type: 'SomethingFinished', product: null, at: 1_700_003_660_000, report: { facts: [] } },
    ]);
  });

  it('is unknown in any other shape', () => {
    expect(generation.read(verified(STARTED!), RECEIVED_AT)).toMatchObject([{ isKnown: false, product: null }]);
  });
});

describe('whatever a body holds', () => {
  it.each([callback, generation])('reading it never throws, and gives sound news: $path', (source) => {
    const bodies = fc.oneof(fc.json(), fc.string(), distortedBodies([...TIW_BODIES, TIW_UNSIGNED]));
    const isSound = fc.property(bodies, (body) => {
      source.read(verified(body), RECEIVED_AT).forEach(expectSound);
    });
    fc.assert(isSound, { numRuns: 3000 });
  });
});
