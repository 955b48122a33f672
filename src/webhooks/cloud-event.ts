import { z } from 'zod';
import { cursorOf } from '../events/cursor.ts';
import type { RecordingEvent } from '../events/change-feed.ts';
import type { RecordingFile } from '../ledger/contract/entities.ts';
import { Evidence, RecordingCause, RecordingState } from '../domain/recording.ts';

// The body of webhooks, a part of the public API. schemas/recording-event.schema.json is printed from it.

const time = z.iso.datetime().describe('A moment in UTC, with milliseconds.');
const digits = z.string().regex(/^\d+$/).describe('An integer, as decimal digits.');
/** Digits of the largest sequence number. With leading zeros, texts sort as the numbers do. */
const SEQUENCE_DIGITS = 16;
const texts = z.record(z.string(), z.string());

const change = z
  .strictObject({
    number: z.int().min(1).describe('Number of the change within the recording, from 1, without gaps.'),
    kind: z
      .enum(['STATE', 'FILE', 'SUPERSEDED', 'LABELS'])
      .describe('Kind of the change: of the state, of a file, of supersededBy, or of the labels.'),
    at: time.describe('Time at which the server stored the change.'),
    from: z.enum(RecordingState).nullable().describe('State before the change. Null for the first change.'),
    to: z.enum(RecordingState).describe('State after the change; for a file change, the current state.'),
    cause: z.enum(RecordingCause).nullable().describe('Reason for the change. Null: none is known.'),
    evidence: z.enum(Evidence).describe('How the server learned of the change.'),
    file: z.string().nullable().describe('Name of the new or changed file. Null unless kind is FILE.'),
    fileTaskId: z.string().nullable().describe('Replaced task that made the file. Null: the task of the recording.'),
  })
  .describe('The change.');

const recording = z
  .strictObject({
    id: z.string().describe('Recording.id.'),
    product: z.string().describe('Product that makes the recording.'),
    account: z.string().describe('Vendor application: SdkAppId, BizId or app key.'),
    room: z.string().nullable(),
    taskId: z.string().nullable().describe("Vendor's id of the task. Null: not assigned yet."),
    state: z
      .enum(RecordingState)
      .describe('State at the time at which the event was built, possibly after later changes.'),
    cause: z.enum(RecordingCause).nullable(),
    evidence: z.enum(Evidence),
    wanted: z.enum(['RECORDING', 'STOPPED']).describe('The state that the server works towards.'),
    labels: texts.describe('Labels given at the start.'),
    metadata: texts.describe('Metadata given at the start.'),
    createdAt: time,
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    filesOverdueAt: time
      .nullable()
      .describe(
        'Time at which the wait for files ran out. Null: the wait did not run out, or all files are confirmed since.',
      ),
    stopBy: time.nullable(),
    controllableUntil: time.nullable(),
    retryOf: z
      .string()
      .nullable()
      .describe('Id of the FAILED recording that this recording retries. Null: not a retry.'),
    supersededBy: z.string().nullable().describe('Id of the retry of this recording. Null: not retried.'),
  })
  .describe('The recording at the time at which the event was built.');

const file = z
  .strictObject({
    name: z.string(),
    taskId: z.string().nullable().describe('Replaced task that made the file. Null: the task of the recording.'),
    state: z.enum(['RECORDING', 'PROCESSING', 'READY', 'FAILED', 'HELD_BY_VENDOR']),
    reasonCode: z.string().nullable().describe("Vendor's code for `reason`, such as 311.2."),
    reason: z.string().nullable().describe("Why the file failed or was not delivered, in the vendor's words."),
    userId: z.string().nullable(),
    track: z.string().nullable(),
    format: z.string().nullable(),
    url: z.string().nullable().describe('Download address. Null: the vendor reported none.'),
    sizeBytes: digits.nullable(),
    beginsAt: time.nullable(),
    endsAt: time.nullable(),
  })
  .describe('The file. Absent unless change.kind is FILE.');

/** A CloudEvents 1.0 event in structured JSON. */
export const RECORDING_EVENT = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z
      .string()
      .describe(
        'Recording and number of the change: <recording id>.<number>; after the first epoch of the ledger: <recording id>.<number>.<epoch>.',
      ),
    source: z.string().describe('/recordings/<recording id>'),
    type: z
      .string()
      .regex(/^tapedeck\.recording\.[a-z_]+$/)
      .describe(
        'tapedeck.recording.<state in lower case>, tapedeck.recording.file, tapedeck.recording.superseded, or tapedeck.recording.labels.',
      ),
    subject: z.string().describe('Recording.id.'),
    time,
    datacontenttype: z.literal('application/json'),
    sequence: z
      .string()
      .regex(new RegExp(`^\\d{${SEQUENCE_DIGITS}}$`))
      .describe(
        `Number of the change over all recordings, unique within its epoch: ${SEQUENCE_DIGITS} digits with leading zeros, so that texts sort like numbers.`,
      ),
    epoch: z
      .string()
      .describe('Epoch of the ledger in which the number was assigned. Restoring a backup begins a new epoch.'),
    cursor: z.string().describe('Cursor of the change, for `after` of subscriptions and of replayWebhook.'),
    data: z.strictObject({ change, recording, file: file.optional() }),
  })
  .describe('A change of a recording, as sent to webhooks: a CloudEvents 1.0 event.');

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
