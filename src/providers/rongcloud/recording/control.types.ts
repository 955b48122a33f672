import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Form, NotEmpty } from '../../../input/rules.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';
import { ControlPayload } from '../../../graphql/recordings/payloads.ts';
import {
  HostStreamIdField,
  HostUserIdField,
  MixLayoutField,
  RenderModeField,
  WindowsField,
  type RongcloudLayout,
} from './layout-fields.ts';
import type { RongcloudMixLayout, RongcloudRenderMode } from './start.types.ts';
import type { RongcloudRecordInputInput } from './windows.types.ts';

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

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of RongCloud to stopRecord. The files come later.', simpleResolvers: true })
export class RongcloudStopRecordPayload extends ControlPayload {
  @Field(() => Int, { nullable: true, description: 'The code of RongCloud: 200 is success.' })
  code?: number;

  @Field(() => String, { nullable: true, description: 'The words of RongCloud to its code.' })
  errorMessage?: string;

  @Field(() => String, { nullable: true, description: 'Id of the recording.' })
  recordId?: string;
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

  @MixLayoutField()
  mixLayout!: RongcloudMixLayout;

  @RenderModeField()
  renderMode!: RongcloudRenderMode;

  @HostUserIdField()
  hostUserId?: string;

  @HostStreamIdField()
  hostStreamId?: string;

  @WindowsField()
  input?: RongcloudRecordInputInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@InputType({
  description:
    'The new layout of a running SPLIT recording of RongCloud. Send it whole: whether RongCloud keeps what is left out is not known.',
})
export class RongcloudLayoutInput implements RongcloudLayout {
  @MixLayoutField()
  mixLayout!: RongcloudMixLayout;

  @RenderModeField()
  renderMode!: RongcloudRenderMode;

  @HostUserIdField()
  hostUserId?: string;

  @HostStreamIdField()
  hostStreamId?: string;

  @WindowsField()
  input?: RongcloudRecordInputInput;
}

@ObjectType({ description: 'The answer of RongCloud to a change of the layout.', simpleResolvers: true })
export class RongcloudUpdateRecordLayoutPayload extends ControlPayload {
  @Field(() => Int, { nullable: true, description: 'The code of RongCloud: 200 is success.' })
  code?: number;

  @Field(() => String, { nullable: true, description: 'The words of RongCloud to its code.' })
  errorMessage?: string;

  @Field(() => String, { nullable: true, description: 'Id of the recording.' })
  recordId?: string;
}
