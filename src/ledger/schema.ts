import type { Generated } from 'kysely';
import type { Evidence, RecordingCause, RecordingState } from '../recordings/recording.ts';
import type { FileRow, RecordingRow } from './rows.ts';

/** Members of an object as lossless JSON text, in both stores alike. */
type JsonText = string;
/** Unix milliseconds. */
type Time = number;
/** 0 or 1: SQLite has no booleans. */
type Flag = number;

export interface RecordingsTable {
  id: string;
  product: string;
  account: string;
  room: string | null;
  state: RecordingState;
  cause: RecordingCause | null;
  evidence: Evidence;
  wanted: RecordingRow['wanted'];
  attempt: number;
  task_id: string | null;
  accepted: Flag;
  begun_at: Time | null;
  paused_at: Time | null;
  resumed_at: Time | null;
  ended_at: Time | null;
  stop_wanted_at: Time | null;
  vendor_key: string | null;
  ref: JsonText;
  params: JsonText | null;
  answer: JsonText | null;
  errors: JsonText | null;
  labels: JsonText;
  metadata: JsonText;
  created_at: Time;
  updated_at: Time;
  sent_at: Time | null;
  stop_by: Time | null;
  controllable_until: Time | null;
  next_action_at: Time | null;
  urgent_at: Time | null;
  fence: number;
  tries: number;
  news_at: Time;
  last_change: number;
  /** Whether `next_action_at` is the end of somebody's lease. */
  leased: Flag;
}

/** The labels again, a row for each, to find recordings by. */
export interface RecordingLabelsTable {
  recording_id: string;
  name: string;
  value: string;
}

export interface ChangesTable {
  seq: Generated<number>;
  recording_id: string;
  number: number;
  at: Time;
  from_state: RecordingState | null;
  to_state: RecordingState;
  cause: RecordingCause | null;
  evidence: Evidence;
}

export interface FilesTable {
  recording_id: string;
  name: string;
  state: FileRow['state'];
  user_id: string | null;
  track: string | null;
  format: string | null;
  url: string | null;
  size_bytes: number | null;
  begins_at: Time | null;
  ends_at: Time | null;
  seen_at: Time;
}

export interface OrphansTable {
  product: string;
  task_id: string;
  account: string;
  room: string | null;
  ref: JsonText;
  surplus_of: string | null;
  started_at: Time | null;
  first_seen_at: Time;
  last_seen_at: Time;
  next_action_at: Time | null;
  fence: number;
  tries: number;
}

export interface IdempotencyKeysTable {
  key: string;
  operation: string;
  input_hash: string;
  recording_id: string | null;
  result: string | null;
  created_at: Time;
  lease_until: Time;
  fence: number;
}

/** When the next call of an action may start; with a fraction. */
export interface SlotsTable {
  action: string;
  free_at: Time;
}

/** One row that is written to see that the store works. */
export interface ProbeTable {
  id: number;
  at: Time;
}

/** The tables, the same in both stores. */
export interface Schema {
  recordings: RecordingsTable;
  recording_labels: RecordingLabelsTable;
  changes: ChangesTable;
  files: FilesTable;
  orphans: OrphansTable;
  idempotency_keys: IdempotencyKeysTable;
  slots: SlotsTable;
  probe: ProbeTable;
}
