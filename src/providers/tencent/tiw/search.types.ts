import { IsOptional } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AtLeast, Between } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { Payload } from '../../../graphql/payload.ts';
import { TiwOmittedDuration, TiwVideoInfo } from './result.types.ts';
import { RequestIdField, SdkAppIdField, TiwRegionField } from '../shared/common-fields.ts';

export enum TiwRunningTaskType {
  TRANSCODE_H5 = 'TranscodeH5',
  TRANSCODE_JPG = 'TranscodeJPG',
  WHITEBOARD_PUSH = 'WhiteboardPush',
  ONLINE_RECORD = 'OnlineRecord',
}

registerEnumType(TiwRunningTaskType, {
  name: 'TiwRunningTaskType',
  description: 'Kind of a whiteboard task.',
  valuesConfig: {
    TRANSCODE_H5: { description: 'Document conversion to HTML5.' },
    TRANSCODE_JPG: { description: 'Document conversion to pictures.' },
    WHITEBOARD_PUSH: { description: 'Whiteboard push.' },
    ONLINE_RECORD: { description: 'Real-time recording.' },
  },
});

@ObjectType({ description: 'An unfinished task of the China site.', simpleResolvers: true })
export class TiwRunningTask {
  @Field(() => UInt32, { nullable: true, description: 'SdkAppId of the whiteboard application.' })
  sdkAppId?: number;

  @Field(() => String, { nullable: true, description: 'Id of the task.' })
  taskId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Kind of the task, in the vendor's spelling: TranscodeH5, TranscodeJPG, WhiteboardPush or OnlineRecord.",
  })
  taskType?: string;

  @Field(() => String, { nullable: true, description: 'Time of creation, as text.' })
  createTime?: string;

  @Field(() => String, { nullable: true, description: 'Time of cancellation, as text. May be empty.' })
  cancelTime?: string;

  @Field(() => String, {
    nullable: true,
    description: 'State. QUEUED: waiting; PROCESSING: working; FINISHED: done. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Progress of the task.' })
  progress?: number;

  @Field(() => String, { nullable: true, description: 'Source document of a transcoding task. Empty for other kinds.' })
  fileUrl?: string;

  @Field(() => UInt32, { nullable: true, description: 'Room id. 0 for transcoding tasks.' })
  roomId?: number;
}

@InputType({ description: 'Selects the unfinished tasks to list. China site only.' })
export class TiwDescribeRunningTasksInput {
  @TiwRegionField()
  region?: string;

  @SdkAppIdField()
  sdkAppId!: number;

  @Field(() => TiwRunningTaskType, { description: 'Kind of the tasks.' })
  taskType!: TiwRunningTaskType;

  @Field(() => Int, { nullable: true, description: "Number of tasks to skip. Vendor's default: 0." })
  @IsOptional()
  @AtLeast(0)
  offset?: number;

  @Field(() => Int, { nullable: true, description: "Number of tasks to return. From 1 to 500. Vendor's default: 100." })
  @IsOptional()
  @Between(1, 500)
  limit?: number;
}

@ObjectType({ description: 'Unfinished tasks created in the last 3 days.', simpleResolvers: true })
export class TiwDescribeRunningTasksPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'Total number of unfinished tasks.' })
  total?: number;

  @Field(() => [TiwRunningTask], { nullable: true, description: 'One page of tasks.' })
  tasks?: TiwRunningTask[];

  @RequestIdField()
  requestId?: string;
}

@ObjectType({ description: 'Result of a whiteboard recording.', simpleResolvers: true })
export class TiwRecordTaskResult {
  @Field(() => String, {
    nullable: true,
    description:
      'Why the recording ended. AUTO: stopped by itself after a long time without media or whiteboard activity; USER_CALL: StopOnlineRecord was called. Other values are possible, and kept.',
  })
  finishReason?: string;

  @Field(() => Int, { nullable: true, description: 'Number of faults during the recording.' })
  exceptionCnt?: number;

  @Field(() => UInt32, { nullable: true, description: 'Room id.' })
  roomId?: number;

  @Field(() => String, { nullable: true, description: 'Chat group that carries the whiteboard signals.' })
  groupId?: string;

  @Field(() => Int64, { nullable: true, description: 'Start of the recording. In Unix seconds.' })
  recordStartTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'End of the recording. In Unix seconds.' })
  recordStopTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'Length. In milliseconds.' })
  totalTime?: bigint;

  @Field(() => [TiwVideoInfo], { nullable: true, description: 'Resulting videos.' })
  videoInfos?: TiwVideoInfo[];

  @Field(() => [TiwOmittedDuration], { nullable: true, description: 'Pauses left out of the joined video.' })
  omittedDurations?: TiwOmittedDuration[];

  @Field(() => String, { nullable: true, description: 'Details as free text.' })
  details?: string;

  @Field(() => Int, { nullable: true, description: "Vendor's error number." })
  errorCode?: number;

  @Field(() => String, { nullable: true, description: "Vendor's error message." })
  errorMsg?: string;
}

@ObjectType({ description: 'A whiteboard recording found by a search.', simpleResolvers: true })
export class TiwRecordTask {
  @Field(() => String, { nullable: true, description: 'Id of the recording.' })
  taskId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'State of the recording. PREPARED: joining the room and starting; RECORDING: recording; PAUSED: paused; STOPPED: stopped, result being processed and uploaded; FINISHED: result is ready. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => UInt32, { nullable: true, description: 'Room id.' })
  roomId?: number;

  @Field(() => String, { nullable: true, description: 'Time of creation, as RFC 3339 text with an offset.' })
  createTime?: string;

  @Field(() => UInt32, { nullable: true, description: 'SdkAppId of the whiteboard application.' })
  sdkAppId?: number;

  @Field(() => TiwRecordTaskResult, { nullable: true, description: 'Result of the recording.' })
  result?: TiwRecordTaskResult;
}

@InputType({
  description:
    'Selects the recordings of a room. International site only; the vendor documents these parameters only by an example.',
})
export class TiwDescribeRecordSearchInput {
  @TiwRegionField()
  region?: string;

  @Field(() => Int, { nullable: true, description: 'Number of recordings to skip.' })
  @IsOptional()
  @AtLeast(0)
  offset?: number;

  @Field(() => Int, { nullable: true, description: 'Number of recordings to return.' })
  @IsOptional()
  @AtLeast(1)
  limit?: number;

  @Field(() => UInt32, { nullable: true, description: 'Room id.' })
  @IsOptional()
  roomId?: number;
}

@ObjectType({ description: 'Whiteboard recordings of a room.', simpleResolvers: true })
export class TiwDescribeRecordSearchPayload extends Payload {
  @Field(() => [TiwRecordTask], { nullable: true, description: 'The recordings found.' })
  recordTaskSet?: TiwRecordTask[];

  @Field(() => Int, { nullable: true, description: 'Number of matching recordings.' })
  totalCount?: number;

  @RequestIdField()
  requestId?: string;
}
