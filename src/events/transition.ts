import type { RecordingRow } from '../ledger/contract/rows.ts';
import { hasLabels, hasState, isAbout, type EventFilter } from './event-filter.ts';
import type { RecordingEvent } from './change-feed.ts';

/** How a change stands to a filter: whether the recording fulfils the filter before it and after it. */
export type Transition = 'ENTERED' | 'LEFT' | 'CHANGED';

/**
 * How an event stands to a filter; undefined where the recording fulfils it neither before nor after. Judged by what the
 * change and the recording keep of that time, never by how the recording stands now. Null: the labels of that time are not
 * known, and by those of today the event is one of the filter.
 */
export function transitionOf(event: RecordingEvent, filter: EventFilter): Transition | null | undefined {
  if (!isAbout(event, filter)) return undefined;
  const { change, recording } = event;
  const wasIn = change.from !== null && hasState(change.from, filter);
  const isIn = hasState(change.to, filter);
  const before = labelsAt(recording, change.number - 1);
  const after = labelsAt(recording, change.number);
  const isKnown = before !== null && after !== null;
  if (!isKnown && asksForLabels(filter)) {
    return (wasIn || isIn) && hasLabels(recording.labels, filter) ? null : undefined;
  }
  const fulfilled = wasIn && hasLabels(before ?? recording.labels, filter);
  const fulfils = isIn && hasLabels(after ?? recording.labels, filter);
  if (fulfilled && fulfils) return 'CHANGED';
  return fulfils ? 'ENTERED' : fulfilled ? 'LEFT' : undefined;
}

function asksForLabels({ label, labels }: EventFilter): boolean {
  return label != null || (labels ?? []).length > 0;
}

/** The labels of a recording after the change with a number. Null: they are not known. */
function labelsAt({ labels, earlierLabels }: RecordingRow, number: number): RecordingRow['labels'] | null {
  const earlier = earlierLabels?.find(({ before }) => number < before);
  return earlier ? earlier.labels : labels;
}
