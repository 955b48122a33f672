import type { Selectable } from 'kysely';
import type { Lineage } from '../contract/lineage.ts';
import { membersOf, textOf } from '../contract/json-text.ts';
import type { RecordingChange, RecordingFile, IdempotencyKey, Orphan } from '../contract/entities.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../contract/webhook-entities.ts';
import type {
  ChangesTable,
  Columns,
  FilesTable,
  IdempotencyKeysTable,
  OrphansTable,
  WebhookDeliveriesTable,
  WebhookEndpointsTable,
} from './schema.ts';

/** Returns the columns of some members of an entity. Rounds numbers, because integer columns reject vendors' fractions. */
export function columnsOf<Members extends object>(members: Members): Columns<Members> {
  const columns = Object.entries(members).map(([name, value]: [string, unknown]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    typeof value === 'number' ? Math.round(value) : typeof value === 'object' && value ? textOf(value) : value,
  ]);
  return Object.fromEntries(columns) as Columns<Members>;
}

/** Maps a change with a sequence number. */
export function toChange(row: Selectable<ChangesTable>, lineage: Lineage): RecordingChange {
  return {
    seq: row.seq!,
    epoch: lineage.epochOf(row.seq!),
    recordingId: row.recording_id,
    number: row.number,
    kind: row.kind,
    file: row.file,
    fileTask: row.file_task,
    at: row.at,
    from: row.from_state,
    to: row.to_state,
    cause: row.cause,
    evidence: row.evidence,
  };
}

export function toFile(row: Selectable<FilesTable>): RecordingFile {
  return {
    recordingId: row.recording_id,
    taskId: row.task_id,
    name: row.name,
    state: row.state,
    reasonCode: row.reason_code,
    reason: row.reason,
    userId: row.user_id,
    track: row.track,
    format: row.format,
    url: row.url,
    sizeBytes: row.size_bytes,
    beginsAt: row.begins_at,
    endsAt: row.ends_at,
    seenAt: row.seen_at,
  };
}

export function toKey(row: Selectable<IdempotencyKeysTable>): IdempotencyKey {
  return {
    key: row.key,
    operation: row.operation,
    inputHash: row.input_hash,
    recordingId: row.recording_id,
    result: row.result,
    createdAt: row.created_at,
    leaseUntil: row.lease_until,
    fence: row.fence,
  };
}

export function toOrphan(row: Selectable<OrphansTable>): Orphan {
  return {
    product: row.product,
    taskId: row.task_id,
    account: row.account,
    room: row.room,
    ref: membersOf(row.ref),
    surplusOf: row.surplus_of,
    startedAt: row.started_at,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    nextActionAt: row.next_action_at,
    fence: row.fence,
    tries: row.tries,
  };
}

export function toEndpoint(row: Selectable<WebhookEndpointsTable>): WebhookEndpoint {
  return {
    id: row.id,
    url: row.url,
    sealedUrl: row.sealed_url,
    description: row.description,
    filter: membersOf(row.filter),
    state: row.state,
    cause: row.cause,
    secret: row.secret,
    oldSecret: row.old_secret,
    oldSecretUntil: row.old_secret_until,
    position: row.position,
    failures: row.failures,
    failingSince: row.failing_since,
    holdUntil: row.hold_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toDelivery(row: Selectable<WebhookDeliveriesTable>): WebhookDelivery {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    seq: row.seq,
    recordingId: row.recording_id,
    body: row.body,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    nextActionAt: row.next_action_at,
    fence: row.fence,
    lastAt: row.last_at,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
