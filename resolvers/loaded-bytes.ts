import type { ChangeRow, FileRow, RecordingRow } from '../src/ledger/rows.ts';

// What rows hold, as an answer with all their fields prints it: names of fields, ids, times and enums count as fixed, and
// texts of any length by their length. Estimates: they bound what is read, and nobody is told them.

const RECORDING_BYTES = 1000;
const FILE_BYTES = 300;
const CHANGE_BYTES = 300;

export function bytesOfRecording({ labels, metadata }: Pick<RecordingRow, 'labels' | 'metadata'>): number {
  let bytes = RECORDING_BYTES;
  for (const map of [labels, metadata]) for (const name in map) bytes += name.length + map[name]!.length + 25;
  return bytes;
}

export function bytesOfFile({ name, reason, url }: Pick<FileRow, 'name' | 'reason' | 'url'>): number {
  return FILE_BYTES + name.length + (reason?.length ?? 0) + (url?.length ?? 0);
}

export function bytesOfChange({ file }: Pick<ChangeRow, 'file'>): number {
  return CHANGE_BYTES + (file?.length ?? 0);
}

/** What rows hold together. */
export function sum<Row>(rows: readonly Row[], bytesOf: (row: Row) => number): number {
  return rows.reduce((bytes, row) => bytes + bytesOf(row), 0);
}
