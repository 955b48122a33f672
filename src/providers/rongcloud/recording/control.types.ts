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

@InputType({ description: 'Identifies the session whose recording to stop. A session has at most one recording.' })
export class RongcloudStopRecordInput {
  @Field(() => String, {
    description: 'Room of the session. At most 64 letters, digits, +, =, - and _. Sent as the header Room-Id.',
  })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  roomId!: string;

  @Field(() => String, { description: 'Id of the running session.' })
  @NotEmpty()
  sessionId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "RongCloud's answer to stopRecord. The files follow later.", simpleResolvers: true })
export class RongcloudStopRecordPayload extends ControlPayload {
  @Field(() => Int, { nullable: true, description: "RongCloud's result code. 200: success." })
  code?: number;

  @Field(() => String, { nullable: true, description: "RongCloud's message for `code`." })
  errorMessage?: string;

  @Field(() => String, { nullable: true, description: 'Id of the recording.' })
  recordId?: string;
}

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
    'The complete new layout of a running SPLIT recording. RongCloud does not document whether it keeps settings that are left out.',
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

@ObjectType({ description: "RongCloud's answer to updateRecordLayout.", simpleResolvers: true })
export class RongcloudUpdateRecordLayoutPayload extends ControlPayload {
  @Field(() => Int, { nullable: true, description: "RongCloud's result code. 200: success." })
  code?: number;

  @Field(() => String, { nullable: true, description: "RongCloud's message for `code`." })
  errorMessage?: string;

  @Field(() => String, { nullable: true, description: 'Id of the recording.' })
  recordId?: string;
}
