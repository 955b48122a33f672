import { contains, hasArea, overlap, type Box } from './geometry.ts';
import { LayoutWarningCode, warning, type Canvas, type LayoutWarning } from './layout.ts';

/** A place with what its neighbours have to know of it. */
export interface PlacedBox {
  readonly place: number;
  readonly box: Box;
  readonly layer: number;
  /** Whether it hides what lies behind: somebody is in it, and it is opaque. */
  readonly hides: boolean;
}

/** Comparing every place with every other one costs the square of their number. */
const MAX_COMPARED = 100;

/** Everything that is wrong with where places lie. `boxes` are in drawing order, from back to front. */
export function placeWarnings(boxes: readonly PlacedBox[], canvas: Canvas): LayoutWarning[] {
  const compared = boxes.slice(0, MAX_COMPARED);
  return [
    ...boxes.flatMap((box, index) => {
      const inFront = compared.slice(index + 1);
      return [...outside(box, canvas), ...withoutArea(box), ...overlaps(box, inFront), ...covered(box, inFront)];
    }),
    ...notCompared(boxes),
  ];
}

function notCompared(boxes: readonly PlacedBox[]): LayoutWarning[] {
  if (boxes.length <= MAX_COMPARED) return [];
  const message = `Only the ${MAX_COMPARED} places at the back are compared with each other: overlaps of the others are not told.`;
  return [warning(LayoutWarningCode.NOT_COMPARED, message)];
}

function outside({ place, box }: PlacedBox, { width, height }: Canvas): LayoutWarning[] {
  const whole = { x: 0, y: 0, width, height };
  if (contains(whole, box)) return [];
  const message = overlap(whole, box)
    ? `Place ${place} reaches outside the canvas.`
    : `Place ${place} lies outside the canvas; nothing of it shows.`;
  return [warning(LayoutWarningCode.OUTSIDE_CANVAS, message, [place])];
}

function withoutArea({ place, box }: PlacedBox): LayoutWarning[] {
  if (hasArea(box)) return [];
  return [warning(LayoutWarningCode.SIZE_NOT_ALLOWED, `Place ${place} has no area; nothing of it shows.`, [place])];
}

/**
 * A small picture wholly inside one behind it is meant; other overlaps hardly are. On one layer no vendor says which
 * picture is in front.
 */
function overlaps(back: PlacedBox, inFront: readonly PlacedBox[]): LayoutWarning[] {
  const hit = inFront.filter(({ box }) => overlap(back.box, box));
  const tied = hit.filter(({ layer }) => layer === back.layer);
  const partly = hit.filter(
    ({ layer, box }) => layer !== back.layer && !contains(back.box, box) && !contains(box, back.box),
  );
  return [
    ...pairs(tied, (others) => `Place ${back.place} overlaps ${others} on the same layer: the order is not defined.`),
    ...pairs(partly, (others) => `Place ${back.place} is partly covered by ${others}.`),
  ];

  function pairs(others: readonly PlacedBox[], words: (others: string) => string): LayoutWarning[] {
    if (others.length === 0) return [];
    const places = others.map(({ place }) => place);
    const names = `place${places.length > 1 ? 's' : ''} ${places.join(', ')}`;
    return [warning(LayoutWarningCode.OVERLAP, words(names), [back.place, ...places])];
  }
}

function covered(back: PlacedBox, inFront: readonly PlacedBox[]): LayoutWarning[] {
  const front = inFront.find(
    ({ box, hides, layer }) => hides && layer !== back.layer && hasArea(back.box) && contains(box, back.box),
  );
  if (!front) return [];
  const message = `Place ${back.place} cannot be seen while place ${front.place} in front of it shows a picture.`;
  return [warning(LayoutWarningCode.COVERED, message, [back.place, front.place])];
}
