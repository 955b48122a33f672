import { contains, hasArea, overlap, type Box } from './geometry.ts';
import { LayoutWarningCode, warning, type Canvas, type LayoutWarning } from './layout.ts';

/** A place with the properties that comparisons with other places need. */
export interface PlacedBox {
  readonly place: number;
  readonly box: Box;
  readonly layer: number;
  /** Whether the place hides the places behind: the place shows a stream, and is opaque. */
  readonly hides: boolean;
}

/** Maximum number of places that are compared with each other: the cost grows with the square of the number. */
const MAX_COMPARED = 100;

/** Returns all warnings about the positions of places. `boxes` are in drawing order, from back to front. */
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
  const message = `Only the ${MAX_COMPARED} places at the back are compared with each other. Overlaps of other places are not reported.`;
  return [warning(LayoutWarningCode.NOT_COMPARED, message)];
}

function outside({ place, box }: PlacedBox, { width, height }: Canvas): LayoutWarning[] {
  const whole = { x: 0, y: 0, width, height };
  if (contains(whole, box)) return [];
  const message = overlap(whole, box)
    ? `Place ${place} reaches outside the canvas.`
    : `Place ${place} lies outside the canvas and is invisible.`;
  return [warning(LayoutWarningCode.OUTSIDE_CANVAS, message, [place])];
}

function withoutArea({ place, box }: PlacedBox): LayoutWarning[] {
  if (hasArea(box)) return [];
  return [warning(LayoutWarningCode.SIZE_NOT_ALLOWED, `Place ${place} has no area and is invisible.`, [place])];
}

/**
 * Warns about overlaps. A place completely inside the place behind is no warning: such layouts are intended. On a common
 * layer no vendor defines the order.
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

  function pairs(others: readonly PlacedBox[], message: (others: string) => string): LayoutWarning[] {
    if (others.length === 0) return [];
    const places = others.map(({ place }) => place);
    const names = `place${places.length > 1 ? 's' : ''} ${places.join(', ')}`;
    return [warning(LayoutWarningCode.OVERLAP, message(names), [back.place, ...places])];
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
