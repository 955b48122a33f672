import type { Recording } from '../ledger/contract/entities.ts';
import { hasLabels, hasState, isAbout, type EventFilter } from './event-filter.ts';
import type { RecordingEvent } from './change-feed.ts';

/** Whether a recording enters a filter by a change, leaves the filter, or matches before and after the change. */
export type Transition = 'ENTERED' | 'LEFT' | 'CHANGED';

/**
 * Returns the transition of an event; undefined if the recording matches the filter neither before nor after the change.
 * Uses the state and the labels at the time of the change, never the current state. Null: the labels of that time are
 * unknown, and the recording matches the filter by the current labels.
 */
export function transitionOf(event: RecordingEvent, filter: EventFilter): Transition | null | undefined {
  if (!isAbout(event, filter)) return undefined;
  const { change, recording } = event;
  const wasIn = change.from !== null && hasState(change.from, filter);
  const isIn = hasState(change.to, filter);
  const before = labelsAt(recording, change.number - 1);
  const after = labelsAt(recording, change.number);
  const isKnown = before !== null && after !== null;
  if (!isKnown && hasLabelCondition(filter)) {
    return (wasIn || isIn) && hasLabels(recording.labels, filter) ? null : undefined;
  }
  const matched = wasIn && hasLabels(before ?? recording.labels, filter);
  const matches = isIn && hasLabels(after ?? recording.labels, filter);
  if (matched && matches) return 'CHANGED';
  return matches ? 'ENTERED' : matched ? 'LEFT' : undefined;
}

function hasLabelCondition({ label, labels }: EventFilter): boolean {
  return label != null || (labels ?? []).length > 0;
}

/** Returns the labels of a recording after the change with a number; null if unknown. */
function labelsAt({ labels, earlierLabels }: Recording, number: number): Recording['labels'] | null {
  const earlier = earlierLabels?.find(({ before }) => number < before);
  return earlier ? earlier.labels : labels;
}
