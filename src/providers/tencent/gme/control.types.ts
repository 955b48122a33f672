import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ApplicationId, NotEmpty, UInt64 } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { ControlPayload, WarningsField } from '../../../graphql/recordings/payloads.ts';
import { GmeRecordMode, GmeSubscribeRecordUserIdsInput } from './start.types.ts';

@ObjectType({ description: 'A file of a voice recording.', simpleResolvers: true })
export class GmeRecordInfo {
  @Field(() => String, { nullable: true, description: 'User; "0" for the mixed file.' })
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

@ObjectType({ description: 'Whose voices a recording takes.', simpleResolvers: true })
export class GmeSubscribeRecordUserIds {
  @Field(() => [String], { nullable: true, description: 'Everybody but these users.' })
  unSubscribeUserIds?: string[];

  @Field(() => [String], { nullable: true, description: 'Only these users.' })
  subscribeUserIds?: string[];
}

@InputType({ description: 'Which voice recording to stop.' })
export class GmeStopRecordInput {
  @Field(() => Int64, { description: 'Id of the recording: its digits as a text, or a whole number.' })
  @UInt64()
  taskId!: bigint;

  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of GME to StopRecord.', simpleResolvers: true })
export class GmeStopRecordPayload extends ControlPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({
  description: 'What a running voice recording shall take from now on.',
})
export class GmeModifyRecordInfoInput {
  @Field(() => Int64, { description: 'Id of the recording: its digits as a text, or a whole number.' })
  @UInt64()
  taskId!: bigint;

  @Field(() => GmeRecordMode, { description: 'Which files to make.' })
  recordMode!: GmeRecordMode;

  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @Field(() => GmeSubscribeRecordUserIdsInput, {
    nullable: true,
    description:
      'Whose voices to record: {} for everybody. Absent: the lists that the recording has, where the ledger knows them.',
  })
  @IsOptional()
  @ValidateNested()
  subscribeRecordUserIds?: GmeSubscribeRecordUserIdsInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of GME to ModifyRecordInfo.', simpleResolvers: true })
export class GmeModifyRecordInfoPayload extends ControlPayload {
  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;

  @WarningsField()
  warnings?: readonly string[] | null;
}

@InputType({ description: 'Which voice recording to read.' })
export class GmeDescribeRecordInfoInput {
  @Field(() => Int64, { description: 'Id of the recording: its digits as a text, or a whole number.' })
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
    description: 'The files and their users. An entry can be null.',
  })
  recordInfo?: (GmeRecordInfo | null)[];

  @Field(() => Int, {
    nullable: true,
    description:
      'What to record. 1: one file per user; 2: one mixed file; 3: both. Other values are possible, and kept.',
  })
  recordMode?: number;

  @Field(() => String, { nullable: true, description: 'Room id.' })
  roomId?: string;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}

@InputType({ description: 'Which room to look for a running recording in.' })
export class GmeDescribeTaskInfoInput {
  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @Field(() => String, { description: 'Room, as text.' })
  @NotEmpty()
  roomId!: string;
}

@ObjectType({
  description: 'The recording that runs in a room; all null when none does. The way to get a lost task id back.',
  simpleResolvers: true,
})
export class GmeDescribeTaskInfoPayload extends Payload {
  @Field(() => Int64, { nullable: true, description: 'Id of the running recording: the digits of a 64-bit number.' })
  taskId?: bigint;

  @Field(() => Int, {
    nullable: true,
    description:
      'What to record. 1: one file per user; 2: one mixed file; 3: both. Other values are possible, and kept.',
  })
  recordMode?: number;

  @Field(() => GmeSubscribeRecordUserIds, {
    nullable: true,
    description: 'Whose voice to take. Everybody in the room when absent.',
  })
  subscribeRecordUserIds?: GmeSubscribeRecordUserIds;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
