import type { RecordingFile } from '../../ledger/contract/entities.ts';
import { OWN_TASK } from './results.ts';

/** A file in the API. */
export interface FileView extends Omit<RecordingFile, 'sizeBytes' | 'taskId'> {
  readonly sizeBytes: bigint | null;
  /** Null for the task of the recording. */
  readonly taskId: string | null;
}

export function fileOf(row: RecordingFile): FileView {
  const sizeBytes = row.sizeBytes === null ? null : BigInt(row.sizeBytes);
  return { ...row, sizeBytes, taskId: row.taskId === OWN_TASK ? null : row.taskId };
}
