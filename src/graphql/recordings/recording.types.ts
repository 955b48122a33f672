import { Field, ID, Int, ObjectType } from 'type-graphql';
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

  @Field(() => String, { nullable: true, description: 'Recorded room. Null: the recording has no room.' })
  room!: string | null;

  @Field(() => RecordingState, { description: 'Current state.' })
  state!: RecordingState;

  @Field(() => RecordingCause, { nullable: true, description: 'Reason for the state. Null: none is known.' })
  cause!: RecordingCause | null;

  @Field(() => Evidence, { description: 'How the server knows the state.' })
  evidence!: Evidence;

  @Field(() => String, {
    description: 'State, reason and next step in words. For people; the wording may change.',
  })
  explanation!: string;

  @Field(() => RecordingGoal, { description: 'The state that the server works towards.' })
  wanted!: Life['wanted'];

  @Field(() => String, { nullable: true, description: "Vendor's id of the task. Null: not assigned yet." })
  taskId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Mark in addition to taskId by which the vendor knows the recording: recorder's user id (TIW, TRTC_ROOM), recordId (TRTC_WEB), tag in extra (RONGCLOUD). Null for GME.",
  })
  vendorKey!: string | null;

  @Field(() => DateTime, { description: 'Time of creation in this server.' })
  createdAt!: number;

  @Field(() => DateTime, { description: 'Time of the last update in this server.' })
  updatedAt!: number;

  @Field(() => DateTime, { description: 'Time of the last change of the state or a file.' })
  changedAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'Time of the last attempt to send the start. Null: not sent.' })
  sentAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "Start of the recording, by the vendor's clock if the vendor reports it. Null: not started or unknown.",
  })
  startedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Start of the current pause. Null unless state is PAUSED.' })
  pausedAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "End of the recording, by the vendor's clock if the vendor reports it; otherwise the time at which the end was seen. Null: not ended.",
  })
  endedAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Time at which the wait for files ran out. Null unless state is INCOMPLETE because the vendor has not confirmed all files. `cause` still gives the reason for the end.',
  })
  filesOverdueAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time at which the server stops the recording. Null: no such time.',
  })
  stopBy!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Time until which the vendor accepts a stop; the server stops the recording before it. Null: unlimited or unknown.',
  })
  controllableUntil!: number | null;

  @Field(() => Int, {
    description:
      'Number of times the start was sent: 0 for an adopted recording, more than 1 if the server repeated the start.',
  })
  attempts!: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the FAILED recording that this recording retries under the same idempotency key. Null: not a retry.',
  })
  retryOf!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the retry under the same idempotency key. Null: this recording was not retried.',
  })
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

  @Field(() => String, {
    nullable: true,
    description:
      'Task that made the file, if a repeated start replaced that task. Null: the current task of the recording.',
  })
  taskId!: string | null;

  @Field(() => RecordingFileState, { description: 'State of the file.' })
  state!: FileReport['state'];

  @Field(() => String, {
    nullable: true,
    description: "Why the state is FAILED or HELD_BY_VENDOR, in the vendor's words. Null: the vendor gave no reason.",
  })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Vendor's code for `reason`; for TRTC the event number and status, such as 311.2. Null: none.",
  })
  reasonCode!: string | null;

  @Field(() => String, { nullable: true, description: 'User in the file. Null: a mixed file, or unknown.' })
  userId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Content, as the vendor names it, such as audio_video. Null: unknown.',
  })
  track!: string | null;

  @Field(() => String, { nullable: true, description: 'File format, such as mp4. Null: unknown.' })
  format!: string | null;

  @Field(() => String, { nullable: true, description: 'Download address. Null: the vendor reported none.' })
  url!: string | null;

  @Field(() => Int64, { nullable: true, description: 'Size. In bytes. Null: unknown.' })
  sizeBytes!: bigint | null;

  @Field(() => DateTime, { nullable: true, description: 'Time at which the content begins. Null: unknown.' })
  beginsAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Time at which the content ends. Null: unknown.' })
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

  @Field(() => String, { nullable: true, description: 'Room of the task. Null: the vendor did not report it.' })
  room!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Start of the task. Null: the vendor did not report it.' })
  startedAt!: number | null;

  @Field(() => DateTime, { description: 'Time at which this server first saw the task.' })
  firstSeenAt!: number;

  @Field(() => DateTime, { description: 'Time at which this server last saw the task.' })
  lastSeenAt!: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the recording whose start created this duplicate task; the server stops the task. Null: started elsewhere and left alone; adoptRecording takes the task over.',
  })
  surplusOf!: string | null;
}
