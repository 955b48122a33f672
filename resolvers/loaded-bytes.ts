// Estimates of the size of rows in an answer with all fields: a fixed size for field names, ids, times and enums, plus
// the length of texts. The estimates limit reads and never appear in answers.

const RECORDING_BYTES = 1000;
const FILE_BYTES = 300;
const CHANGE_BYTES = 300;
/** Size of a label without the name and the text. */
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

export function sum<Row>(rows: readonly Row[], bytesOf: (row: Row) => number): number {
  return rows.reduce((bytes, row) => bytes + bytesOf(row), 0);
}

function bytesOfTexts(texts: Texts): number {
  return Object.entries(texts).reduce((bytes, [name, text]) => bytes + name.length + text.length + PAIR_BYTES, 0);
}
