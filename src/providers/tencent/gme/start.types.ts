import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { ApplicationId, Items, NoEmptyEntry, NotBeside, NotEmpty } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import type { NameValueInput } from '../../../graphql/recordings/name-value.types.ts';
import {
  DryRunField,
  IdempotencyKeyField,
  LabelsField,
  MetadataField,
  StopByField,
} from '../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../graphql/recordings/payloads.ts';

export enum GmeRecordMode {
  SINGLE = 1,
  MIXED = 2,
  SINGLE_AND_MIXED = 3,
}

registerEnumType(GmeRecordMode, {
  name: 'GmeRecordMode',
  description: 'Which files a GME recording makes. Events of the vendor number these modes differently.',
  valuesConfig: {
    SINGLE: { description: 'One file per user.' },
    MIXED: { description: 'One file with everybody mixed.' },
    SINGLE_AND_MIXED: { description: 'Both: a file per user, and the mixed one.' },
  },
});

@InputType({
  description:
    'Whose voices GME records: an allow list or a deny list, never both. An empty list beside the other counts as absent.',
})
export class GmeSubscribeRecordUserIdsInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Record everybody but these users. Not together with subscribeUserIds. At most 20 entries.',
  })
  @IsOptional()
  @NotBeside('subscribeUserIds')
  @NoEmptyEntry()
  @Items(0, 20)
  unSubscribeUserIds?: string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Record only these users. Not together with unSubscribeUserIds. At most 20 entries.',
  })
  @IsOptional()
  @NoEmptyEntry()
  @Items(0, 20)
  subscribeUserIds?: string[];
}

@InputType({ description: 'What to record in a voice room (GME StartRecord).' })
export class GmeStartRecordInput {
  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @Field(() => String, { description: 'Room to record. Always text, also where it is a number. The room must exist.' })
  @NotEmpty()
  roomId!: string;

  @Field(() => GmeRecordMode, { description: 'Which files to make.' })
  recordMode!: GmeRecordMode;

  @Field(() => GmeSubscribeRecordUserIdsInput, {
    nullable: true,
    description: 'Whose voices to record. Absent: everybody in the room.',
  })
  @IsOptional()
  @ValidateNested()
  subscribeRecordUserIds?: GmeSubscribeRecordUserIdsInput;

  @LabelsField()
  labels?: NameValueInput[];

  @MetadataField()
  metadata?: NameValueInput[];

  @StopByField()
  stopBy?: number;

  @IdempotencyKeyField()
  idempotencyKey?: string;

  @DryRunField()
  dryRun?: boolean;
}

@ObjectType({ description: 'The answer of GME to a start.', simpleResolvers: true })
export class GmeStartRecordPayload extends StartPayload {
  @Field(() => Int64, {
    nullable: true,
    description: 'Id of the recording: the digits of a 64-bit number. Null when the start failed.',
  })
  taskId?: bigint;

  @Field(() => String, { nullable: true, description: "The vendor's id of this call; its support asks for it." })
  requestId?: string;
}
