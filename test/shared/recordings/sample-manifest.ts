import type { RecordingChange } from '../../../src/ledger/contract/entities.ts';
import { manifestOf, type Manifest, type ManifestSubject } from '../../../src/recordings/manifest/manifest.ts';
import { Evidence, RecordingCause, RecordingState } from '../../../src/domain/recording.ts';
import type { FileView } from '../../../src/recordings/files/file-view.ts';

export const NOON = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;

/** A complete recording, by default. */
export function subject(given: Partial<ManifestSubject> = {}): ManifestSubject {
  return {
    id: 'rec_01kf0q2w8m4z7c1v5n9b3x',
    product: 'TRTC_ROOM',
    account: '1400000001',
    room: '课堂 7',
    taskId: 'task-1',
    vendorKey: 'robot-1',
    state: RecordingState.COMPLETE,
    cause: RecordingCause.CLIENT,
    startedAt: NOON,
    endedAt: NOON + 10 * MINUTE,
    results: null,
    reportsAllFiles: true,
    unknownTasks: 0,
    ...given,
  };
}

/** Ten minutes of Alice's camera, uploaded, by default. */
export function fileView(given: Partial<FileView> = {}): FileView {
  return {
    recordingId: subject().id,
    taskId: null,
    name: 'alice.mp4',
    state: 'READY',
    reasonCode: null,
    reason: null,
    userId: 'alice',
    track: 'camera',
    format: 'mp4',
    url: 'https://files.example/lessons/alice.mp4',
    sizeBytes: 12_345n,
    beginsAt: NOON,
    endsAt: NOON + 10 * MINUTE,
    seenAt: NOON + 11 * MINUTE,
    ...given,
  };
}

export function change(number: number, from: RecordingState | null, to: RecordingState): RecordingChange {
  const at = NOON + number * MINUTE;
  const { id: recordingId } = subject();
  const known = { kind: 'STATE', file: null, fileTask: '', cause: null, evidence: Evidence.POLL } as const;
  return { seq: number, epoch: 'e', recordingId, number, at, from, to, ...known };
}

/** A manifest with all parts: two tracks, one with a gap, and two changes. */
export function sampleManifest(): Manifest {
  const late = { name: 'bob-2.mp4', userId: 'bob', beginsAt: NOON + 5 * MINUTE };
  return manifestOf(
    subject(),
    [fileView(), fileView({ name: 'bob-1.mp4', userId: 'bob', endsAt: NOON + MINUTE }), fileView(late)],
    [change(1, null, RecordingState.STARTING), change(2, RecordingState.STARTING, RecordingState.COMPLETE)],
    NOON + 20 * MINUTE,
  );
}
