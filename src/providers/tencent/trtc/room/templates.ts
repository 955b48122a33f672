import { mirrored, rect, tiles, WHOLE, type Rect } from '../../../../layout/geometry.ts';
import { TrtcBigWindowSide } from './layout.types.ts';

// Facts: TRTC, on-cloud recording, layouts of the mixed picture (MixLayoutMode 1, 2 and 3).

/** Most pictures on a canvas. One guide and one data type page say 24. */
export const MAX_PICTURES = 25;

/** FLOATING: a big picture for the first stream; small pictures over it in rows from the lower left upwards. */
export function floating(pictures: number): Rect[] {
  const [columns, size, gap] = pictures <= 17 ? [4, 0.235, 0.012] : [5, 0.188, 0.01];
  const small = (index: number): Rect => {
    const x = gap + (index % columns) * (size + gap);
    const bottom = gap + Math.floor(index / columns) * (size + gap);
    return rect(x, 1 - bottom - size, size, size);
  };
  return [WHOLE, ...times(pictures - 1, small)];
}

/**
 * SCREEN_SHARING: a big picture at one side for the first stream, the other streams in columns next to it. The order
 * within the columns is not documented. Drawn: from the top downwards, first the column next to the big picture, last
 * the row along the bottom.
 */
export function screenSharing(pictures: number, side: TrtcBigWindowSide): Rect[] {
  const all = bigAtLeft(pictures);
  return side === TrtcBigWindowSide.RIGHT ? all.map(mirrored) : all;
}

function bigAtLeft(pictures: number): Rect[] {
  const small = pictures - 1;
  if (pictures <= 5) return [rect(0, 0, 4 / 5, 1), ...times(small, (row) => rect(4 / 5, row / 4, 1 / 5, 1 / 4))];
  if (pictures <= 7) return [rect(0, 0, 6 / 7, 1), ...times(small, (row) => rect(6 / 7, row / 6, 1 / 7, 1 / 6))];
  if (pictures <= 9) return [rect(0, 0, 8 / 9, 1), ...times(small, (row) => rect(8 / 9, row / 8, 1 / 9, 1 / 8))];
  const beside = (index: number): Rect => rect(4 / 5 + Math.floor(index / 8) / 10, (index % 8) / 8, 1 / 10, 1 / 8);
  if (pictures <= 17) return [rect(0, 0, 4 / 5, 1), ...times(small, beside)];
  const below = (index: number): Rect => rect(index / 10, 7 / 8, 1 / 10, 1 / 8);
  return [rect(0, 0, 4 / 5, 7 / 8), ...times(16, beside), ...times(small - 16, below)];
}

/** Sizes of the grid, as columns and rows. The vendor does not document that two pictures are placed side by side. */
const GRIDS = [
  [1, 1],
  [2, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [5, 5],
] as const;

/** GRID: equal pictures, row by row from the top left, in the smallest grid that has room for all. */
export function grid(pictures: number): Rect[] {
  const [columns, rows] = GRIDS.find(([across, down]) => across * down >= pictures) ?? [5, 5];
  return tiles(columns, rows);
}

function times(count: number, make: (index: number) => Rect): Rect[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => make(index));
}
