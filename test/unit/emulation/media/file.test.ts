import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOf, type Piece } from '../../../../src/emulation/media/file.ts';
import { madeFile, sizeOfFile, sliceOf } from '../../../../src/emulation/media/stored-file.ts';
import { anyFile, bytes, fileOf, FORMATS, FROM, made, slicesOf } from '../../../shared/emulation/media/media.ts';

const HOUR = 3_600_000;

it('makes exactly the announced bytes, and the same bytes on each read', () => {
  fc.assert(
    fc.property(anyFile(40_000), (file) => {
      const first = bytes(made(file));
      expect(first.length).toBe(sizeOfFile(file));
      expect(bytes(made(file)).equals(first)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

it('gives any part of a file as the whole has it', () => {
  const part = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(anyFile(30_000), part, (file, [start, end]) => {
      const whole = bytes(made(file));
      const from = Math.floor(start * whole.length);
      const to = from + Math.floor(end * (whole.length - from));
      expect(Buffer.concat([...bytesOf(made(file), from, to)]).equals(whole.subarray(from, to))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('makes slices of the announced size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom('both', 'picture', 'sound'), (length, holds) => {
      for (const slice of slicesOf(fileOf('m3u8', length, holds))) expect(bytes(slice).length).toBe(slice.size);
    }),
    { numRuns: 30 },
  );
});

it.each(FORMATS)('makes of a day of %s only what is read', (format) => {
  const file = made(fileOf(format, 24 * HOUR));
  let madeBytes = 0;
  const counting = (piece: Piece): Piece => ({
    size: piece.size,
    make() {
      madeBytes += piece.size;
      return piece.make();
    },
  });
  const watched = {
    ...file,
    *pieces() {
      for (const piece of file.pieces()) yield counting(piece);
    },
  };
  expect(Buffer.concat([...bytesOf(watched, file.size - 10)]).length).toBe(10);
  expect(madeBytes).toBeLessThan(100_000);
});

it('gives a recording that is longer than two days a file of two days', () => {
  expect(sizeOfFile(fileOf('mp4', 100 * HOUR))).toBe(sizeOfFile(fileOf('mp4', 48 * HOUR)));
});

it('knows no other formats', () => {
  expect(madeFile(fileOf('avi', 1000))).toBeUndefined();
  expect(sizeOfFile(fileOf('avi', 1000))).toBe(0);
});

it('has only slices that the index names', () => {
  const index = fileOf('m3u8', 10_000);
  const named = (at: number) => `lesson_${new Date(at).toISOString().replace(/\D/g, '')}.ts`;
  expect(sliceOf([index], named(FROM))).toBeDefined();
  expect(sliceOf([index], named(FROM + 8192))).toBeDefined();
  for (const name of [named(FROM + 1), named(FROM - 8192), named(FROM + 2 * 8192), 'lesson.ts']) {
    expect(sliceOf([index], name)).toBeUndefined();
  }
  expect(sliceOf([fileOf('mp4', 10_000)], named(FROM))).toBeUndefined();
});
