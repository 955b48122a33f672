import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Form, MaxBytes } from '../../../input/rules.ts';
import { Int64 } from '../../../input/scalars.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';

@ObjectType({ description: 'A stream published in a room.', simpleResolvers: true })
export class RongcloudRoomStream {
  @Field(() => Int, {
    nullable: true,
    description: 'Kind of stream. 0: audio; 1: video. Other values are possible, and kept.',
  })
  mediaType?: number;

  @Field(() => String, { nullable: true, description: 'Stream id, as used by streamId and hostStreamId.' })
  msid?: string;

  @Field(() => String, { nullable: true, description: 'Opaque address of the stream.' })
  uri?: string;

  @Field(() => String, { nullable: true, description: 'Tag of the stream. RongCloudRTC: camera and microphone.' })
  tag?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Whether the stream is on. 0: off; 1: on.',
  })
  state?: number;
}

@ObjectType({ description: 'Streams that a member publishes.', simpleResolvers: true })
export class RongcloudRoomMemberData {
  @Field(() => [RongcloudRoomStream], { nullable: true, description: 'The streams.' })
  uris?: RongcloudRoomStream[];
}

@ObjectType({ description: 'A member of a room.', simpleResolvers: true })
export class RongcloudRoomMember {
  @Field(() => String, { nullable: true, description: 'User id.' })
  userId?: string;

  @Field(() => Int64, { nullable: true, description: 'Time at which the user joined. In Unix milliseconds.' })
  joinTime?: bigint;

  @Field(() => RongcloudRoomMemberData, { nullable: true, description: 'Streams that the user publishes.' })
  data?: RongcloudRoomMemberData;
}

@InputType({ description: 'Identifies the room to read.' })
export class RongcloudQueryRoomInput {
  @Field(() => String, { description: 'Room id. At most 64 bytes.' })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  @MaxBytes(64)
  roomId!: string;
}

@ObjectType({ description: 'A room with its session, members and streams.', simpleResolvers: true })
export class RongcloudQueryRoomPayload extends Payload {
  @Field(() => Int, { nullable: true, description: "RongCloud's result code. 200: success." })
  code?: number;

  @Field(() => String, { nullable: true, description: 'Room id.' })
  roomId?: string;

  @Field(() => String, { nullable: true, description: 'Id of the running session, needed to start a recording.' })
  sessionId?: string;

  @Field(() => Int64, { nullable: true, description: 'Start of the session. In Unix milliseconds.' })
  createTime?: bigint;

  @Field(() => [RongcloudRoomMember], {
    nullable: true,
    description: 'Members of the room; in a live room only the hosts.',
  })
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

@ObjectType({ description: "RongCloud's answer to destroyRoom.", simpleResolvers: true })
export class RongcloudDestroyRoomPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: "RongCloud's result code. 10000: success." })
  code?: number;
}
