import { Field, ID, Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../input/nullable-fields.ts';
import type { ErrorEntry } from '../../errors.ts';
import { DateTime, Int64 } from '../../input/scalars.ts';
import { RecordingErrorType } from '../payload.ts';
import { RecordingProduct } from './recording-product.ts';
import { NameValueType } from './name-value.types.ts';
import { Node } from './node.types.ts';
import { Capability, type FileReport } from '../../domain/recorder.ts';
import { RecordingFileState, RecordingGoal } from './recording.enums.types.ts';
import { Evidence, RecordingCause, RecordingState, type Life, type Results } from '../../domain/recording.ts';

/** A recording as clients see it. Resolvers read the fields `files` and `changes`. Times are Unix milliseconds. */
@ObjectType('Recording', {
  implements: Node,
  description:
    'A recording that was started through this server or adopted. The server polls the vendor until the recording has ended, whether or not a client asks.',
  simpleResolvers: true,
})
export class RecordingType implements Node {
  id!: string;

  /** The vendor's statements about all files; not a field of the schema. */
  results!: Results | null;

  /** Number of the last change; not a field of the schema. Absent in replayed answers of older versions. */
  lastChange?: number;

  /** How many tasks of repeated starts are not known at all; no field of the schema. */
  unknownTasks!: number;

  @Field(() => RecordingProduct, { description: 'Product that makes the recording.' })
  product!: string;

  @Field(() => String, { description: 'Vendor application: SdkAppId, BizId or app key.' })
  account!: string;

  @NullableField(() => String, 'Recorded room. Null: the recording has no room.')
  room!: string | null;

  @Field(() => RecordingState, { description: 'Current state.' })
  state!: RecordingState;

  @NullableField(() => RecordingCause, 'Reason for the state. Null: none is known.')
  cause!: RecordingCause | null;

  @Field(() => Evidence, { description: 'How the server knows the state.' })
  evidence!: Evidence;

  @Field(() => String, {
    description: 'State, reason and next step in words. For people; the wording may change.',
  })
  explanation!: string;

  @Field(() => RecordingGoal, { description: 'The state that the server works towards.' })
  wanted!: Life['wanted'];

  @NullableField(() => String, "Vendor's id of the task. Null: not assigned yet.")
  taskId!: string | null;

  @NullableField(
    () => String,
    "Mark in addition to taskId by which the vendor knows the recording: recorder's user id (TIW, TRTC_ROOM), recordId (TRTC_WEB), tag in extra (RONGCLOUD). Null for GME.",
  )
  vendorKey!: string | null;

  @Field(() => DateTime, { description: 'Time of creation in this server.' })
  createdAt!: number;

  @Field(() => DateTime, { description: 'Time of the last update in this server.' })
  updatedAt!: number;

  @Field(() => DateTime, { description: 'Time of the last change of the state or a file.' })
  changedAt!: number;

  @NullableField(() => DateTime, 'Time of the last attempt to send the start. Null: not sent.')
  sentAt!: number | null;

  @NullableField(
    () => DateTime,
    "Start of the recording, by the vendor's clock if the vendor reports it. Null: not started or unknown.",
  )
  startedAt!: number | null;

  @NullableField(() => DateTime, 'Start of the current pause. Null unless state is PAUSED.')
  pausedAt!: number | null;

  @NullableField(
    () => DateTime,
    "End of the recording, by the vendor's clock if the vendor reports it; otherwise the time at which the end was seen. Null: not ended.",
  )
  endedAt!: number | null;

  @NullableField(
    () => DateTime,
    'Time at which the wait for files ran out. Null unless state is INCOMPLETE because the vendor has not confirmed all files. `cause` still gives the reason for the end.',
  )
  filesOverdueAt!: number | null;

  @NullableField(() => DateTime, 'Time at which the server stops the recording. Null: no such time.')
  stopBy!: number | null;

  @NullableField(
    () => DateTime,
    'Time until which the vendor accepts a stop; the server stops the recording before it. Null: unlimited or unknown.',
  )
  controllableUntil!: number | null;

  @Field(() => Int, {
    description:
      'Number of times the start was sent: 0 for an adopted recording, more than 1 if the server repeated the start.',
  })
  attempts!: number;

  @NullableField(
    () => ID,
    'Id of the FAILED recording that this recording retries under the same idempotency key. Null: not a retry.',
  )
  retryOf!: string | null;

  @NullableField(() => ID, 'Id of the retry under the same idempotency key. Null: this recording was not retried.')
  supersededBy!: string | null;

  @Field(() => [Capability], {
    description:
      'Actions that the recording accepts now; any other action is refused or has no effect. The vendor can still refuse an action because of a state that the server has not seen yet.',
  })
  availableActions!: readonly Capability[];

  @Field(() => [Capability], {
    description: 'Actions that recordings of this product support in any state. For buttons use availableActions.',
  })
  productCapabilities!: readonly Capability[];

  @Field(() => [Capability], {
    description: 'Same as productCapabilities.',
    deprecationReason:
      'Ignores the state of the recording. Use availableActions, or productCapabilities if that is meant.',
  })
  capabilities!: readonly Capability[];

  @Field(() => [NameValueType], { description: 'Labels given at the start.' })
  labels!: readonly NameValueType[];

  @Field(() => [NameValueType], { description: 'Metadata given at the start.' })
  metadata!: readonly NameValueType[];

  @Field(() => [RecordingErrorType], {
    description: 'Errors of the last failed start or stop. Empty: none. Never empty if state is FAILED.',
  })
  errors!: readonly ErrorEntry[];
}

@ObjectType('RecordingFile', {
  description: 'A file of a recording, as reported by the vendor.',
  simpleResolvers: true,
})
export class RecordingFileType {
  @Field(() => String, { description: "Vendor's name of the file, unique within its task." })
  name!: string;

  @NullableField(
    () => String,
    'Task that made the file, if a repeated start replaced that task. Null: the current task of the recording.',
  )
  taskId!: string | null;

  @Field(() => RecordingFileState, { description: 'State of the file.' })
  state!: FileReport['state'];

  @NullableField(
    () => String,
    "Why the state is FAILED or HELD_BY_VENDOR, in the vendor's words. Null: the vendor gave no reason.",
  )
  reason!: string | null;

  @NullableField(
    () => String,
    "Vendor's code for `reason`; for TRTC the event number and status, such as 311.2. Null: none.",
  )
  reasonCode!: string | null;

  @NullableField(() => String, 'User in the file. Null: a mixed file, or unknown.')
  userId!: string | null;

  @NullableField(() => String, 'Content, as the vendor names it, such as audio_video. Null: unknown.')
  track!: string | null;

  @NullableField(() => String, 'File format, such as mp4. Null: unknown.')
  format!: string | null;

  @NullableField(() => String, 'Download address. Null: the vendor reported none.')
  url!: string | null;

  @NullableField(() => Int64, 'Size. In bytes. Null: unknown.')
  sizeBytes!: bigint | null;

  @NullableField(() => DateTime, 'Time at which the content begins. Null: unknown.')
  beginsAt!: number | null;

  @NullableField(() => DateTime, 'Time at which the content ends. Null: unknown.')
  endsAt!: number | null;
}

@ObjectType('Orphan', {
  description: 'A task that a vendor runs without a recording in this server. May be billed.',
  simpleResolvers: true,
})
export class OrphanType {
  @Field(() => RecordingProduct, { description: 'Product that runs the task.' })
  product!: string;

  @Field(() => String, { description: "Vendor's id of the task." })
  taskId!: string;

  @Field(() => String, { description: 'Vendor application: SdkAppId, BizId or app key.' })
  account!: string;

  @NullableField(() => String, 'Room of the task. Null: the vendor did not report it.')
  room!: string | null;

  @NullableField(() => DateTime, 'Start of the task. Null: the vendor did not report it.')
  startedAt!: number | null;

  @Field(() => DateTime, { description: 'Time at which this server first saw the task.' })
  firstSeenAt!: number;

  @Field(() => DateTime, { description: 'Time at which this server last saw the task.' })
  lastSeenAt!: number;

  @NullableField(
    () => ID,
    'Id of the recording whose start created this duplicate task; the server stops the task. Null: started elsewhere and left alone; adoptRecording takes the task over.',
  )
  surplusOf!: string | null;
}
