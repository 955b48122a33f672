import type { Rect } from './geometry.ts';
import type { Guest, LayoutStream, Place } from './layout.ts';

/** The first place of a template. */
interface Main extends Pick<Place, 'guest' | 'label' | 'renderMode'> {
  /** Whether the other places lie above the first. */
  readonly isBackground: boolean;
}

/** Returns how many places a template has: one for each stream, and one for an absent main stream; at least 1. */
export function placeCount(main: Guest, streams: readonly LayoutStream[]): number {
  const isAbsent = main === 'none' || (typeof main === 'function' && !streams.some(main));
  return Math.max(1, streams.length + (isAbsent ? 1 : 0));
}

/** Returns the places of a template: the first for the main stream, the others for any stream. */
export function templatePlaces(rects: readonly Rect[], { guest, label, renderMode, isBackground }: Main): Place[] {
  return rects.map((rect, index) =>
    index === 0
      ? { rect, layer: 0, guest, label, renderMode }
      : { rect, layer: isBackground ? 1 : 0, guest: 'any', renderMode },
  );
}
