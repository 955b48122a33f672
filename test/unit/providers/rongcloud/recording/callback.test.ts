import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackRejected, verified } from '../../../../../src/callbacks/callback.ts';
import { CallbackSignature } from '../../../../../src/providers/rongcloud/callbacks/signature.ts';
import { areFilesAll } from '../../../../../src/providers/rongcloud/recording/callback-files.ts';
import { RongcloudRecordingCallback } from '../../../../../src/providers/rongcloud/recording/callback.ts';
import { callback, KEYS, NOW, STARTED } from '../callback-request.ts';

const source = new RongcloudRecordingCallback(new CallbackSignature(KEYS));

/** What a body tells. */
const read = (body: object) => source.read(verified(JSON.stringify(body)), NOW)[0]!;
const told = (more: object) => read({ ...STARTED, ...more });

describe('a recording callback', () => {
  it('is verified as it came', () => {
    expect(source.verify(callback())).toBe(JSON.stringify(STARTED));
  });

  it.each([
    ['of another application', { ...STARTED, appKey: 'another' }],
    ['without an application', { ...STARTED, appKey: undefined }],
    ['that is no object', [STARTED]],
    ['that is no JSON', '{'],
    ['that is empty', ''],
  ])('is refused %s', (_words, content) => {
    expect(() => source.verify(callback({ content }))).toThrow(CallbackRejected);
  });

  it('is not signed in its body', () => {
    expect(source.isBodySigned).toBe(false);
  });

  it('says what is missing where there are no keys', () => {
    expect(source.closed).toBeUndefined();
    expect(new RongcloudRecordingCallback(new CallbackSignature(undefined)).closed).toContain('RONGCLOUD_APP_KEY');
  });

  it('names the recording that it is about', () => {
    expect(told({})).toMatchObject({
      ...{ type: '1', isKnown: true, product: 'RONGCLOUD', account: KEYS.appKey, room: 'room-7' },
      ...{ taskId: 'record-1', vendorKey: '0123456789ab', at: STARTED.timestamp },
    });
  });

  it('has no key of Tapedeck if another program started it', () => {
    expect(told({ extra: 'lesson 7' }).vendorKey).toBeNull();
  });

  it('keeps every digit of a numeric id', () => {
    const body = JSON.stringify(STARTED).replace('"record-1"', '9007199254740993123');
    expect(source.read(verified(body), NOW)[0]!.taskId).toBe('9007199254740993123');
  });
});

