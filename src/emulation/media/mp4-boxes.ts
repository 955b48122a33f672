import { piece, sizeOf, type Piece } from './file.ts';

const HEADER_SIZE = 8;

export function box(type: string, ...contents: readonly (Buffer | readonly Piece[])[]): Piece[] {
  const pieces = contents.flatMap((content) => (Buffer.isBuffer(content) ? [piece(content)] : content));
  return [piece(boxHeader(type, sizeOf(pieces))), ...pieces];
}

/** An MP4 box with version and 24 flags. */
export function fullBox(type: string, flags: number, ...contents: readonly (Buffer | readonly Piece[])[]): Piece[] {
  return box(type, u32(flags), ...contents);
}

/** The first bytes of a box with contents of that size. */
export function boxHeader(type: string, contentSize: number): Buffer {
  return Buffer.concat([u32(HEADER_SIZE + contentSize), Buffer.from(type, 'latin1')]);
}

/** A list with its length, generated on reading: the list may have millions of entries. */
export function table(length: number, entryAt: (index: number) => number): Piece[] {
  const make = () => {
    const bytes = Buffer.alloc(4 * length);
    for (let index = 0; index < length; index++) bytes.writeUInt32BE(entryAt(index), 4 * index);
    return bytes;
  };
  return [piece(u32(length)), { size: 4 * length, make }];
}

export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16BE(value, 2 * index));
  return bytes;
}

export function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}
