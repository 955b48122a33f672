import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../input/nullable-fields.ts';
import { derivedInput } from '../../../input/derived-input.ts';
import { ApplicationId, NotEmpty, UInt64 } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { ControlPayload, WarningsField } from '../../../graphql/recordings/payloads.ts';
import { GmeRecordMode, GmeSubscribeRecordUserIdsInput } from './start.types.ts';
import { RequestIdField } from '../shared/common-fields.ts';

@ObjectType({ description: 'A file of a voice recording.', simpleResolvers: true })
export class GmeRecordInfo {
  @NullableField(() => String, 'User in the file. "0": the mixed file.')
  userId?: string;

  @NullableField(() => String, 'File name in the bucket.')
  fileName?: string;

  @NullableField(() => Int64, 'Start of the recording. In Unix seconds.')
  recordBeginTime?: bigint;

  @NullableField(
    () => Int,
    'State of the file. 2: recording; 10: waiting for transcoding; 11: being transcoded; 12: being uploaded; 13: uploaded; 14: user has been notified. Other values are possible, and kept.',
  )
  recordStatus?: number;
}

@ObjectType({ description: 'Users whose voices are recorded.', simpleResolvers: true })
export class GmeSubscribeRecordUserIds {
  @NullableField(() => [String], 'All users except these.')
  unSubscribeUserIds?: string[];

  @NullableField(() => [String], 'Only these users.')
  subscribeUserIds?: string[];
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

  @OptionalField(
    () => GmeSubscribeRecordUserIdsInput,
    'Users whose voices are recorded; {} means all. Absent: the current lists, if the server knows them.',
  )
  @ValidateNested()
  subscribeRecordUserIds?: GmeSubscribeRecordUserIdsInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

export type GmeStopRecordInput = Pick<GmeModifyRecordInfoInput, 'taskId' | 'bizId' | 'idempotencyKey'>;
export const GmeStopRecordInput = derivedInput(
  GmeModifyRecordInfoInput,
  'GmeStopRecordInput',
  'Identifies the voice recording to stop.',
  { taskId: {}, bizId: {}, idempotencyKey: {} },
);

@ObjectType({ description: "GME's answer to StopRecord.", simpleResolvers: true })
export class GmeStopRecordPayload extends ControlPayload {
  @RequestIdField()
  requestId?: string;
}

@ObjectType({ description: "GME's answer to ModifyRecordInfo.", simpleResolvers: true })
export class GmeModifyRecordInfoPayload extends GmeStopRecordPayload {
  @WarningsField()
  warnings?: readonly string[] | null;
}

export type GmeDescribeRecordInfoInput = Pick<GmeModifyRecordInfoInput, 'taskId' | 'bizId'>;
export const GmeDescribeRecordInfoInput = derivedInput(
  GmeModifyRecordInfoInput,
  'GmeDescribeRecordInfoInput',
  'Identifies the voice recording to read.',
  { taskId: {}, bizId: {} },
);

@ObjectType({ description: 'The files of a voice recording.', simpleResolvers: true })
export class GmeDescribeRecordInfoPayload extends Payload {
  @Field(() => [GmeRecordInfo], {
    nullable: 'itemsAndList',
    description: 'The files, with their users. An entry can be null.',
  })
  recordInfo?: (GmeRecordInfo | null)[];

  @NullableField(
    () => Int,
    'Files that are made. 1: one file per user; 2: one mixed file; 3: both. Other values are possible, and kept.',
  )
  recordMode?: number;

  @NullableField(() => String, 'Room id.')
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
  @NullableField(() => Int64, 'Id of the running recording: decimal digits of a 64-bit number.')
  taskId?: bigint;

  @NullableField(
    () => Int,
    'Files that are made. 1: one file per user; 2: one mixed file; 3: both. Other values are possible, and kept.',
  )
  recordMode?: number;

  @NullableField(() => GmeSubscribeRecordUserIds, 'Users whose voices are recorded. Null: all users.')
  subscribeRecordUserIds?: GmeSubscribeRecordUserIds;

  @RequestIdField()
  requestId?: string;
}
