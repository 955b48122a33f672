import type { RecordingState } from '../domain/recording.ts';
import type { Recording } from '../ledger/contract/entities.ts';
import type { RecordingEvent } from './change-feed.ts';

/** Conditions on events. An event matches the filter if the event meets every given condition. */
export interface EventFilter {
  readonly recordingIds?: Given<readonly string[]>;
  readonly product?: Given<string>;
  readonly products?: Given<readonly string[]>;
  readonly account?: Given<string>;
  readonly room?: Given<string>;
  readonly kinds?: Given<readonly RecordingEvent['change']['kind'][]>;
  /** States after the change. */
  readonly states?: Given<readonly RecordingState[]>;
  /** Recordings whose label has the value; without a value, recordings that have the label. */
  readonly label?: Given<{ readonly name: string; readonly value?: Given<string> }>;
  /** Recordings that meet every label condition. */
  readonly labels?: Given<readonly { readonly name: string; readonly value?: Given<string> }[]>;
}

/** Clients also write null for an absent condition. */
type Given<Value> = Value | null | undefined;

type Labels = Readonly<Record<string, string>>;

/** Returns whether an event matches by the state after the change and the current labels of the recording. */
export function matchesFilter(event: RecordingEvent, filter: EventFilter): boolean {
  return isAbout(event, filter) && hasState(event.change.to, filter) && hasLabels(event.recording.labels, filter);
}

/** Returns whether an event meets the conditions on properties that never change. */
function isAbout({ change, recording }: RecordingEvent, filter: EventFilter): boolean {
  const { recordingIds, product, products, account, room, kinds } = filter;
  if (recordingIds && !recordingIds.includes(recording.id)) return false;
  if (product != null && recording.product !== product) return false;
  if (products && !products.includes(recording.product)) return false;
  if (account != null && recording.account !== account) return false;
  if (room != null && recording.room !== room) return false;
  return !kinds || kinds.includes(change.kind);
}

function hasState(state: RecordingState, { states }: EventFilter): boolean {
  return !states || states.includes(state);
}

function hasLabels(own: Labels, { label, labels = [] }: EventFilter): boolean {
  return [...(label == null ? [] : [label]), ...(labels ?? [])].every(({ name, value }) => {
    const found = Object.hasOwn(own, name) ? own[name] : undefined;
    return value == null ? found !== undefined : found === value;
  });
}

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
