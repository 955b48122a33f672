import type { Rect, Size } from './geometry.ts';

/** What a stream shows. */
export enum LayoutStreamKind {
  MAIN = 'MAIN',
  SECOND = 'SECOND',
  WHITEBOARD = 'WHITEBOARD',
}

/** A stream of the room. */
export interface LayoutStream {
  readonly kind: LayoutStreamKind;
  readonly userId?: string | null;
  readonly streamId?: string | null;
  readonly audioOnly?: boolean | null;
}

/** What deserves a second look. Codes are stable; new ones may be added. */
export enum LayoutWarningCode {
  OVERLAP = 'OVERLAP',
  COVERED = 'COVERED',
  OUTSIDE_CANVAS = 'OUTSIDE_CANVAS',
  SIZE_NOT_ALLOWED = 'SIZE_NOT_ALLOWED',
  NO_PLACES = 'NO_PLACES',
  TOO_MANY_PLACES = 'TOO_MANY_PLACES',
  UNREACHABLE_PLACE = 'UNREACHABLE_PLACE',
  CONTESTED_PLACE = 'CONTESTED_PLACE',
  STREAM_WITHOUT_PLACE = 'STREAM_WITHOUT_PLACE',
  NOT_DOCUMENTED = 'NOT_DOCUMENTED',
  NOT_COMPARED = 'NOT_COMPARED',
}

/** One warning. Its message never repeats an id; places and streams count from 0. */
export interface LayoutWarning {
  readonly code: LayoutWarningCode;
  readonly message: string;
  readonly places: readonly number[];
  readonly streams: readonly number[];
}

export function warning(
  code: LayoutWarningCode,
  message: string,
  places: readonly number[] = [],
  streams: readonly number[] = [],
): LayoutWarning {
  return { code, message, places, streams };
}

/** Who a place is for: the next stream, no stream at all, or the streams that a test accepts. */
export type Guest = 'anyone' | 'nobody' | ((stream: LayoutStream) => boolean);

/** One place on the canvas. */
export interface Place {
  readonly rect: Rect;
  /** A larger number is nearer to the viewer. */
  readonly layer: number;
  readonly guest: Guest;
  /** Who is waited for, as drawn in an empty place. */
  readonly label?: string | undefined;
  /** How a picture fills the place; absent where the vendor states no default. */
  readonly renderMode?: string | undefined;
  /** From 0, invisible, to 1, which is the default. */
  readonly opacity?: number;
}

export interface Canvas extends Size {
  /** As #RRGGBB. */
  readonly backgroundColor: string;
}

/** A layout in a vendor's own terms turned into places. Their order is the vendor's, and counts as their number. */
export interface Layout {
  readonly canvas: Canvas;
  readonly places: readonly Place[];
  /** The streams that may take a place, in order of entry; `undefined` for one that the vendor gives none. */
  readonly streams: readonly (LayoutStream | undefined)[];
  /** What only the vendor's part knows. */
  readonly warnings: readonly LayoutWarning[];
}

/** The fields of an input class, deeply, for those who only read them: a plain object will do. */
export type Shape<T> = T extends readonly (infer E)[]
  ? readonly Shape<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Shape<T[K]> }
    : T;
