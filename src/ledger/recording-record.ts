import type { Selectable } from 'kysely';
import { membersOf, textOf, whole } from './json-text.ts';
import type { RecordingRow } from './rows.ts';
import type { RecordingsTable } from './schema.ts';

/** A recording as its table has it. */
export type RecordingRecord = Omit<Selectable<RecordingsTable>, 'leased'>;

export function toRecord(row: RecordingRow): RecordingRecord {
  return {
    id: row.id,
    product: row.product,
    account: row.account,
    room: row.room,
    state: row.state,
    cause: row.cause,
    evidence: row.evidence,
    wanted: row.wanted,
    attempt: row.attempt,
    task_id: row.taskId,
    accepted: row.accepted ? 1 : 0,
    begun_at: whole(row.begunAt),
    paused_at: whole(row.pausedAt),
    resumed_at: whole(row.resumedAt),
    ended_at: whole(row.endedAt),
    stop_wanted_at: whole(row.stopWantedAt),
    vendor_key: row.vendorKey,
    ref: textOf(row.ref),
    results: textOf(row.results),
    params: textOf(row.params),
    answer: textOf(row.answer),
    errors: textOf(row.errors),
    labels: textOf(row.labels),
    metadata: textOf(row.metadata),
    created_at: whole(row.createdAt),
    updated_at: whole(row.updatedAt),
    sent_at: whole(row.sentAt),
    stop_by: whole(row.stopBy),
    controllable_until: whole(row.controllableUntil),
    next_action_at: whole(row.nextActionAt),
    urgent_at: whole(row.urgentAt),
    fence: row.fence,
    tries: row.tries,
    news_at: whole(row.newsAt),
    last_change: row.lastChange,
  };
}

export function toRow(record: RecordingRecord): RecordingRow {
  return {
    id: record.id,
    product: record.product,
    account: record.account,
    room: record.room,
    state: record.state,
    cause: record.cause,
    evidence: record.evidence,
    wanted: record.wanted,
    attempt: record.attempt,
    taskId: record.task_id,
    accepted: record.accepted === 1,
    begunAt: record.begun_at,
    pausedAt: record.paused_at,
    resumedAt: record.resumed_at,
    endedAt: record.ended_at,
    stopWantedAt: record.stop_wanted_at,
    vendorKey: record.vendor_key,
    ref: membersOf(record.ref),
    results: membersOf(record.results) as RecordingRow['results'],
    params: membersOf(record.params),
    answer: membersOf(record.answer),
    errors: membersOf(record.errors) as RecordingRow['errors'],
    labels: membersOf(record.labels) as RecordingRow['labels'],
    metadata: membersOf(record.metadata) as RecordingRow['metadata'],
    createdAt: record.created_at,
    updatedAt: record.updated_at,
    sentAt: record.sent_at,
    stopBy: record.stop_by,
    controllableUntil: record.controllable_until,
    nextActionAt: record.next_action_at,
    urgentAt: record.urgent_at,
    fence: record.fence,
    tries: record.tries,
    newsAt: record.news_at,
    lastChange: record.last_change,
  };
}
