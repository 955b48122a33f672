import type { ColumnType } from 'kysely';
import type {
  Callback,
  IdempotencyKey,
  Orphan,
  Recording,
  RecordingChange,
  RecordingFile,
} from '../contract/entities.ts';
import type { Epoch } from '../contract/lineage.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../contract/webhook-entities.ts';

/** Unix milliseconds. */
type Time = number;
/** 0 or 1: SQLite has no booleans. */
type Flag = number;
/** Lossless JSON, in both stores. */
type JsonText = string;

/** Columns of an entity: `taskId` is `task_id`, objects are JSON, booleans are flags. */
export type Columns<Entity> = {
  -readonly [Name in keyof Entity as SnakeCase<Name & string>]: ColumnOf<Entity[Name]>;
};
type ColumnOf<Value> = Value extends boolean ? Flag : Value extends object ? JsonText : Value;
type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : '';

export interface RecordingsTable extends Columns<Recording> {
  /** Generated: `ended_at`, or a number above all times if `ended_at` is null. */
  ended_order: ColumnType<number, never, never>;
  /** Whether `next_action_at` is the expiry of a lease. */
  leased: Flag;
}

/** Index of labels: a row for each label of a recording. */
interface RecordingLabelsTable {
  recording_id: string;
  name: string;
  value: string;
}

export interface ChangesTable extends Columns<Omit<RecordingChange, 'seq' | 'epoch' | 'from' | 'to'>> {
  /** Null in PostgreSQL until the change is numbered. */
  seq: ColumnType<number | null, number | undefined, never>;
  from_state: RecordingChange['from'];
  to_state: RecordingChange['to'];
}

/** One row: the last sequence number and the current epoch. */
interface ChangeCounterTable {
  id: number;
  last_seq: number;
  /** Current epoch. Null before the first start of a version with epochs. */
  epoch: string | null;
  instance: string | null;
}

export type FilesTable = Columns<RecordingFile>;
export type OrphansTable = Columns<Orphan>;
export type CallbacksTable = Columns<Callback>;
export type WebhookEndpointsTable = Columns<WebhookEndpoint>;

export interface WebhookDeliveriesTable extends Columns<WebhookDelivery> {
  /** Whether `next_action_at` is the expiry of a lease. */
  leased: Flag;
}

export interface IdempotencyKeysTable extends Columns<IdempotencyKey> {
  /** Whether the key may be used again. `recording_id` is then the failed recording. */
  released: Flag;
  /** Recording of the previous use, if the previous use was the same call and released the key. */
  retry_of: string | null;
}

/** Time of the next free slot of an action, with a fraction. */
interface SlotsTable {
  action: string;
  free_at: Time;
}

/** Latest report on the session of a room. */
interface SessionsTable {
  account: string;
  room: string;
  session_id: string;
  is_over: Flag;
  seen_at: Time;
}

/** One row, written to check that the store works. */
interface ProbeTable {
  id: number;
  at: Time;
}

/** Nonces of callbacks, with the hash of the only valid body. */
interface CallbackNoncesTable {
  nonce: string;
  body: string;
  until: Time;
}

/** Names of one-time rewrites that are done. */
interface CleanUpsTable {
  name: string;
}

/** Tables of both stores. */
export interface Schema {
  recordings: RecordingsTable;
  recording_labels: RecordingLabelsTable;
  changes: ChangesTable;
  change_counter: ChangeCounterTable;
  epochs: Columns<Epoch>;
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
