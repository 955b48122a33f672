import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { any, filled, is, not } from '../../../input/conditions.ts';
import { derivedInput } from '../../../input/derived-input.ts';
import { NullableField } from '../../../input/nullable-fields.ts';
import { Form, Holds, NotEmpty, RequiredWhen } from '../../../input/rules.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { ControlPayload } from '../../../graphql/recordings/payloads.ts';
import { RongcloudMixLayout, RongcloudRenderMode } from './start.types.ts';
import { RongcloudRecordInputInput, SomeWindowsWhen } from './layout.types.ts';

/** CUSTOM places every window itself; the other arrangements need a host. */
const IS_CUSTOM = is('mixLayout', RongcloudMixLayout.CUSTOM);
const NEEDS_HOST = not(IS_CUSTOM);

@InputType({
  description:
    'Identifies the session, with the complete new layout. RongCloud does not document whether it keeps settings that are left out.',
})
export class RongcloudUpdateRecordLayoutInput {
  @Field(() => String, {
    description: 'Room of the session. At most 64 letters, digits, +, =, - and _. Sent as the header Room-Id.',
  })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  roomId!: string;

  @Field(() => String, { description: 'Id of the running session.' })
  @NotEmpty()
  sessionId!: string;

  @Field(() => RongcloudMixLayout, { description: 'Arrangement of the windows.' })
  mixLayout!: RongcloudMixLayout;

  @Field(() => RongcloudRenderMode, { description: 'How pictures fill their windows.' })
  renderMode!: RongcloudRenderMode;

  @NullableField(
    () => String,
    'User in the background (FLOATING) or in the first tile (ADAPTIVE). Required unless mixLayout is CUSTOM.',
  )
  @Holds('must not be empty', any(IS_CUSTOM, filled('hostUserId')))
  @RequiredWhen('mixLayout is not CUSTOM', NEEDS_HOST)
  hostUserId?: string;

  @NullableField(() => String, 'Stream of hostUserId, such as 111_RongCloudRTC. Required unless mixLayout is CUSTOM.')
  @Holds('must not be empty', any(IS_CUSTOM, filled('hostStreamId')))
  @RequiredWhen('mixLayout is not CUSTOM', NEEDS_HOST)
  hostStreamId?: string;

  @NullableField(() => RongcloudRecordInputInput, 'Windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.')
  @SomeWindowsWhen(IS_CUSTOM)
  @RequiredWhen('mixLayout is CUSTOM', IS_CUSTOM)
  @ValidateNested()
  input?: RongcloudRecordInputInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

export type RongcloudStopRecordInput = Pick<
  RongcloudUpdateRecordLayoutInput,
  'roomId' | 'sessionId' | 'idempotencyKey'
>;
export const RongcloudStopRecordInput = derivedInput(
  RongcloudUpdateRecordLayoutInput,
  'RongcloudStopRecordInput',
  'Identifies the session whose recording to stop. A session has at most one recording.',
  { roomId: {}, sessionId: {}, idempotencyKey: {} },
);

export type RongcloudLayoutInput = Omit<RongcloudUpdateRecordLayoutInput, keyof RongcloudStopRecordInput>;
export const RongcloudLayoutInput = derivedInput(
  RongcloudUpdateRecordLayoutInput,
  'RongcloudLayoutInput',
  'The complete new layout of a running SPLIT recording. RongCloud does not document whether it keeps settings that are left out.',
  { mixLayout: {}, renderMode: {}, hostUserId: {}, hostStreamId: {}, input: {} },
);

@ObjectType({ description: "RongCloud's answer to stopRecord. The files follow later.", simpleResolvers: true })
export class RongcloudStopRecordPayload extends ControlPayload {
  @NullableField(() => Int, "RongCloud's result code. 200: success.")
  code?: number;

  @NullableField(() => String, "RongCloud's message for `code`.")
  errorMessage?: string;

  @NullableField(() => String, 'Id of the recording.')
  recordId?: string;
}

@ObjectType({ description: "RongCloud's answer to updateRecordLayout.", simpleResolvers: true })
export class RongcloudUpdateRecordLayoutPayload extends RongcloudStopRecordPayload {}
