import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Form, Holds, NotEmpty, RequiredWhen } from '../../input/rules.ts';
import { Payload } from '../../payload.ts';
import { RongcloudMixLayout, RongcloudRecordInputInput, RongcloudRenderMode } from './rongcloud.types.ts';

@InputType({ description: 'Whose recording to stop: a session has one.' })
export class RongcloudStopRecordInput {
  @Field(() => String, {
    description: 'Room of the session. Letters, digits, + = - and _; at most 64. Sent as the header Room-Id.',
  })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  roomId!: string;

  @Field(() => String, { description: 'Id of the running session.' })
  @NotEmpty()
  sessionId!: string;
}

@ObjectType({ description: 'The answer of RongCloud to stopRecord. The files come later.', simpleResolvers: true })
export class RongcloudStopRecordPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'The code of RongCloud: 200 is success.' })
  code?: number;

  @Field(() => String, { nullable: true, description: 'The words of RongCloud to its code.' })
  errorMessage?: string;

  @Field(() => String, { nullable: true, description: 'Id of the recording.' })
  recordId?: string;
}

/** CUSTOM places every window itself; the other arrangements need a host. */
function isTemplate({ mixLayout }: RongcloudUpdateRecordLayoutInput): boolean {
  return mixLayout !== RongcloudMixLayout.CUSTOM;
}

@InputType({
  description:
    'The new layout of a running SPLIT recording. Send it whole: whether RongCloud keeps what is left out is not known.',
})
export class RongcloudUpdateRecordLayoutInput {
  @Field(() => String, {
    description: 'Room of the session. Letters, digits, + = - and _; at most 64. Sent as the header Room-Id.',
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

  @Field(() => String, {
    nullable: true,
    description: 'User in the background (FLOATING) or in the first tile (ADAPTIVE). Required but in CUSTOM.',
  })
  @RequiredWhen<RongcloudUpdateRecordLayoutInput>('mixLayout is not CUSTOM', isTemplate)
  @Holds<RongcloudUpdateRecordLayoutInput, string>('must not be empty', (id, input) => id !== '' || !isTemplate(input))
  hostUserId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Stream of that user, as 111_RongCloudRTC. Required but in CUSTOM.',
  })
  @RequiredWhen<RongcloudUpdateRecordLayoutInput>('mixLayout is not CUSTOM', isTemplate)
  @Holds<RongcloudUpdateRecordLayoutInput, string>('must not be empty', (id, input) => id !== '' || !isTemplate(input))
  hostStreamId?: string;

  @Field(() => RongcloudRecordInputInput, {
    nullable: true,
    description: 'The windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.',
  })
  @RequiredWhen<RongcloudUpdateRecordLayoutInput>('mixLayout is CUSTOM', (input) => !isTemplate(input))
  @ValidateNested()
  input?: RongcloudRecordInputInput;
}

@ObjectType({ description: 'The answer of RongCloud to a change of the layout.', simpleResolvers: true })
export class RongcloudUpdateRecordLayoutPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'The code of RongCloud: 200 is success.' })
  code?: number;

  @Field(() => String, { nullable: true, description: 'The words of RongCloud to its code.' })
  errorMessage?: string;

  @Field(() => String, { nullable: true, description: 'Id of the recording.' })
  recordId?: string;
}
