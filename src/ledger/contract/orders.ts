import type { Place, RecordingOrder, RecordingRow } from './rows.ts';

/** What a walk goes by: ids, which sort by the time of their making, or a time and then ids. */
export type Axis = 'created' | 'ended' | 'changed';

/** An order of recordings: by what, and from which end. */
export interface Order {
  readonly axis: Axis;
  /** Whether the highest place comes first. */
  readonly isDescending: boolean;
}

/** The orders of a list. */
export const ORDERS: Readonly<Record<RecordingOrder, Order>> = {
  NEWEST_FIRST: { axis: 'created', isDescending: true },
  OLDEST_FIRST: { axis: 'created', isDescending: false },
  LAST_ENDED_FIRST: { axis: 'ended', isDescending: true },
  FIRST_ENDED_FIRST: { axis: 'ended', isDescending: false },
  LAST_CHANGED_FIRST: { axis: 'changed', isDescending: true },
  FIRST_CHANGED_FIRST: { axis: 'changed', isDescending: false },
};

/** The place of a recording on an axis. */
export function placeOf({ id, endedAt, newsAt }: Pick<RecordingRow, 'id' | 'endedAt' | 'newsAt'>, axis: Axis): Place {
  if (axis === 'created') return { id };
  return { id, at: axis === 'ended' ? (endedAt ?? NOT_ENDED) : newsAt };
}

/** Where recordings without an end stand in the order by ends: as the column `ended_order` has it. */
export const NOT_ENDED = Number.MAX_SAFE_INTEGER;
