import type { JsonValue } from '../../../../wire/json.ts';
import type { Room } from './rooms.ts';

export function roomAnswer({ session: { roomId, sessionId, createTime }, members }: Room): Record<string, JsonValue> {
  const memberAnswers = members.map(({ userId, joinTime, streams }) => ({
    userId,
    joinTime,
    data: {
      uris: streams.map(({ mediaType, tag, uri, state }) => ({ mediaType, msid: `${userId}_${tag}`, uri, tag, state })),
    },
  }));
  return { roomId, sessionId, createTime, members: memberAnswers };
}
