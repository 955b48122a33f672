import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ApplicationId, NotEmpty, UInt64 } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { ControlPayload, WarningsField } from '../../../graphql/recordings/payloads.ts';
import { GmeRecordMode, GmeSubscribeRecordUserIdsInput } from './start.types.ts';
import { RequestIdField } from '../shared/common-fields.ts';

@ObjectType({ description: 'A file of a voice recording.', simpleResolvers: true })
export class GmeRecordInfo {
  @Field(() => String, { nullable: true, description: 'User in the file. "0": the mixed file.' })
  userId?: string;

  @Field(() => String, { nullable: true, description: 'File name in the bucket.' })
  fileName?: string;

  @Field(() => Int64, { nullable: true, description: 'Start of the recording. In Unix seconds.' })
  recordBeginTime?: bigint;

  @Field(() => Int, {
    nullable: true,
    description:
      'State of the file. 2: recording; 10: waiting for transcoding; 11: being transcoded; 12: being uploaded; 13: uploaded; 14: user has been notified. Other values are possible, and kept.',
  })
  recordStatus?: number;
}

@ObjectType({ description: 'Users whose voices are recorded.', simpleResolvers: true })
export class GmeSubscribeRecordUserIds {
  @Field(() => [String], { nullable: true, description: 'All users except these.' })
  unSubscribeUserIds?: string[];

  @Field(() => [String], { nullable: true, description: 'Only these users.' })
  subscribeUserIds?: string[];
}

@InputType({ description: 'Identifies the voice recording to stop.' })
export class GmeStopRecordInput {
  @Field(() => Int64, { description: 'Id of the recording: decimal digits as a string, or an integer.' })
  @UInt64()
  taskId!: bigint;

  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "GME's answer to StopRecord.", simpleResolvers: true })
export class GmeStopRecordPayload extends ControlPayload {
  @RequestIdField()
  requestId?: string;
}

@InputType({
  description: 'Identifies the running voice recording, with its new settings.',
})
export class GmeModifyRecordInfoInput {
  @Field(() => Int64, { description: 'Id of the recording: decimal digits as a string, or an integer.' })
  @UInt64()
  taskId!: bigint;

  @Field(() => GmeRecordMode, { description: 'Files to make.' })
  recordMode!: GmeRecordMode;

  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @Field(() => GmeSubscribeRecordUserIdsInput, {
    nullable: true,
    description: 'Users whose voices are recorded; {} means all. Absent: the current lists, if the server knows them.',
  })
  @IsOptional()
  @ValidateNested()
  subscribeRecordUserIds?: GmeSubscribeRecordUserIdsInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "GME's answer to ModifyRecordInfo.", simpleResolvers: true })
export class GmeModifyRecordInfoPayload extends ControlPayload {
  @RequestIdField()
  requestId?: string;

  @WarningsField()
  warnings?: readonly string[] | null;
}

@InputType({ description: 'Identifies the voice recording to read.' })
export class GmeDescribeRecordInfoInput {
  @Field(() => Int64, { description: 'Id of the recording: decimal digits as a string, or an integer.' })
  @UInt64()
  taskId!: bigint;

  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;
}

@ObjectType({ description: 'The files of a voice recording.', simpleResolvers: true })
export class GmeDescribeRecordInfoPayload extends Payload {
  @Field(() => [GmeRecordInfo], {
    nullable: 'itemsAndList',
    description: 'The files, with their users. An entry can be null.',
  })
  recordInfo?: (GmeRecordInfo | null)[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Files that are made. 1: one file per user; 2: one mixed file; 3: both. Other values are possible, and kept.',
  })
  recordMode?: number;

  @Field(() => String, { nullable: true, description: 'Room id.' })
  roomId?: string;

  @RequestIdField()
  requestId?: string;
}

@InputType({ description: 'Identifies the room whose running recording to find.' })
export class GmeDescribeTaskInfoInput {
  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @Field(() => String, { description: 'Room id, as text.' })
  @NotEmpty()
  roomId!: string;
}

@ObjectType({
  description: 'The running recording of a room. All vendor fields are null if no recording runs.',
  simpleResolvers: true,
})
export class GmeDescribeTaskInfoPayload extends Payload {
  @Field(() => Int64, {
    nullable: true,
    description: 'Id of the running recording: decimal digits of a 64-bit number.',
  })
  taskId?: bigint;

  @Field(() => Int, {
    nullable: true,
    description:
      'Files that are made. 1: one file per user; 2: one mixed file; 3: both. Other values are possible, and kept.',
  })
  recordMode?: number;

  @Field(() => GmeSubscribeRecordUserIds, {
    nullable: true,
    description: 'Users whose voices are recorded. Null: all users.',
  })
  subscribeRecordUserIds?: GmeSubscribeRecordUserIds;

  @RequestIdField()
  requestId?: string;
}
