import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ApplicationId, TaskId } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { ControlPayload } from '../../../graphql/recordings/payloads.ts';
import { TiwInterrupt, TiwOmittedDuration, TiwVideoInfo } from './result.types.ts';
import { RegionField, TIW_REGION_WORDS } from '../shared/region-field.ts';
import { TIW_REGIONS } from '../api/regions.ts';

@InputType({ description: 'Which whiteboard recording to pause.' })
export class TiwPauseOnlineRecordInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to PauseOnlineRecord.', simpleResolvers: true })
export class TiwPauseOnlineRecordPayload extends ControlPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Which paused whiteboard recording to continue.' })
export class TiwResumeOnlineRecordInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to ResumeOnlineRecord.', simpleResolvers: true })
export class TiwResumeOnlineRecordPayload extends ControlPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Which whiteboard recording to stop.' })
export class TiwStopOnlineRecordInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of TIW to StopOnlineRecord.', simpleResolvers: true })
export class TiwStopOnlineRecordPayload extends ControlPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Which whiteboard recording to read.' })
export class TiwDescribeOnlineRecordInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id of the whiteboard application.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;
}

@ObjectType({ description: 'The state and the result of a whiteboard recording.', simpleResolvers: true })
export class TiwDescribeOnlineRecordPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description:
      'Why the recording ended. Its value while the recording still runs is not documented; treat an empty string as "not ended". AUTO: stopped by itself after a long time without media or whiteboard activity; USER_CALL: StopOnlineRecord was called; EXCEPTION: ended by a fault; FORCE_STOP: stopped by the service: paused over 90 minutes or older than 24 hours. Other values are possible, and kept.',
  })
  finishReason?: string;

  @Field(() => String, { nullable: true, description: 'Id of the real-time recording task.' })
  taskId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'State of the recording. PREPARED: entering the room and starting up; RECORDING: recording; PAUSED: paused; STOPPED: stopped, result being processed and uploaded; FINISHED: result is ready. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => UInt32, { nullable: true, description: 'Room.' })
  roomId?: number;

  @Field(() => String, { nullable: true, description: 'Signalling group.' })
  groupId?: string;

  @Field(() => String, { nullable: true, description: 'Robot id.' })
  recordUserId?: string;

  @Field(() => Int64, {
    nullable: true,
    description: 'When recording really began; 0 when it never did. In Unix seconds.',
  })
  recordStartTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'When recording really ended. In Unix seconds.' })
  recordStopTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'Length of the replay. In milliseconds.' })
  totalTime?: bigint;

  @Field(() => Int, { nullable: true, description: 'How many faults happened on the way.' })
  exceptionCnt?: number;

  @Field(() => [TiwOmittedDuration], {
    nullable: true,
    description: 'Spans left out of the joined video. Meaningful only when pieces are joined (concat).',
  })
  omittedDurations?: TiwOmittedDuration[];

  @Field(() => [TiwVideoInfo], { nullable: true, description: 'Result videos.' })
  videoInfos?: TiwVideoInfo[];

  @Field(() => String, {
    nullable: true,
    description: 'Replay address for the signalling player; video generation mode only.',
  })
  replayUrl?: string;

  @Field(() => [TiwInterrupt], { nullable: true, description: 'Stream breaks per user.' })
  interrupts?: TiwInterrupt[];

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
