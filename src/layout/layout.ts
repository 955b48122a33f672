import type { Rect, Size } from './geometry.ts';

/** Content of a stream. */
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

/** Code of a warning. Codes are stable; new codes may be added. */
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

/** A warning about a layout. The message never repeats an id. Places and streams count from 0. */
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

/** The streams that a place accepts: every stream, no stream, or the streams that a function accepts. */
export type Guest = 'any' | 'none' | ((stream: LayoutStream) => boolean);

/** A place on the canvas. */
export interface Place {
  readonly rect: Rect;
  /** A larger number is nearer to the viewer. */
  readonly layer: number;
  readonly guest: Guest;
  /** Name of the expected stream, drawn in an empty place. */
  readonly label?: string | undefined;
  /** The vendor's render mode: how a picture fills the place. Undefined if the vendor states no default. */
  readonly renderMode?: string | undefined;
  /** From 0 (invisible) to 1. Default 1. */
  readonly opacity?: number;
}

export interface Canvas extends Size {
  /** As #RRGGBB. */
  readonly backgroundColor: string;
}

/** A vendor's layout as places. The vendor's order defines the numbers of the places. */
export interface Layout {
  readonly canvas: Canvas;
  readonly places: readonly Place[];
  /** The streams in order of entry; `undefined` for a stream that the vendor gives no place. */
  readonly streams: readonly (LayoutStream | undefined)[];
  /** Warnings about rules of the vendor. */
  readonly warnings: readonly LayoutWarning[];
}

/** The fields of an input class as a read-only plain object, deeply. */
export type Shape<T> = T extends readonly (infer E)[]
  ? readonly Shape<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Shape<T[K]> }
    : T;
