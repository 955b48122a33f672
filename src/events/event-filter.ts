import type { RecordingState } from '../recordings/recording.ts';
import type { RecordingEvent } from './feed.ts';

/** Which events: those that fulfil everything that is given. */
export interface EventFilter {
  readonly recordingIds?: Given<readonly string[]>;
  readonly product?: Given<string>;
  readonly account?: Given<string>;
  readonly room?: Given<string>;
  readonly kinds?: Given<readonly RecordingEvent['change']['kind'][]>;
  /** The state that the change led to. */
  readonly states?: Given<readonly RecordingState[]>;
  /** With a value: recordings whose label has it; without: recordings that have such a label. */
  readonly label?: Given<{ readonly name: string; readonly value?: Given<string> }>;
}

/** Clients write null for what they leave out, too. */
type Given<Value> = Value | null | undefined;

export function isWanted({ change, recording }: RecordingEvent, filter: EventFilter): boolean {
  const { recordingIds, product, account, room, kinds, states, label } = filter;
  if (recordingIds && !recordingIds.includes(recording.id)) return false;
  if (product != null && recording.product !== product) return false;
  if (account != null && recording.account !== account) return false;
  if (room != null && recording.room !== room) return false;
  if (kinds && !kinds.includes(change.kind)) return false;
  if (states && !states.includes(change.to)) return false;
  if (label == null) return true;
  const value = Object.hasOwn(recording.labels, label.name) ? recording.labels[label.name] : undefined;
  return label.value == null ? value !== undefined : value === label.value;
}
