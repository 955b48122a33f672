import { ValidateNested } from 'class-validator';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../input/nullable-fields.ts';
import { ApplicationId, Items, NoEmptyEntry, NotBeside, NotEmpty } from '../../../input/rules.ts';
import { Int64, UInt32 } from '../../../input/scalars.ts';
import { OwnStartFields, StartInput } from '../../../graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../graphql/recordings/payloads.ts';
import { RequestIdField } from '../shared/common-fields.ts';

export enum GmeRecordMode {
  SINGLE = 1,
  MIXED = 2,
  SINGLE_AND_MIXED = 3,
}

registerEnumType(GmeRecordMode, {
  name: 'GmeRecordMode',
  description: 'Files that a GME recording makes. Events of the vendor number these modes differently.',
  valuesConfig: {
    SINGLE: { description: 'One file per user.' },
    MIXED: { description: 'One mixed file.' },
    SINGLE_AND_MIXED: { description: 'One file per user and one mixed file.' },
  },
});

@InputType({
  description:
    'Users whose voices are recorded: an allow list or a deny list, not both. An empty list counts as absent if the other list is given.',
})
export class GmeSubscribeRecordUserIdsInput {
  @OptionalField(
    () => [String],
    'Record all users except these. At most 20 entries. Must be absent if subscribeUserIds is given.',
  )
  @NotBeside('subscribeUserIds')
  @NoEmptyEntry()
  @Items(0, 20)
  unSubscribeUserIds?: string[];

  @OptionalField(
    () => [String],
    'Record only these users. At most 20 entries. Must be absent if unSubscribeUserIds is given.',
  )
  @NoEmptyEntry()
  @Items(0, 20)
  subscribeUserIds?: string[];
}

@StartInput('The voice room to record, and how (GME StartRecord).')
export class GmeStartRecordInput extends OwnStartFields {
  @Field(() => UInt32, { description: 'Application id in the GME console.' })
  @ApplicationId()
  bizId!: number;

  @Field(() => String, { description: 'Room id, always as text, even if numeric. The room must exist.' })
  @NotEmpty()
  roomId!: string;

  @Field(() => GmeRecordMode, { description: 'Files to make.' })
  recordMode!: GmeRecordMode;

  @OptionalField(() => GmeSubscribeRecordUserIdsInput, 'Users whose voices are recorded. Absent: all users.')
  @ValidateNested()
  subscribeRecordUserIds?: GmeSubscribeRecordUserIdsInput;
}

@ObjectType({ description: "GME's answer to a start.", simpleResolvers: true })
export class GmeStartRecordPayload extends StartPayload {
  @NullableField(() => Int64, 'Id of the recording: decimal digits of a 64-bit number. Null when the start failed.')
  taskId?: bigint;

  @RequestIdField()
  requestId?: string;
}