describe('what a recording callback reports', () => {
  const accepted = { kind: 'accepted', at: STARTED.timestamp, taskId: 'record-1' };

  it('is, of type 1, that it records', () => {
    expect(told({}).report).toEqual({ facts: [accepted, { kind: 'running', at: STARTED.timestamp }] });
  });

  it('is, of type 2, a file that is not there yet', () => {
    const output = { fileName: 'mixed_1.mp4', startTime: 1_768_478_400, endTime: 1_768_478_460_000 };
    expect(told({ type: 2, output }).report).toEqual({
      facts: [accepted],
      files: [
        {
          ...{ name: 'mixed_1.mp4', state: 'PROCESSING', format: 'mp4' },
          ...{ beginsAt: 1_768_478_400_000, endsAt: 1_768_478_460_000 },
        },
      ],
    });
  });

  it('is, of type 2 without a name that can be read, nothing of a file', () => {
    expect(told({ type: 2, output: { duration: 60 } }).report).toEqual({ facts: [accepted], files: [] });
  });

  it('is, of type 3, the end', () => {
    expect(told({ type: 3 }).report).toEqual({
      facts: [accepted, { kind: 'ended', at: STARTED.timestamp, cause: 'GONE' }],
    });
  });

  it.each([
    [10_000, 'GONE'],
    ['10000', 'GONE'],
    [200, 'GONE'],
    [10_001, 'VENDOR_FAULT'],
    ['timeout', 'VENDOR_FAULT'],
  ])('is, of type 3 with code %j, %s', (code, cause) => {
    expect(told({ type: 3, code }).report.facts).toMatchObject([{}, { kind: 'ended', cause }]);
  });

  it.each([
    ['fields of their own', { fileName: 'a.mp4', fileUrl: 'https://f.example/x/a.mp4', fileSize: 7 }],
    ['output', { output: { fileName: 'a.mp4', fileUrl: 'https://f.example/x/a.mp4', size: '7' } }],
    ['a list', { files: [{ filename: 'a.mp4', url: 'https://f.example/x/a.mp4', file_size: 7 }] }],
    ['the address alone', { output: { file_url: 'https://f.example/x/a.mp4', size: 7 } }],
    ['a file that is an address', { output: { file: 'https://f.example/x/a.mp4', size: 7 } }],
    ['two places', { fileUrl: 'https://f.example/x/a.mp4', output: { fileName: 'a.mp4', size: 7 } }],
  ])('is, of type 4, the file, reported in %s', (_place, more) => {
    expect(told({ type: 4, userId: 'alice', ...more }).report.files).toEqual([
      {
        ...{ name: 'a.mp4', state: 'READY', userId: 'alice', format: 'mp4' },
        ...{ url: 'https://f.example/x/a.mp4', sizeBytes: 7 },
      },
    ]);
  });

  it('is, of type 4, every file of a list', () => {
    const files = [{ fileName: 'a.mp4', userId: 'alice' }, { fileName: 'b.mp4' }];
    expect(told({ type: 4, files }).report.files).toMatchObject([
      { name: 'a.mp4', userId: 'alice' },
      { name: 'b.mp4' },
    ]);
  });

  it('is, of type 4 without a name that can be read, that there is a file', () => {
    expect(told({ type: 4 }).report.files).toEqual([{ name: `unnamed ${STARTED.timestamp} mixed`, state: 'READY' }]);
  });

  it('never is an address that is no web address', () => {
    const output = { fileName: 'a.mp4', url: 'javascript:alert(1)' };
    expect(told({ type: 4, output }).report.files).toEqual([{ name: 'a.mp4', state: 'READY', format: 'mp4' }]);
  });

  it('never lies ahead of its coming', () => {
    expect(told({ timestamp: NOW + 86_400_000 }).report.facts).toMatchObject([{ at: NOW }, { at: NOW }]);
  });

  it('is nothing where it is of another type', () => {
    for (const type of [5, 'toString', null, '__proto__']) {
      expect(told({ type })).toMatchObject({ isKnown: false, report: { facts: [] } });
    }
  });
});

it('reads any text without an error, and only what the ledger can keep', () => {
  const names = [...Object.keys(STARTED), 'output', 'files', 'fileName', 'fileUrl', 'size', 'code', 'app_key'];
  const value = fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue(),
    fc.constantFrom('a\u0000b', '\ud800', 1e300, -1, 1, 2, 3, 4),
  );
  const json = fc.dictionary(fc.constantFrom(...names), value).map((body) => JSON.stringify(body));
  fc.assert(
    fc.property(fc.oneof(json, fc.json(), fc.string()), (text) => {
      const [news] = source.read(verified(text), NOW);
      const kept = [news!.type, news!.account, news!.room, news!.taskId, news!.vendorKey, news!.report.files];
      expect(JSON.stringify(kept)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      for (const { at } of news!.report.facts) expect(at).toBeLessThanOrEqual(NOW + 300_000);
    }),
    { numRuns: 3000 },
  );
});

it('does not fall over a body that is deeper than any stack', () => {
  const deep = `${'['.repeat(200_000)}1234567890123456${']'.repeat(200_000)}`;
  expect(source.read(verified(deep), NOW)).toMatchObject([{ isKnown: false }]);
});

describe('the files of a recording', () => {
  it.each([
    [[], false],
    [['READY'], true],
    [['READY', 'PROCESSING'], false],
    [['READY', 'READY'], true],
  ] as const)('that are %j are all: %s', (states, isAll) => {
    expect(areFilesAll(states.map((state) => ({ state })))).toBe(isAll);
  });
});
