import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Form, MaxBytes } from '../../../input/rules.ts';
import { Int64 } from '../../../input/scalars.ts';
import { MutationPayload, Payload } from '../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../graphql/recordings/own-fields.ts';

@ObjectType({ description: 'A stream that is published in a room.', simpleResolvers: true })
export class RongcloudRoomStream {
  @Field(() => Int, {
    nullable: true,
    description: 'Kind of stream. 0: audio; 1: video. Other values are possible, and kept.',
  })
  mediaType?: number;

  @Field(() => String, { nullable: true, description: 'Stream id; this is the value for streamId and hostStreamId.' })
  msid?: string;

  @Field(() => String, { nullable: true, description: 'Opaque address of the stream.' })
  uri?: string;

  @Field(() => String, { nullable: true, description: 'Stream tag, RongCloudRTC for camera and microphone.' })
  tag?: string;

  @Field(() => Int, {
    nullable: true,
    description: '0 is off, 1 is on.',
  })
  state?: number;
}

@ObjectType({ description: 'What a member publishes.', simpleResolvers: true })
export class RongcloudRoomMemberData {
  @Field(() => [RongcloudRoomStream], { nullable: true, description: 'The streams.' })
  uris?: RongcloudRoomStream[];
}

@ObjectType({ description: 'Somebody in a room.', simpleResolvers: true })
export class RongcloudRoomMember {
  @Field(() => String, { nullable: true, description: 'User.' })
  userId?: string;

  @Field(() => Int64, { nullable: true, description: 'When the user came. In Unix milliseconds.' })
  joinTime?: bigint;

  @Field(() => RongcloudRoomMemberData, { nullable: true, description: 'What the user publishes.' })
  data?: RongcloudRoomMemberData;
}

@InputType({ description: 'Which room to read.' })
export class RongcloudQueryRoomInput {
  @Field(() => String, { description: 'Room to read. At most 64 bytes.' })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  @MaxBytes(64)
  roomId!: string;
}

@ObjectType({ description: 'A room: its session, its members and their streams.', simpleResolvers: true })
export class RongcloudQueryRoomPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'The code of RongCloud: 200 is success.' })
  code?: number;

  @Field(() => String, { nullable: true, description: 'Room.' })
  roomId?: string;

  @Field(() => String, { nullable: true, description: 'Id of the running session; a start of a recording needs it.' })
  sessionId?: string;

  @Field(() => Int64, { nullable: true, description: 'When the session began. In Unix milliseconds.' })
  createTime?: bigint;

  @Field(() => [RongcloudRoomMember], {
    nullable: true,
    description: 'Who is in the room; in a live room its hosts only.',
  })
  members?: RongcloudRoomMember[];
}

@InputType({
  description: 'Which room to close. Everybody is removed; what becomes of a running recording is not documented.',
})
export class RongcloudDestroyRoomInput {
  @Field(() => String, { description: 'Room to close. At most 64 bytes.' })
  @Form(/^[A-Za-z0-9+=_-]{1,64}$/, 'must have 1 to 64 letters, digits, +, =, - or _')
  @MaxBytes(64)
  roomId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: 'The answer of RongCloud to destroyRoom.', simpleResolvers: true })
export class RongcloudDestroyRoomPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'The code of RongCloud: 10000 is success here.' })
  code?: number;
}
