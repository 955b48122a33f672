import type { Selectable } from 'kysely';
import type { Lineage } from '../contract/lineage.ts';
import { membersOf } from '../contract/json-text.ts';
import type { RecordingChange, RecordingFile, IdempotencyKey, Orphan } from '../contract/entities.ts';
import type { ChangesTable, FilesTable, IdempotencyKeysTable, OrphansTable } from './schema.ts';

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
