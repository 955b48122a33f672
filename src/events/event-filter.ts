import type { RecordingState } from '../recordings/recording.ts';
import type { RecordingEvent } from './feed.ts';

/** Which events: those that fulfil everything that is given. */
export interface EventFilter {
  readonly recordingIds?: readonly string[] | undefined;
  readonly product?: string | undefined;
  readonly account?: string | undefined;
  readonly room?: string | undefined;
  readonly kinds?: readonly RecordingEvent['change']['kind'][] | undefined;
  /** The state that the change led to. */
  readonly states?: readonly RecordingState[] | undefined;
  /** With a value: recordings whose label has it; without: recordings that have such a label. */
  readonly label?: { readonly name: string; readonly value?: string | undefined } | undefined;
}

export function isWanted({ change, recording }: RecordingEvent, filter: EventFilter): boolean {
  const { recordingIds, product, account, room, kinds, states, label } = filter;
  if (recordingIds && !recordingIds.includes(recording.id)) return false;
  if (product !== undefined && recording.product !== product) return false;
  if (account !== undefined && recording.account !== account) return false;
  if (room !== undefined && recording.room !== room) return false;
  if (kinds && !kinds.includes(change.kind)) return false;
  if (states && !states.includes(change.to)) return false;
  if (label === undefined) return true;
  const value = Object.hasOwn(recording.labels, label.name) ? recording.labels[label.name] : undefined;
  return label.value === undefined ? value !== undefined : value === label.value;
}
