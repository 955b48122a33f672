import type { Selectable } from 'kysely';
import type { Lineage } from '../contract/lineage.ts';
import { membersOf } from '../contract/json-text.ts';
import type { ChangeRow, FileRow, KeyRow, OrphanRow } from '../contract/rows.ts';
import type { ChangesTable, FilesTable, IdempotencyKeysTable, OrphansTable } from './schema.ts';

/** Maps a change with a sequence number. */
export function toChange(record: Selectable<ChangesTable>, lineage: Lineage): ChangeRow {
  return {
    seq: record.seq!,
    epoch: lineage.epochOf(record.seq!),
    recordingId: record.recording_id,
    number: record.number,
    kind: record.kind,
    file: record.file,
    fileTask: record.file_task,
    at: record.at,
    from: record.from_state,
    to: record.to_state,
    cause: record.cause,
    evidence: record.evidence,
  };
}

export function toFile(record: Selectable<FilesTable>): FileRow {
  return {
    recordingId: record.recording_id,
    taskId: record.task_id,
    name: record.name,
    state: record.state,
    reasonCode: record.reason_code,
    reason: record.reason,
    userId: record.user_id,
    track: record.track,
    format: record.format,
    url: record.url,
    sizeBytes: record.size_bytes,
    beginsAt: record.begins_at,
    endsAt: record.ends_at,
    seenAt: record.seen_at,
  };
}

export function toKey(record: Selectable<IdempotencyKeysTable>): KeyRow {
  return {
    key: record.key,
    operation: record.operation,
    inputHash: record.input_hash,
    recordingId: record.recording_id,
    result: record.result,
    createdAt: record.created_at,
    leaseUntil: record.lease_until,
    fence: record.fence,
  };
}

export function toOrphan(record: Selectable<OrphansTable>): OrphanRow {
  return {
    product: record.product,
    taskId: record.task_id,
    account: record.account,
    room: record.room,
    ref: membersOf(record.ref),
    surplusOf: record.surplus_of,
    startedAt: record.started_at,
    firstSeenAt: record.first_seen_at,
    lastSeenAt: record.last_seen_at,
    nextActionAt: record.next_action_at,
    fence: record.fence,
    tries: record.tries,
  };
}
