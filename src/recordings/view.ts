import type { ChangeRow, FileRow, RecordingRow } from '../ledger/rows.ts';
import { explain } from './explain.ts';
import type { NameValue } from './started.ts';
import type { Recorder } from './recorder.ts';
import { RecordingType } from './recording.types.ts';
import { RecordingState } from './recording.ts';

/** A recording as clients see it. */
export function recordingOf(row: RecordingRow, recorder: Recorder): RecordingType {
  const { id, account, room, state, cause, evidence, wanted, taskId, vendorKey } = row;
  const { createdAt, updatedAt, sentAt, pausedAt, endedAt, stopBy, controllableUntil } = row;
  return Object.assign(new RecordingType(), {
    id,
    product: row.product,
    account,
    room,
    state,
    cause,
    evidence,
    explanation: explain(row, recorder.advice),
    wanted,
    taskId,
    vendorKey,
    createdAt,
    updatedAt,
    sentAt,
    startedAt: row.begunAt,
    pausedAt: state === RecordingState.PAUSED ? pausedAt : null,
    endedAt,
    stopBy,
    controllableUntil,
    attempts: row.attempt,
    capabilities: recorder.capabilities,
    labels: pairsOf(row.labels),
    metadata: pairsOf(row.metadata),
    errors: row.errors ?? [],
  });
}

/** A file as clients see it. */
export interface FileView extends Omit<FileRow, 'sizeBytes'> {
  readonly sizeBytes: bigint | null;
}

export function fileOf(row: FileRow): FileView {
  return { ...row, sizeBytes: row.sizeBytes === null ? null : BigInt(row.sizeBytes) };
}

/** A change as clients see it. */
export interface ChangeView extends ChangeRow {
  readonly fileName: string | null;
  readonly recording: RecordingType;
}

export function changeOf(row: ChangeRow, recording: RecordingType): ChangeView {
  return { ...row, fileName: row.file, recording };
}

function pairsOf(map: Readonly<Record<string, string>>): NameValue[] {
  return Object.entries(map).map(([name, value]) => ({ name, value }));
}
