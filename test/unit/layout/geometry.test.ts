import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, fractionsOf, mirrored, overlap, pixelsOf, tiles } from '../../../src/layout/geometry.ts';

const size = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) });
const length = fc.integer({ min: 0, max: 5000 });
const box = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  width: length,
  height: length,
});
const side = fc.integer({ min: 1, max: 8 });

describe('pixels and fractions', () => {
  it('turn into each other without loss when they begin as pixels', () => {
    fc.assert(
      fc.property(size, box, (canvas, at) => {
        expect(pixelsOf(fractionsOf(at, canvas), canvas)).toEqual(at);
      }),
    );
  });

  it('differ by at most half a pixel at every edge', () => {
    fc.assert(
      fc.property(size, side, side, (canvas, columns, rows) => {
        for (const tile of tiles(columns, rows)) {
          const { x, y, width, height } = pixelsOf(tile, canvas);
          expect(Math.abs(x - tile.left * canvas.width)).toBeLessThanOrEqual(0.5 + 1e-6);
          expect(Math.abs(y - tile.top * canvas.height)).toBeLessThanOrEqual(0.5 + 1e-6);
          expect(Math.abs(x + width - tile.right * canvas.width)).toBeLessThanOrEqual(0.5 + 1e-6);
          expect(Math.abs(y + height - tile.bottom * canvas.height)).toBeLessThanOrEqual(0.5 + 1e-6);
        }
      }),
    );
  });
});

describe('tiles', () => {
  it('fill the canvas to the last pixel, and none overlaps another', () => {
    fc.assert(
      fc.property(size, side, side, (canvas, columns, rows) => {
        const boxes = tiles(columns, rows).map((tile) => pixelsOf(tile, canvas));
        const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
        expect(area).toBe(canvas.width * canvas.height);
        expect(boxes.some((a, index) => boxes.slice(index + 1).some((b) => overlap(a, b)))).toBe(false);
      }),
    );
  });
});

describe('boxes', () => {
  it('overlap those that they contain, where there is an area', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        if (contains(a, b) && b.width > 0 && b.height > 0) expect(overlap(a, b)).toBe(true);
        expect(overlap(a, b)).toBe(overlap(b, a));
      }),
    );
  });

  it('that only touch do not overlap', () => {
    expect(overlap({ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 0, width: 10, height: 10 })).toBe(false);
  });

  it('are themselves again when mirrored twice', () => {
    for (const tile of tiles(7, 3)) expect(mirrored(mirrored(tile))).toEqual(tile);
  });
});
