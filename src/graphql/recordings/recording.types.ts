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

/** A recording as clients see it. Its fields `files` and `changes` are read by a resolver. Times are Unix milliseconds. */
@ObjectType('Recording', {
  implements: Node,
  description:
    'A recording in the ledger of this server: started here, or taken over. It is looked after until it has ended, also when no client asks.',
  simpleResolvers: true,
})
export class RecordingType implements Node {
  id!: string;

  /** What the vendor said about the files as a whole; no field of the schema. */
  results!: Results | null;

  /** The number of its last change; no field of the schema. Absent in answers of older versions that are given again. */
  lastChange?: number;

  /** How many tasks of repeated starts are not known at all; no field of the schema. */
  unknownTasks!: number;

  @Field(() => RecordingProduct, { description: 'The recorder that makes it.' })
  product!: string;

  @Field(() => String, { description: "The vendor's application: SdkAppId, BizId or app key." })
  account!: string;

  @Field(() => String, { nullable: true, description: 'The room it is made in. Null where there is none.' })
  room!: string | null;

  @Field(() => RecordingState, { description: 'Where it stands.' })
  state!: RecordingState;

  @Field(() => RecordingCause, { nullable: true, description: 'Why it is in this state, where there is a reason.' })
  cause!: RecordingCause | null;

  @Field(() => Evidence, { description: 'How the server knows the state.' })
  evidence!: Evidence;

  @Field(() => String, {
    description: 'In words: how it stands, why, and what to do where something is to be done. For people; may change.',
  })
  explanation!: string;

  @Field(() => RecordingGoal, { description: 'What the server works towards.' })
  wanted!: Life['wanted'];

  @Field(() => String, { nullable: true, description: "The vendor's id of it. Null while the vendor has given none." })
  taskId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The mark by which the vendor knows it beside its id: the id of its recorder in the room (TIW, TRTC_ROOM), the recordId (TRTC_WEB), or a tag in extra (RONGCLOUD). Null for GME.',
  })
  vendorKey!: string | null;

  @Field(() => DateTime, { description: 'When it was put into the ledger.' })
  createdAt!: number;

  @Field(() => DateTime, { description: 'When it last changed in the ledger.' })
  updatedAt!: number;

  @Field(() => DateTime, { description: 'When its state or one of its files last changed.' })
  changedAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When the last attempt of its start was sent.' })
  sentAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it began to record, by the clock of the vendor where it gives a time.',
  })
  startedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it is paused. Null unless it is PAUSED.' })
  pausedAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it ended, by the clock of the vendor where it gives a time; otherwise when the end was seen.',
  })
  endedAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the time for its files was over, while it is INCOMPLETE because the vendor has not confirmed all of them since. Null in all other cases. `cause` goes on telling why it ended.',
  })
  filesOverdueAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the server stops it, if nobody has until then.' })
  stopBy!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when the vendor lets it be stopped; the server stops it before. Null: as long as it runs, or not known.',
  })
  controllableUntil!: number | null;

  @Field(() => Int, {
    description:
      'How often its start was sent: more than once where the server had to repeat it; 0 when it was taken over.',
  })
  attempts!: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'The recording of the earlier call with the same idempotency key, which is FAILED for a reason that a retry can get past. Null: this is no such retry.',
  })
  retryOf!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The recording of the later call with the same idempotency key: the retry of this one, which is FAILED. Null: there was no retry under its key.',
  })
  supersededBy!: string | null;

  @Field(() => [Capability], {
    description:
      'What can be done with it as it now stands: any other action is refused, or changes nothing. Empty: nothing. What the vendor knows and the server does not yet can still make the vendor refuse.',
  })
  availableActions!: readonly Capability[];

  @Field(() => [Capability], {
    description: 'What recordings of its product can do at all, however it stands. For buttons take availableActions.',
  })
  productCapabilities!: readonly Capability[];

  @Field(() => [Capability], {
    description: 'As productCapabilities.',
    deprecationReason:
      'It says nothing of the recording: ask for availableActions, or for productCapabilities where that is meant.',
  })
  capabilities!: readonly Capability[];

  @Field(() => [NameValueType], { description: 'Your labels.' })
  labels!: readonly NameValueType[];

  @Field(() => [NameValueType], { description: 'Your metadata.' })
  metadata!: readonly NameValueType[];

  @Field(() => [RecordingErrorType], {
    description:
      'What went wrong last with its start or its stop; empty when nothing did. Of a recording that FAILED there is always a reason.',
  })
  errors!: readonly ErrorEntry[];
}

@ObjectType('RecordingFile', {
  description: 'A file of a recording, as far as the vendor has told of it.',
  simpleResolvers: true,
})
export class RecordingFileType {
  @Field(() => String, { description: 'Its name at the vendor, unique in its task.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The task that made it, where that is a task which a repeat of the start replaced. Null: the task of the recording.',
  })
  taskId!: string | null;

  @Field(() => RecordingFileState, { description: 'How far it is.' })
  state!: FileReport['state'];

  @Field(() => String, {
    nullable: true,
    description: "Why it FAILED or is HELD_BY_VENDOR, in the vendor's words. Null where the vendor gives none.",
  })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The vendor's code of `reason`. For TRTC the number of the event and its status, as 311.2. Null where there is none.",
  })
  reasonCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Whose file it is. Null for a mixed one, or when not told.' })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: "What is in it, in the vendor's words, as audio_video." })
  track!: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of file, as mp4.' })
  format!: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be fetched, where the vendor tells an address.' })
  url!: string | null;

  @Field(() => Int64, { nullable: true, description: 'Size, in bytes.' })
  sizeBytes!: bigint | null;

  @Field(() => DateTime, { nullable: true, description: 'Begin of what is in it.' })
  beginsAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'End of what is in it.' })
  endsAt!: number | null;
}

@ObjectType('Orphan', {
  description: 'A task that a vendor runs and no recording of the ledger owns. It may be billed.',
  simpleResolvers: true,
})
export class OrphanType {
  @Field(() => RecordingProduct, { description: 'The recorder that runs it.' })
  product!: string;

  @Field(() => String, { description: "The vendor's id of it." })
  taskId!: string;

  @Field(() => String, { description: "The vendor's application: SdkAppId, BizId or app key." })
  account!: string;

  @Field(() => String, { nullable: true, description: 'Its room, where the vendor tells it.' })
  room!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it began, where the vendor tells it.' })
  startedAt!: number | null;

  @Field(() => DateTime, { description: 'When this server first saw it.' })
  firstSeenAt!: number;

  @Field(() => DateTime, { description: 'When this server last saw it.' })
  lastSeenAt!: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'The recording whose start made it a second time: the server stops it. Null: nobody here started it, and it is left alone; adoptRecording takes it over.',
  })
  surplusOf!: string | null;
}
