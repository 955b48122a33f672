import { z } from 'zod';
import { cursorOf } from '../events/cursor.ts';
import type { RecordingEvent } from '../events/change-feed.ts';
import type { RecordingFile } from '../ledger/contract/entities.ts';
import { Evidence, RecordingCause, RecordingState } from '../domain/recording.ts';

// The body of webhooks, a part of the public API. schemas/recording-event.schema.json is printed from it.

const time = z.iso.datetime().describe('A moment in UTC, with milliseconds.');
const digits = z.string().regex(/^\d+$/).describe('A whole number, as its digits.');
/** Digits of the largest sequence number. With leading zeros, texts sort as the numbers do. */
const SEQUENCE_DIGITS = 16;
const texts = z.record(z.string(), z.string());

const change = z
  .strictObject({
    number: z.int().min(1).describe('Its number in the recording: from 1, without a gap.'),
    kind: z
      .enum(['STATE', 'FILE', 'SUPERSEDED', 'LABELS'])
      .describe('What changed: the state of the recording, one of its files, its supersededBy, or its labels.'),
    at: time.describe('When the server put it down.'),
    from: z.enum(RecordingState).nullable().describe('The state before. Null for the first change.'),
    to: z.enum(RecordingState).describe('The state from then on.'),
    cause: z.enum(RecordingCause).nullable().describe('Why, where there is a reason.'),
    evidence: z.enum(Evidence).describe('How the server knew.'),
    file: z.string().nullable().describe('The name of the file that is new or changed. Null for a change of state.'),
    fileTaskId: z
      .string()
      .nullable()
      .describe('The replaced task that made that file. Null: the task of the recording.'),
  })
  .describe('The change that this event tells.');

const recording = z
  .strictObject({
    id: z.string().describe('The id of the recording in this server.'),
    product: z.string().describe('The recorder that makes it.'),
    account: z.string().describe("The vendor's application."),
    room: z.string().nullable(),
    taskId: z.string().nullable().describe("The vendor's id of it."),
    state: z.enum(RecordingState).describe('Where it stands now: at this change, or later.'),
    cause: z.enum(RecordingCause).nullable(),
    evidence: z.enum(Evidence),
    wanted: z.enum(['RECORDING', 'STOPPED']).describe('What the server works towards.'),
    labels: texts.describe('Your labels.'),
    metadata: texts.describe('Your metadata.'),
    createdAt: time,
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    filesOverdueAt: time
      .nullable()
      .describe('When the time for its files was over, while not all are confirmed since. Null in all other cases.'),
    stopBy: time.nullable(),
    controllableUntil: time.nullable(),
    retryOf: z
      .string()
      .nullable()
      .describe('The recording of the earlier call with the same idempotency key, which failed and could be retried.'),
    supersededBy: z.string().nullable().describe('The recording of the later call with the same idempotency key.'),
  })
  .describe('The recording as it stood when the event was made.');

const file = z
  .strictObject({
    name: z.string(),
    taskId: z.string().nullable().describe('The replaced task that made the file. Null: the task of the recording.'),
    state: z.enum(['RECORDING', 'PROCESSING', 'READY', 'FAILED', 'HELD_BY_VENDOR']),
    reasonCode: z.string().nullable().describe("The vendor's code of the reason, as 311.2."),
    reason: z.string().nullable().describe("Why the file failed or was not delivered, in the vendor's words."),
    userId: z.string().nullable(),
    track: z.string().nullable(),
    format: z.string().nullable(),
    url: z.string().nullable().describe('Where it can be fetched, as the vendor told it.'),
    sizeBytes: digits.nullable(),
    beginsAt: time.nullable(),
    endsAt: time.nullable(),
  })
  .describe('The file, where the event tells of one.');

