import type { JsonValue } from '../../../../wire/json.ts';
import type { Member, PublishedStream, Room } from './rooms.ts';

export function roomAnswer({ session, members }: Room): Record<string, JsonValue> {
  return {
    roomId: session.roomId,
    sessionId: session.sessionId,
    createTime: session.createTime,
    members: members.map(memberAnswer),
  };
}

function memberAnswer({ userId, joinTime, streams }: Member): JsonValue {
  return { userId, joinTime, data: { uris: streams.map((stream) => streamAnswer(userId, stream)) } };
}

function streamAnswer(userId: string, { mediaType, tag, uri, state }: PublishedStream): JsonValue {
  return { mediaType, msid: `${userId}_${tag}`, uri, tag, state };
}
