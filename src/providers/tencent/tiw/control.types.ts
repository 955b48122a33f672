import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../../input/nullable-fields.ts';
import { derivedInput, sameInput } from '../../../input/derived-input.ts';
import { TaskId } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { ControlPayload } from '../../../graphql/recordings/payloads.ts';
import { TiwInterrupt, TiwOmittedDuration, TiwVideoInfo } from './result.types.ts';
import { RequestIdField, SdkAppIdField, TiwRegionField } from '../shared/common-fields.ts';

@InputType({ description: 'Identifies the whiteboard recording to pause.' })
export class TiwPauseOnlineRecordInput {
  @TiwRegionField()
  region?: string;

  @SdkAppIdField()
  sdkAppId!: number;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TIW's answer to PauseOnlineRecord.", simpleResolvers: true })
export class TiwPauseOnlineRecordPayload extends ControlPayload {
  @RequestIdField()
  requestId?: string;
}

export type TiwResumeOnlineRecordInput = TiwPauseOnlineRecordInput;
export const TiwResumeOnlineRecordInput = sameInput(
  TiwPauseOnlineRecordInput,
  'TiwResumeOnlineRecordInput',
  'Identifies the whiteboard recording to resume.',
);

@ObjectType({ description: "TIW's answer to ResumeOnlineRecord.", simpleResolvers: true })
export class TiwResumeOnlineRecordPayload extends TiwPauseOnlineRecordPayload {}

export type TiwStopOnlineRecordInput = TiwPauseOnlineRecordInput;
export const TiwStopOnlineRecordInput = sameInput(
  TiwPauseOnlineRecordInput,
  'TiwStopOnlineRecordInput',
  'Identifies the whiteboard recording to stop.',
);

@ObjectType({ description: "TIW's answer to StopOnlineRecord.", simpleResolvers: true })
export class TiwStopOnlineRecordPayload extends TiwPauseOnlineRecordPayload {}

export type TiwDescribeOnlineRecordInput = Omit<TiwPauseOnlineRecordInput, 'idempotencyKey'>;
export const TiwDescribeOnlineRecordInput = derivedInput(
  TiwPauseOnlineRecordInput,
  'TiwDescribeOnlineRecordInput',
  'Identifies the whiteboard recording to read.',
  { region: {}, sdkAppId: {}, taskId: {} },
);

@ObjectType({ description: 'State and result of a whiteboard recording.', simpleResolvers: true })
export class TiwDescribeOnlineRecordPayload extends Payload {
  @NullableField(
    () => String,
    'Why the recording ended. The value of a running recording is not documented; treat an empty string as "not ended". AUTO: stopped by itself after a long time without media or whiteboard activity; USER_CALL: StopOnlineRecord was called; EXCEPTION: ended by a fault; FORCE_STOP: stopped by the service, because it was paused over 90 minutes or is older than 24 hours. Other values are possible, and kept.',
  )
  finishReason?: string;

  @NullableField(() => String, 'Id of the recording.')
  taskId?: string;

  @NullableField(
    () => String,
    'State of the recording. PREPARED: joining the room and starting; RECORDING: recording; PAUSED: paused; STOPPED: stopped, result being processed and uploaded; FINISHED: result is ready. Other values are possible, and kept.',
  )
  status?: string;

  @NullableField(() => UInt32, 'Room id.')
  roomId?: number;

  @NullableField(() => String, 'Chat group that carries the whiteboard signals.')
  groupId?: string;

  @NullableField(() => String, 'User id under which the recorder joined.')
  recordUserId?: string;

  @NullableField(() => Int64, 'Actual start of the recording; 0: never started. In Unix seconds.')
  recordStartTime?: bigint;

  @NullableField(() => Int64, 'Actual end of the recording. In Unix seconds.')
  recordStopTime?: bigint;

  @NullableField(() => Int64, 'Length of the replay. In milliseconds.')
  totalTime?: bigint;

  @NullableField(() => Int, 'Number of faults during the recording.')
  exceptionCnt?: number;

  @NullableField(
    () => [TiwOmittedDuration],
    'Pauses left out of the joined video. Meaningful only if pieces are joined (concat).',
  )
  omittedDurations?: TiwOmittedDuration[];

  @NullableField(() => [TiwVideoInfo], 'Resulting videos.')
  videoInfos?: TiwVideoInfo[];

  @NullableField(() => String, 'Replay address for the signalling player. Only in video generation mode.')
  replayUrl?: string;

  @NullableField(() => [TiwInterrupt], 'Stream interruptions, one entry per user.')
  interrupts?: TiwInterrupt[];

  @RequestIdField()
  requestId?: string;
}
