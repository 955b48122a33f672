import type { ColumnType } from 'kysely';
import type { Evidence, RecordingCause, RecordingState } from '../../domain/recording.ts';
import type { EpochReason } from '../contract/lineage.ts';
import type { CallbackState, RecordingChange, RecordingFile, Recording } from '../contract/entities.ts';
import type { WebhookDeliveriesTable, WebhookEndpointsTable } from './webhook-tables.ts';

/** An object as lossless JSON text, in both stores. */
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
  wanted: Recording['wanted'];
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
  results: JsonText | null;
  params: JsonText | null;
  sealed_params: string | null;
  retry_of: string | null;
  superseded_by: string | null;
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
  earlier_labels: JsonText | null;
  /** Generated: `ended_at`, or a number above all times if `ended_at` is null. */
  ended_order: ColumnType<number, never, never>;
  /** Whether `next_action_at` is the expiry of a lease. */
  leased: Flag;
}

/** Index of labels: a row for each label of a recording. */
export interface RecordingLabelsTable {
  recording_id: string;
  name: string;
  value: string;
}

export interface ChangesTable {
  /** Null in PostgreSQL until the change is numbered. */
  seq: ColumnType<number | null, number | undefined, never>;
  recording_id: string;
  number: number;
  kind: RecordingChange['kind'];
  file: string | null;
  file_task: string;
  at: Time;
  from_state: RecordingState | null;
  to_state: RecordingState;
  cause: RecordingCause | null;
  evidence: Evidence;
}

/** One row: the last sequence number and the current epoch. */
export interface ChangeCounterTable {
  id: number;
  last_seq: number;
  /** Current epoch. Null before the first start of a version with epochs. */
  epoch: string | null;
  instance: string | null;
}

export interface FilesTable {
  recording_id: string;
  task_id: string;
  name: string;
  state: RecordingFile['state'];
  reason_code: string | null;
  reason: string | null;
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
  /** Whether the key may be used again. `recording_id` is then the failed recording. */
  released: Flag;
  /** Recording of the previous use, if the previous use was the same call and released the key. */
  retry_of: string | null;
}

/** Time of the next free slot of an action, with a fraction. */
export interface SlotsTable {
  action: string;
  free_at: Time;
}

/** Latest report on the session of a room. */
export interface SessionsTable {
  account: string;
  room: string;
  session_id: string;
  is_over: Flag;
  seen_at: Time;
}

export interface EpochsTable {
  id: string;
  parent: string | null;
  from_seq: number;
  begun_at: Time;
  gap_since: Time | null;
  reason: EpochReason;
}

/** One row, written to check that the store works. */
export interface ProbeTable {
  id: number;
  at: Time;
}

export interface CallbacksTable {
  /** Hash of body and source, to recognise repeated callbacks. */
  digest: string;
  source: string;
  received_at: Time;
  text: string;
  type: string | null;
  task_id: string | null;
  recording_id: string | null;
  state: CallbackState;
  next_action_at: Time | null;
  fence: number;
  tries: number;
}

/** Nonces of callbacks, with the hash of the only valid body. */
export interface CallbackNoncesTable {
  nonce: string;
  body: string;
  until: Time;
}

/** Names of one-time rewrites that are done. */
export interface CleanUpsTable {
  name: string;
}

/** Tables of both stores. */
export interface Schema {
  recordings: RecordingsTable;
  recording_labels: RecordingLabelsTable;
  changes: ChangesTable;
  change_counter: ChangeCounterTable;
  epochs: EpochsTable;
  files: FilesTable;
  orphans: OrphansTable;
  callbacks: CallbacksTable;
  callback_nonces: CallbackNoncesTable;
  clean_ups: CleanUpsTable;
  idempotency_keys: IdempotencyKeysTable;
  slots: SlotsTable;
  sessions: SessionsTable;
  webhook_endpoints: WebhookEndpointsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  probe: ProbeTable;
}
