import { pixelsOf, type Box, type Rect } from './geometry.ts';
import { LayoutWarningCode, warning, type Canvas, type Layout, type LayoutWarning, type Place } from './layout.ts';
import { placeWarnings } from './place-warnings.ts';
import { seat, seatingWarnings } from './seating.ts';
import { drawing, type DrawnWindow } from './svg.ts';

/** A place with its stream, in pixels and in fractions. */
export interface LayoutWindow extends Box, Rect {
  readonly place: number;
  readonly layer: number;
  /** Number of the stream in the place; null for an empty place. */
  readonly stream: number | null;
  readonly userId: string | null;
  readonly streamId: string | null;
  readonly renderMode: string | null;
}

/** Preview of a layout. */
export interface LayoutPreview {
  readonly canvas: Canvas;
  /** From back to front. */
  readonly windows: readonly LayoutWindow[];
  readonly warnings: readonly LayoutWarning[];
  readonly svg: string;
}

/** Assigns the streams to places, and returns the windows with warnings and a drawing. */
export function previewOf(layout: Layout): LayoutPreview {
  const { canvas, places, streams } = layout;
  const seating = seat(layout);
  const windows = backToFront(places).map((index): DrawnWindow & LayoutWindow => {
    const { rect, layer, renderMode, label, opacity = 1 } = places[index]!;
    const position = seating[index];
    const guest = position === undefined ? undefined : streams[position];
    return {
      place: index,
      layer,
      stream: position ?? null,
      userId: guest?.userId ?? null,
      streamId: guest?.streamId ?? null,
      renderMode: renderMode ?? null,
      ...pixelsOf(rect, canvas),
      ...rect,
      guest,
      label,
      opacity,
    };
  });
  const boxes = windows.map(({ place, layer, guest, opacity, ...box }) => ({
    place,
    layer,
    box,
    hides: guest !== undefined && opacity === 1,
  }));
  const warnings = [
    ...layout.warnings,
    ...(places.length === 0
      ? [warning(LayoutWarningCode.NO_PLACES, 'The layout has no place, so nothing is shown.')]
      : []),
    ...placeWarnings(boxes, canvas),
    ...seatingWarnings(layout, seating),
  ];
  return { canvas, windows, warnings, svg: drawing(canvas, windows) };
}

/** Returns the numbers of the places, sorted by layer. Places of a common layer keep their order. */
function backToFront(places: readonly Place[]): number[] {
  return places.map((_, index) => index).sort((a, b) => places[a]!.layer - places[b]!.layer);
}
