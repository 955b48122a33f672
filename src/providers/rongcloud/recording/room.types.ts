import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../../input/nullable-fields.ts';
import { derivedInput } from '../../../input/derived-input.ts';
import { Form, MaxBytes } from '../../../input/rules.ts';
import { Int64 } from '../../../input/scalars.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';

@ObjectType({ description: 'A stream published in a room.', simpleResolvers: true })
export class RongcloudRoomStream {
  @NullableField(() => Int, 'Kind of stream. 0: audio; 1: video. Other values are possible, and kept.')
  mediaType?: number;

  @NullableField(() => String, 'Stream id, as used by streamId and hostStreamId.')
  msid?: string;

  @NullableField(() => String, 'Opaque address of the stream.')
  uri?: string;

  @NullableField(() => String, 'Tag of the stream. RongCloudRTC: camera and microphone.')
  tag?: string;

  @NullableField(() => Int, 'Whether the stream is on. 0: off; 1: on.')
  state?: number;
}

@ObjectType({ description: 'Streams that a member publishes.', simpleResolvers: true })
export class RongcloudRoomMemberData {
  @NullableField(() => [RongcloudRoomStream], 'The streams.')
  uris?: RongcloudRoomStream[];
}

@ObjectType({ description: 'A member of a room.', simpleResolvers: true })
export class RongcloudRoomMember {
  @NullableField(() => String, 'User id.')
  userId?: string;

  @NullableField(() => Int64, 'Time at which the user joined. In Unix milliseconds.')
  joinTime?: bigint;

  @NullableField(() => RongcloudRoomMemberData, 'Streams that the user publishes.')
  data?: RongcloudRoomMemberData;
}

@ObjectType({ description: 'A room with its session, members and streams.', simpleResolvers: true })
export class RongcloudQueryRoomPayload extends Payload {
  @NullableField(() => Int, "RongCloud's result code. 200: success.")
  code?: number;

  @NullableField(() => String, 'Room id.')
  roomId?: string;

  @NullableField(() => String, 'Id of the running session, needed to start a recording.')
  sessionId?: string;

  @NullableField(() => Int64, 'Start of the session. In Unix milliseconds.')
  createTime?: bigint;

  @NullableField(() => [RongcloudRoomMember], 'Members of the room; in a live room only the hosts.')
  members?: RongcloudRoomMember[];
}

@InputType({
  description:
    'Identifies the room to close. All members are removed. The effect on a running recording is not documented.',
})
export class RongcloudDestroyRoomInput {
  @Field(() => String, { description: 'Room id. At most 64 bytes.' })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  @MaxBytes(64)
  roomId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

export type RongcloudQueryRoomInput = Pick<RongcloudDestroyRoomInput, 'roomId'>;
export const RongcloudQueryRoomInput = derivedInput(
  RongcloudDestroyRoomInput,
  'RongcloudQueryRoomInput',
  'Identifies the room to read.',
  { roomId: {} },
);

@ObjectType({ description: "RongCloud's answer to destroyRoom.", simpleResolvers: true })
export class RongcloudDestroyRoomPayload extends MutationPayload {
  @NullableField(() => Int, "RongCloud's result code. 10000: success.")
  code?: number;
}
