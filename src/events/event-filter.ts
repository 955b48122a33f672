import type { RecordingState } from '../domain/recording.ts';
import type { RecordingEvent } from './change-feed.ts';

/** Which events: those that fulfil everything that is given. */
export interface EventFilter {
  readonly recordingIds?: Given<readonly string[]>;
  readonly product?: Given<string>;
  readonly products?: Given<readonly string[]>;
  readonly account?: Given<string>;
  readonly room?: Given<string>;
  readonly kinds?: Given<readonly RecordingEvent['change']['kind'][]>;
  /** The state that the change led to. */
  readonly states?: Given<readonly RecordingState[]>;
  /** With a value: recordings whose label has it; without: recordings that have such a label. */
  readonly label?: Given<{ readonly name: string; readonly value?: Given<string> }>;
  /** All of them. */
  readonly labels?: Given<readonly { readonly name: string; readonly value?: Given<string> }[]>;
}

/** Clients write null for what they leave out, too. */
type Given<Value> = Value | null | undefined;

type Labels = Readonly<Record<string, string>>;

/** Whether an event is told by itself: the state that it led to counts, and the labels of today. */
export function matchesFilter(event: RecordingEvent, filter: EventFilter): boolean {
  return isAbout(event, filter) && hasState(event.change.to, filter) && hasLabels(event.recording.labels, filter);
}

/** Whether an event fulfils what no change of a recording changes. */
export function isAbout({ change, recording }: RecordingEvent, filter: EventFilter): boolean {
  const { recordingIds, product, products, account, room, kinds } = filter;
  if (recordingIds && !recordingIds.includes(recording.id)) return false;
  if (product != null && recording.product !== product) return false;
  if (products && !products.includes(recording.product)) return false;
  if (account != null && recording.account !== account) return false;
  if (room != null && recording.room !== room) return false;
  return !kinds || kinds.includes(change.kind);
}

export function hasState(state: RecordingState, { states }: EventFilter): boolean {
  return !states || states.includes(state);
}

export function hasLabels(own: Labels, { label, labels = [] }: EventFilter): boolean {
  return [...(label == null ? [] : [label]), ...(labels ?? [])].every(({ name, value }) => {
    const found = Object.hasOwn(own, name) ? own[name] : undefined;
    return value == null ? found !== undefined : found === value;
  });
}
