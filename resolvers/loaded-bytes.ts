// What rows hold, as an answer with all their fields prints it: names of fields, ids, times and enums count as fixed, and
// texts of any length by their length. The sizes are estimates: they bound what is read, and no answer shows them.

const RECORDING_BYTES = 1000;
const FILE_BYTES = 300;
const CHANGE_BYTES = 300;
/** Of a label, beside its name and its text. */
const PAIR_BYTES = 25;

type Texts = Readonly<Record<string, string>>;

export function bytesOfRecording({ labels, metadata }: { readonly labels: Texts; readonly metadata: Texts }): number {
  return RECORDING_BYTES + bytesOfTexts(labels) + bytesOfTexts(metadata);
}

export function bytesOfFile(file: {
  readonly name: string;
  readonly reason: string | null;
  readonly url: string | null;
}): number {
  return FILE_BYTES + file.name.length + (file.reason?.length ?? 0) + (file.url?.length ?? 0);
}

export function bytesOfChange({ file }: { readonly file: string | null }): number {
  return CHANGE_BYTES + (file?.length ?? 0);
}

/** What rows hold together. */
export function sum<Row>(rows: readonly Row[], bytesOf: (row: Row) => number): number {
  return rows.reduce((bytes, row) => bytes + bytesOf(row), 0);
}

function bytesOfTexts(texts: Texts): number {
  return Object.entries(texts).reduce((bytes, [name, text]) => bytes + name.length + text.length + PAIR_BYTES, 0);
}
