import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../input/nullable-fields.ts';
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
  @NullableField(() => UInt32, 'SdkAppId of the whiteboard application.')
  sdkAppId?: number;

  @NullableField(() => String, 'Id of the task.')
  taskId?: string;

  @NullableField(
    () => String,
    "Kind of the task, in the vendor's spelling: TranscodeH5, TranscodeJPG, WhiteboardPush or OnlineRecord.",
  )
  taskType?: string;

  @NullableField(() => String, 'Time of creation, as text.')
  createTime?: string;

  @NullableField(() => String, 'Time of cancellation, as text. May be empty.')
  cancelTime?: string;

  @NullableField(
    () => String,
    'State. QUEUED: waiting; PROCESSING: working; FINISHED: done. Other values are possible, and kept.',
  )
  status?: string;

  @NullableField(() => Int, 'Progress of the task.')
  progress?: number;

  @NullableField(() => String, 'Source document of a transcoding task. Empty for other kinds.')
  fileUrl?: string;

  @NullableField(() => UInt32, 'Room id. 0 for transcoding tasks.')
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

  @OptionalField(() => Int, "Number of tasks to skip. Vendor's default: 0.")
  @AtLeast(0)
  offset?: number;

  @OptionalField(() => Int, "Number of tasks to return. From 1 to 500. Vendor's default: 100.")
  @Between(1, 500)
  limit?: number;
}

@ObjectType({ description: 'Unfinished tasks created in the last 3 days.', simpleResolvers: true })
export class TiwDescribeRunningTasksPayload extends Payload {
  @NullableField(() => Int, 'Total number of unfinished tasks.')
  total?: number;

  @NullableField(() => [TiwRunningTask], 'One page of tasks.')
  tasks?: TiwRunningTask[];

  @RequestIdField()
  requestId?: string;
}

@ObjectType({ description: 'Result of a whiteboard recording.', simpleResolvers: true })
export class TiwRecordTaskResult {
  @NullableField(
    () => String,
    'Why the recording ended. AUTO: stopped by itself after a long time without media or whiteboard activity; USER_CALL: StopOnlineRecord was called. Other values are possible, and kept.',
  )
  finishReason?: string;

  @NullableField(() => Int, 'Number of faults during the recording.')
  exceptionCnt?: number;

  @NullableField(() => UInt32, 'Room id.')
  roomId?: number;

  @NullableField(() => String, 'Chat group that carries the whiteboard signals.')
  groupId?: string;

  @NullableField(() => Int64, 'Start of the recording. In Unix seconds.')
  recordStartTime?: bigint;

  @NullableField(() => Int64, 'End of the recording. In Unix seconds.')
  recordStopTime?: bigint;

  @NullableField(() => Int64, 'Length. In milliseconds.')
  totalTime?: bigint;

  @NullableField(() => [TiwVideoInfo], 'Resulting videos.')
  videoInfos?: TiwVideoInfo[];

  @NullableField(() => [TiwOmittedDuration], 'Pauses left out of the joined video.')
  omittedDurations?: TiwOmittedDuration[];

  @NullableField(() => String, 'Details as free text.')
  details?: string;

  @NullableField(() => Int, "Vendor's error number.")
  errorCode?: number;

  @NullableField(() => String, "Vendor's error message.")
  errorMsg?: string;
}

@ObjectType({ description: 'A whiteboard recording found by a search.', simpleResolvers: true })
export class TiwRecordTask {
  @NullableField(() => String, 'Id of the recording.')
  taskId?: string;

  @NullableField(
    () => String,
    'State of the recording. PREPARED: joining the room and starting; RECORDING: recording; PAUSED: paused; STOPPED: stopped, result being processed and uploaded; FINISHED: result is ready. Other values are possible, and kept.',
  )
  status?: string;

  @NullableField(() => UInt32, 'Room id.')
  roomId?: number;

  @NullableField(() => String, 'Time of creation, as RFC 3339 text with an offset.')
  createTime?: string;

  @NullableField(() => UInt32, 'SdkAppId of the whiteboard application.')
  sdkAppId?: number;

  @NullableField(() => TiwRecordTaskResult, 'Result of the recording.')
  result?: TiwRecordTaskResult;
}

@InputType({
  description:
    'Selects the recordings of a room. International site only; the vendor documents these parameters only by an example.',
})
export class TiwDescribeRecordSearchInput {
  @TiwRegionField()
  region?: string;

  @OptionalField(() => Int, 'Number of recordings to skip.')
  @AtLeast(0)
  offset?: number;

  @OptionalField(() => Int, 'Number of recordings to return.')
  @AtLeast(1)
  limit?: number;

  @OptionalField(() => UInt32, 'Room id.')
  roomId?: number;
}

@ObjectType({ description: 'Whiteboard recordings of a room.', simpleResolvers: true })
export class TiwDescribeRecordSearchPayload extends Payload {
  @NullableField(() => [TiwRecordTask], 'The recordings found.')
  recordTaskSet?: TiwRecordTask[];

  @NullableField(() => Int, 'Number of matching recordings.')
  totalCount?: number;

  @RequestIdField()
  requestId?: string;
}
