import type { Place, RecordingOrder, Recording } from './entities.ts';

/** Sort key of a list: the id, which sorts by creation time, or a time and then the id. */
export type Axis = 'created' | 'ended' | 'changed';

/** Sort key and direction of a list. */
interface Order {
  readonly axis: Axis;
  /** True: the highest place comes first. */
  readonly isDescending: boolean;
}

/** Sort key and direction of each public order. */
export const ORDERS: Readonly<Record<RecordingOrder, Order>> = {
  NEWEST_FIRST: { axis: 'created', isDescending: true },
  OLDEST_FIRST: { axis: 'created', isDescending: false },
  LAST_ENDED_FIRST: { axis: 'ended', isDescending: true },
  FIRST_ENDED_FIRST: { axis: 'ended', isDescending: false },
  LAST_CHANGED_FIRST: { axis: 'changed', isDescending: true },
  FIRST_CHANGED_FIRST: { axis: 'changed', isDescending: false },
};

/** Returns the place of a recording on an axis. */
export function placeOf({ id, endedAt, newsAt }: Pick<Recording, 'id' | 'endedAt' | 'newsAt'>, axis: Axis): Place {
  if (axis === 'created') return { id };
  return { id, at: axis === 'ended' ? (endedAt ?? NOT_ENDED) : newsAt };
}

/** Place of a recording without an end in the order by end, as in the column `ended_order`. */
export const NOT_ENDED = Number.MAX_SAFE_INTEGER;
