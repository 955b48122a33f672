import type { FileRow } from '../../ledger/contract/rows.ts';
import { OWN_TASK } from './results.ts';

/** A file in the API. */
export interface FileView extends Omit<FileRow, 'sizeBytes' | 'taskId'> {
  readonly sizeBytes: bigint | null;
  /** Null for the task of the recording. */
  readonly taskId: string | null;
}

export function fileOf(row: FileRow): FileView {
  const sizeBytes = row.sizeBytes === null ? null : BigInt(row.sizeBytes);
  return { ...row, sizeBytes, taskId: row.taskId === OWN_TASK ? null : row.taskId };
}
