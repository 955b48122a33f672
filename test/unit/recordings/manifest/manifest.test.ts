import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifestOf } from '../../../../src/recordings/manifest/manifest.ts';
import { isComplete, type Standing } from '../../../../src/recordings/files/completeness.ts';
import { RecordingState, type Results } from '../../../../src/domain/recording.ts';
import { RecordingFileState } from '../../../../src/graphql/recordings/recording.enums.types.ts';
import type { FileView } from '../../../../src/recordings/files/file-view.ts';
import { change, fileView, MINUTE, NOON, sampleManifest, subject } from '../../../shared/recordings/sample-manifest.ts';

const { COMPLETE, FAILED, INCOMPLETE, RECORDING, STARTING } = RecordingState;

/** The weight and code of what is missing. */
function missing(standing: Partial<Standing>, files: readonly FileView[]): string[] {
  return manifestOf(subject(standing), files, [], NOON).missing.map(({ code, weight }) => `${weight} ${code}`);
}

describe('a manifest', () => {
  it('is complete when the recording is COMPLETE and every file READY', () => {
    expect(manifestOf(subject(), [fileView()], [], NOON)).toMatchObject({ complete: true, missing: [] });
  });

  it('shows the recording, its files and its changes in texts and whole numbers', () => {
    const made = manifestOf(subject(), [fileView()], [change(1, null, STARTING)], NOON);
    expect(made.recording).toMatchObject({ id: 'rec_01kf0q2w8m4z7c1v5n9b3x', startedAt: '2026-11-21T12:00:00.000Z' });
    expect(made.files).toEqual([
      {
        name: 'alice.mp4',
        taskId: null,
        state: 'READY',
        reasonCode: null,
        reason: null,
        userId: 'alice',
        track: 'camera',
        format: 'mp4',
        url: 'https://files.example/lessons/alice.mp4',
        sizeBytes: '12345',
        beginsAt: '2026-11-21T12:00:00.000Z',
        endsAt: '2026-11-21T12:10:00.000Z',
      },
    ]);
    expect(made.evidence).toEqual([
      {
        kind: 'STATE',
        number: 1,
        at: '2026-11-21T12:01:00.000Z',
        file: null,
        fileTaskId: null,
        from: null,
        to: 'STARTING',
        cause: null,
        evidence: 'POLL',
      },
    ]);
  });

  it('names files that were not delivered, and why, and what may not be known', () => {
    const result = { state: 'FAILED', code: '312.1', message: null } as const;
    const results: Results = {
      tasks: { '': { vod: result } },
      notes: [{ code: '308.403', message: 'denied' }],
      unread: ['311'],
      media: null,
      undelivered: { count: 2, files: [] },
    };
    const files = [
      fileView({ name: 'u1.mp4', state: 'FAILED', reason: 'no permission', reasonCode: '311.2' }),
      fileView({ name: 'u2.mp4', state: 'HELD_BY_VENDOR', reasonCode: '311.1' }),
    ];
    const made = manifestOf(subject({ state: INCOMPLETE, results, unknownTasks: 1 }), files, [], NOON);
    expect(made.complete).toBe(false);
    expect(made.files).toMatchObject([{ reason: 'no permission', reasonCode: '311.2' }, { reasonCode: '311.1' }]);
    expect(made.missing).toMatchObject([
      { code: 'NOT_CONFIRMED' },
      { code: 'NOT_DELIVERED', reasonCode: '312.1' },
      { code: 'EVENT_UNREAD' },
      { code: 'TASK_UNKNOWN' },
      { code: 'FILE_FAILED', file: 'u1.mp4', reason: 'no permission', reasonCode: '311.2' },
      { code: 'FILE_HELD_BY_VENDOR', file: 'u2.mp4', reasonCode: '311.1' },
      { code: 'REPORTED', weight: 'INFORMATION', reason: 'denied' },
    ]);
  });

  it('says of a gap where it is, and that it may be no defect', () => {
    const { complete, missing } = sampleManifest();
    expect(complete).toBe(true);
    expect(missing).toMatchObject([
      {
        code: 'GAP',
        weight: 'INFORMATION',
        track: { userId: 'bob', track: 'camera', format: 'mp4' },
        from: '2026-11-21T12:01:00.000Z',
        to: '2026-11-21T12:05:00.000Z',
      },
    ]);
  });

  it.each([
    ['a recording that goes on', { state: RECORDING, endedAt: null }, ['NOT_ENDED', 'NOT_CONFIRMED']],
    ['one whose files nobody confirmed', { state: INCOMPLETE }, ['NOT_CONFIRMED']],
    ['one that failed', { state: FAILED, endedAt: null }, ['NOT_RECORDED']],
  ])('names what is missing of %s', (_, standing, codes) => {
    expect(missing(standing, [fileView()])).toEqual(codes.map((code) => `DEFECT ${code}`));
  });

  it('says of a vendor that never says so that all files being there is not proven', () => {
    const standing = { reportsAllFiles: false };
    expect(missing(standing, [fileView()])).toEqual(['DEFECT NOT_PROVABLE']);
    expect(missing({ ...standing, state: INCOMPLETE }, [fileView()])).toEqual(['DEFECT NOT_CONFIRMED']);
    expect(manifestOf(subject(standing), [fileView()], [], NOON).complete).toBe(false);
  });

  it('names files that are not uploaded, and that none is known', () => {
    expect(missing({}, [fileView({ state: 'PROCESSING' })])).toEqual(['DEFECT FILE_NOT_READY']);
    expect(missing({}, [])).toEqual(['DEFECT NO_FILES']);
  });

  it('names files without their times, which leaves it complete', () => {
    expect(missing({}, [fileView({ endsAt: null })])).toEqual(['INFORMATION FILE_NOT_PLACED']);
    expect(manifestOf(subject(), [fileView({ endsAt: null })], [], NOON).complete).toBe(true);
  });

  it('keeps of an address only where it is', () => {
    const url = 'https://user:word@files.example:8443/lessons/a%20b.mp4?sign=TOKEN#t=TOKEN';
    const file = fileView({ url, name: url, state: 'PROCESSING', endsAt: null });
    const news = { ...change(1, COMPLETE, COMPLETE), kind: 'FILE' as const, file: url };
    const made = manifestOf(subject(), [file], [news], NOON);
    expect(JSON.stringify(made)).not.toMatch(/TOKEN|word@/);
    const where = 'https://files.example:8443/lessons/a%20b.mp4';
    expect(made.files).toMatchObject([{ name: where, url: where }]);
    expect(made.missing).toMatchObject([{ file: where }, { file: where }]);
    expect(made.evidence).toMatchObject([{ kind: 'FILE', file: where }]);
    expect(made.tracks).toMatchObject([{ files: [where], unplaced: [where] }]);
  });

  it.each(['lessons/a.mp4?sign=TOKEN', 'data:text/plain,TOKEN', '//TOKEN@files.example/a'])(
    'keeps nothing of what is no whole address: %s',
    (url) => {
      expect(manifestOf(subject(), [fileView({ url })], [], NOON).files).toMatchObject([{ url: null }]);
    },
  );

  it('has null for a time that no calendar has', () => {
    expect(manifestOf(subject(), [fileView({ beginsAt: 1e300 })], [], NOON).files).toMatchObject([{ beginsAt: null }]);
  });

  it('is complete exactly when the recording is COMPLETE by its vendor’s word and has files, all of them READY', () => {
    const files = fc.array(
      fc.record({
        state: fc.constantFrom(...Object.values(RecordingFileState)),
        beginsAt: fc.constantFrom(null, NOON, NOON + MINUTE),
      }),
      { maxLength: 4 },
    );
    const standing = fc.record({
      reportsAllFiles: fc.boolean(),
      state: fc.constantFrom(...Object.values(RecordingState)),
      endedAt: fc.constantFrom(null, NOON),
      results: fc.constant(null),
      unknownTasks: fc.constant(0),
    });
    fc.assert(
      fc.property(standing, files, (given, drawn) => {
        fc.pre(given.state !== COMPLETE || given.endedAt !== null); // the state machine gives every end its time
        const views = drawn.map((file, index) => fileView({ ...file, name: `file-${index}` }));
        const isSaid = given.state === COMPLETE && given.reportsAllFiles;
        const isProven = isSaid && views.length > 0 && views.every(({ state }) => state === 'READY');
        expect(isComplete(given, views)).toBe(isProven);
        expect(manifestOf(subject(given), views, [], NOON).complete).toBe(isProven);
      }),
    );
  });
});
