/** A rectangle in fractions of the canvas: from 0 to 1 inside the canvas. The origin is the top left corner. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A rectangle in whole pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A size in whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole canvas. */
export const WHOLE: Rect = { left: 0, top: 0, right: 1, bottom: 1 };

/** Returns a rectangle from its top left corner and its size, in fractions. */
export function rect(x: number, y: number, width: number, height: number): Rect {
  return { left: tidy(x), top: tidy(y), right: tidy(x + width), bottom: tidy(y + height) };
}

/** Converts a rectangle from pixels to fractions of a canvas. */
export function fractionsOf({ x, y, width, height }: Box, canvas: Size): Rect {
  return rect(x / canvas.width, y / canvas.height, width / canvas.width, height / canvas.height);
}

/**
 * Converts a rectangle to pixels by rounding each edge. Neighbours that share an edge neither overlap nor leave a gap;
 * equal fractions may differ by one pixel.
 */
export function pixelsOf({ left, top, right, bottom }: Rect, canvas: Size): Box {
  const x = nearest(left * canvas.width);
  const y = nearest(top * canvas.height);
  return { x, y, width: nearest(right * canvas.width) - x, height: nearest(bottom * canvas.height) - y };
}

/** Returns equal tiles that fill the canvas, row by row from the top left. */
export function tiles(columns: number, rows: number): Rect[] {
  return Array.from({ length: columns * rows }, (_, index) =>
    rect((index % columns) / columns, Math.floor(index / columns) / rows, 1 / columns, 1 / rows),
  );
}

/** Exchanges left and right. */
export function mirrored({ left, top, right, bottom }: Rect): Rect {
  return rect(1 - right, top, right - left, bottom - top);
}

/** Returns whether a box has an area. */
export function hasArea({ width, height }: Size): boolean {
  return width > 0 && height > 0;
}

/** Returns whether two boxes have a pixel in common. */
export function overlap(a: Box, b: Box): boolean {
  const across = Math.min(a.x + a.width, b.x + b.width) > Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) > Math.max(a.y, b.y);
  return hasArea(a) && hasArea(b) && across && down;
}

/** Returns whether `outer` contains every pixel of `inner`. */
export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** Removes the rounding error of binary fractions: 0.1 + 0.2 becomes 0.3. */
function tidy(fraction: number): number {
  return nearest(fraction * 1e12) / 1e12;
}

/** Returns the nearest whole number, and never -0. */
function nearest(number: number): number {
  return Math.round(number) + 0;
}
