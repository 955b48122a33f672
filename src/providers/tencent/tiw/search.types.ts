import { IsOptional } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ApplicationId, AtLeast, Between } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { Payload } from '../../../graphql/payload.ts';
import { TiwOmittedDuration, TiwVideoInfo } from './result.types.ts';
import { RegionField, TIW_REGION_WORDS } from '../shared/region-field.ts';
import { TIW_REGIONS } from '../api/regions.ts';

export enum TiwRunningTaskType {
  TRANSCODE_H5 = 'TranscodeH5',
  TRANSCODE_JPG = 'TranscodeJPG',
  WHITEBOARD_PUSH = 'WhiteboardPush',
  ONLINE_RECORD = 'OnlineRecord',
}

registerEnumType(TiwRunningTaskType, {
  name: 'TiwRunningTaskType',
  description: 'Kind of whiteboard task.',
  valuesConfig: {
    TRANSCODE_H5: { description: 'Document to HTML5.' },
    TRANSCODE_JPG: { description: 'Document to pictures.' },
    WHITEBOARD_PUSH: { description: 'Whiteboard push.' },
    ONLINE_RECORD: { description: 'Real-time recording.' },
  },
});

@ObjectType({ description: 'An unfinished task of the China site.', simpleResolvers: true })
export class TiwRunningTask {
  @Field(() => UInt32, { nullable: true, description: 'Application id.' })
  sdkAppId?: number;

  @Field(() => String, { nullable: true, description: 'Task id.' })
  taskId?: string;

  @Field(() => String, { nullable: true, description: 'Kind of task; the values of the request.' })
  taskType?: string;

  @Field(() => String, { nullable: true, description: 'When it was made, as text.' })
  createTime?: string;

  @Field(() => String, { nullable: true, description: 'When it was cancelled; may be empty.' })
  cancelTime?: string;

  @Field(() => String, {
    nullable: true,
    description: 'State. QUEUED: waiting; PROCESSING: working; FINISHED: done. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => Int, { nullable: true, description: 'Progress.' })
  progress?: number;

  @Field(() => String, { nullable: true, description: 'Source document; transcoding tasks only, otherwise empty.' })
  fileUrl?: string;

  @Field(() => UInt32, { nullable: true, description: 'Room; 0 for transcoding tasks.' })
  roomId?: number;
}

@InputType({ description: 'Which unfinished tasks to list. China site only.' })
export class TiwDescribeRunningTasksInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => UInt32, { description: 'Application id.' })
  @ApplicationId()
  sdkAppId!: number;

  @Field(() => TiwRunningTaskType, { description: 'Kind of task to list.' })
  taskType!: TiwRunningTaskType;

  @Field(() => Int, { nullable: true, description: "How many tasks to pass over. Vendor's default: 0." })
  @IsOptional()
  @AtLeast(0)
  offset?: number;

  @Field(() => Int, { nullable: true, description: "How many tasks to answer. From 1 to 500. Vendor's default: 100." })
  @IsOptional()
  @Between(1, 500)
  limit?: number;
}

@ObjectType({ description: 'Unfinished tasks that were made in the last 3 days.', simpleResolvers: true })
export class TiwDescribeRunningTasksPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many tasks run.' })
  total?: number;

  @Field(() => [TiwRunningTask], { nullable: true, description: 'One page of tasks.' })
  tasks?: TiwRunningTask[];

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@ObjectType({ description: 'The outcome of a whiteboard recording that was found.', simpleResolvers: true })
export class TiwRecordTaskResult {
  @Field(() => String, {
    nullable: true,
    description:
      'Why it ended. AUTO: stopped by itself after a long time without media or whiteboard activity; USER_CALL: StopOnlineRecord was called. Other values are possible, and kept.',
  })
  finishReason?: string;

  @Field(() => Int, { nullable: true, description: 'How many faults happened on the way.' })
  exceptionCnt?: number;

  @Field(() => UInt32, { nullable: true, description: 'Room.' })
  roomId?: number;

  @Field(() => String, { nullable: true, description: 'Group.' })
  groupId?: string;

  @Field(() => Int64, { nullable: true, description: 'Start. In Unix seconds.' })
  recordStartTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'End. In Unix seconds.' })
  recordStopTime?: bigint;

  @Field(() => Int64, { nullable: true, description: 'Length. In milliseconds.' })
  totalTime?: bigint;

  @Field(() => [TiwVideoInfo], { nullable: true, description: 'Videos.' })
  videoInfos?: TiwVideoInfo[];

  @Field(() => [TiwOmittedDuration], { nullable: true, description: 'Spans left out.' })
  omittedDurations?: TiwOmittedDuration[];

  @Field(() => String, { nullable: true, description: 'Free text.' })
  details?: string;

  @Field(() => Int, { nullable: true, description: 'Error number.' })
  errorCode?: number;

  @Field(() => String, { nullable: true, description: 'Error text.' })
  errorMsg?: string;
}

@ObjectType({ description: 'A whiteboard recording that was found.', simpleResolvers: true })
export class TiwRecordTask {
  @Field(() => String, { nullable: true, description: 'Task id.' })
  taskId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'State of the recording. PREPARED: entering the room and starting up; RECORDING: recording; PAUSED: paused; STOPPED: stopped, result being processed and uploaded; FINISHED: result is ready. Other values are possible, and kept.',
  })
  status?: string;

  @Field(() => UInt32, { nullable: true, description: 'Room.' })
  roomId?: number;

  @Field(() => String, { nullable: true, description: 'When it was made, RFC 3339 text with an offset.' })
  createTime?: string;

  @Field(() => UInt32, { nullable: true, description: 'Application id of the whiteboard app.' })
  sdkAppId?: number;

  @Field(() => TiwRecordTaskResult, { nullable: true, description: 'Outcome.' })
  result?: TiwRecordTaskResult;
}

@InputType({
  description:
    'Which recordings to find. International site only; these parameters stand in an example of the vendor only.',
})
export class TiwDescribeRecordSearchInput {
  @RegionField(TIW_REGIONS, TIW_REGION_WORDS)
  region?: string;

  @Field(() => Int, { nullable: true, description: 'How many recordings to pass over.' })
  @IsOptional()
  @AtLeast(0)
  offset?: number;

  @Field(() => Int, { nullable: true, description: 'How many recordings to answer.' })
  @IsOptional()
  @AtLeast(1)
  limit?: number;

  @Field(() => UInt32, { nullable: true, description: 'Room to search.' })
  @IsOptional()
  roomId?: number;
}

@ObjectType({ description: 'Whiteboard recordings of a room.', simpleResolvers: true })
export class TiwDescribeRecordSearchPayload extends Payload {
  @Field(() => [TiwRecordTask], { nullable: true, description: 'Recordings found.' })
  recordTaskSet?: TiwRecordTask[];

  @Field(() => Int, { nullable: true, description: 'How many recordings match.' })
  totalCount?: number;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
