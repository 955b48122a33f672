/** Consecutive bytes of a file, generated on each read. */
export interface Piece {
  readonly size: number;
  /** Returns exactly `size` bytes, the same on each call. */
  make(): Buffer;
}

/** A file that is nowhere stored. */
export interface MadeFile {
  readonly contentType: string;
  /** Bytes, known before any is made. */
  readonly size: number;
  pieces(): Iterable<Piece>;
}

/** A piece that exists already. */
export function piece(bytes: Buffer): Piece {
  return { size: bytes.length, make: () => bytes };
}

export function sizeOf(pieces: Iterable<Piece>): number {
  let size = 0;
  for (const part of pieces) size += part.size;
  return size;
}

/** Bytes `from` to `to`, the latter excluded. Pieces outside are not made. */
export function* bytesOf(file: MadeFile, from = 0, to = file.size): Generator<Buffer> {
  let start = 0;
  for (const part of file.pieces()) {
    const end = start + part.size;
    if (start >= to) return;
    if (end > from) yield part.make().subarray(Math.max(0, from - start), Math.min(part.size, to - start));
    start = end;
  }
}