/** A CloudEvents 1.0 event in structured JSON. */
export const RECORDING_EVENT = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z
      .string()
      .describe(
        'The recording and the number of the change: <recording id>.<number>. For changes in a later epoch of the ledger than the first: <recording id>.<number>.<epoch>.',
      ),
    source: z.string().describe('/recordings/<recording id>'),
    type: z
      .string()
      .regex(/^tapedeck\.recording\.[a-z_]+$/)
      .describe(
        'tapedeck.recording.<state in lower case>, tapedeck.recording.file, tapedeck.recording.superseded, or tapedeck.recording.labels.',
      ),
    subject: z.string().describe('The id of the recording.'),
    time,
    datacontenttype: z.literal('application/json'),
    sequence: z
      .string()
      .regex(new RegExp(`^\\d{${SEQUENCE_DIGITS}}$`))
      .describe(
        'The number of the change over all recordings, in the order of their commits: ' +
          `${SEQUENCE_DIGITS} digits, zeros in front, so that texts sort as the numbers do. Numbers of one epoch are never told twice.`,
      ),
    epoch: z.string().describe('The epoch of the ledger that gave the number. A restored backup begins another epoch.'),
    cursor: z.string().describe('The change as the API names it: `after` of subscriptions and of replayWebhook.'),
    data: z.strictObject({ change, recording, file: file.optional() }),
  })
  .describe('A change of a recording, as Tapedeck sends it to webhooks: a CloudEvents 1.0 event.');

export type RecordingCloudEvent = z.infer<typeof RECORDING_EVENT>;

/** Returns the JSON Schema for receivers. It allows additional members, so that later versions can add some. */
export function eventSchema(): object {
  const schema = z.toJSONSchema(RECORDING_EVENT, {
    override({ jsonSchema }) {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern; // repeats the format, in 300 characters
    },
  });
  return { title: 'RecordingEvent', ...schema };
}

/** Returns the body for an event. Ids of events in `firstEpoch` have no epoch. `row` is the file of the event, if any. */
export function cloudEventOf(
  { change, recording }: RecordingEvent,
  firstEpoch: string,
  row?: RecordingFile,
): RecordingCloudEvent {
  const epoch = change.epoch === firstEpoch ? '' : `.${change.epoch}`;
  return {
    specversion: '1.0',
    id: `${change.recordingId}.${change.number}${epoch}`,
    source: `/recordings/${change.recordingId}`,
    type: `tapedeck.recording.${(change.kind === 'STATE' ? change.to : change.kind).toLowerCase()}`,
    subject: change.recordingId,
    time: iso(change.at),
    datacontenttype: 'application/json',
    sequence: String(change.seq).padStart(SEQUENCE_DIGITS, '0'),
    epoch: change.epoch,
    cursor: cursorOf(change),
    data: {
      change: {
        number: change.number,
        kind: change.kind,
        at: iso(change.at),
        from: change.from,
        to: change.to,
        cause: change.cause,
        evidence: change.evidence,
        file: change.file,
        fileTaskId: change.fileTask || null,
      },
      recording: recordingOf(recording),
      ...(row && { file: fileOf(row) }),
    },
  };
}

function recordingOf(row: RecordingEvent['recording']): RecordingCloudEvent['data']['recording'] {
  const { id, product, account, room, taskId, state, cause, evidence, wanted } = row;
  return {
    id,
    product,
    account,
    room,
    taskId,
    state,
    cause,
    evidence,
    wanted,
    labels: { ...row.labels },
    metadata: { ...row.metadata },
    createdAt: iso(row.createdAt),
    startedAt: maybeIso(row.begunAt),
    endedAt: maybeIso(row.endedAt),
    filesOverdueAt: maybeIso(row.results?.overdueAt ?? null),
    stopBy: maybeIso(row.stopBy),
    controllableUntil: maybeIso(row.controllableUntil),
    retryOf: row.retryOf,
    supersededBy: row.supersededBy,
  };
}

function fileOf(row: RecordingFile): RecordingCloudEvent['data']['file'] {
  const { name, state, reasonCode, reason, userId, track, format, url, sizeBytes, beginsAt, endsAt } = row;
  const size = sizeBytes === null ? null : String(BigInt(sizeBytes)); // never 1e+21
  return {
    name,
    taskId: row.taskId || null,
    state,
    reasonCode,
    reason,
    userId,
    track,
    format,
    url,
    sizeBytes: size,
    beginsAt: maybeIso(beginsAt),
    endsAt: maybeIso(endsAt),
  };
}

const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** Returns null for a vendor's time that is out of range. */
function maybeIso(ms: number | null): string | null {
  return ms === null || !(ms >= 0 && ms <= LAST_INSTANT) ? null : iso(ms);
}
