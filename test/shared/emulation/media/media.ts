import fc from 'fast-check';
import { bytesOf, type MadeFile } from '../../../../src/emulation/media/file.ts';
import { madeFile, sliceOf, type StoredFile } from '../../../../src/emulation/media/stored-file.ts';

export const FROM = Date.UTC(2026, 0, 15, 12);
export const FORMATS = ['mp4', 'm3u8', 'aac', 'mp3', 'mkv', 'flv', 'html'] as const;

/** A file of that format and length, in ms. */
export function fileOf(format: string, durationMs: number, holds: StoredFile['holds'] = 'both'): StoredFile {
  return { name: `lesson.${format}`, from: FROM, to: FROM + durationMs, holds };
}

/** Any file of up to so many ms. */
export function anyFile(mostMs: number): fc.Arbitrary<StoredFile> {
  return fc
    .tuple(
      fc.constantFrom(...FORMATS),
      fc.integer({ min: 0, max: mostMs }),
      fc.constantFrom('both', 'picture', 'sound' as const),
    )
    .map(([format, durationMs, holds]) => fileOf(format, durationMs, holds));
}

export function made(file: StoredFile): MadeFile {
  const result = madeFile(file);
  if (!result) throw new Error(`${file.name} has no known format.`);
  return result;
}

/** Returns all bytes of the file. */
export function bytes(file: MadeFile): Buffer {
  return Buffer.concat([...bytesOf(file)]);
}

/** Returns the slices that an index names, in order. */
export function slicesOf(index: StoredFile): MadeFile[] {
  const names = bytes(made(index)).toString().split('\n');
  return names.filter((line) => line.endsWith('.ts')).map((name) => sliceOf([index], decodeURIComponent(name))!);
}
