import type { CallOptions } from '../../../calls/call-options.ts';
import { InvalidInput, RecordingFailure } from '../../../errors.ts';
import type { SessionDirectory } from '../../provider.ts';
import { unlessRefused } from '../../reports.ts';
import type { RongcloudClient } from './client.ts';

/** A call with correct parameters that is refused so is about a room, or a recording, that is not there (any more). */
export const NOT_THERE = ['1002'];

/** The session that a room has at this moment, by RongCloud's own answer; undefined where nobody is in it. */
export function askForSession(
  client: RongcloudClient,
  roomId: string,
  terms: CallOptions = {},
): Promise<string | undefined> {
  const read = async (): Promise<string | undefined> =>
    (await client.queryRoom({ roomId }, terms)).sessionId || undefined;
  return unlessRefused(read(), NOT_THERE, () => undefined);
}

/**
 * The session to record in a room. The room is asked: callbacks can be two minutes late, and do not tell which session is
 * over. What they told counts only where RongCloud cannot answer now. Throws `InvalidInput` where the room has no session,
 * and what the query throws where nobody told of one either.
 */
export async function findSession(
  client: RongcloudClient,
  sessions: SessionDirectory | undefined,
  roomId: string,
): Promise<string> {
  const sessionId = await askForSession(client, roomId).catch(async (error: unknown) => {
    const told = isPassing(error) ? await sessions?.find(client.appKey, roomId) : undefined;
    if (told === undefined) throw error;
    return told;
  });
  if (sessionId !== undefined) return sessionId;
  const message = 'sessionId is required, for the room has no session at this moment';
  throw new InvalidInput([{ path: ['input', 'sessionId'], message }]);
}

/** Whether the same query can succeed later: then it says nothing about the room. */
function isPassing(error: unknown): boolean {
  return error instanceof RecordingFailure && error.entries().every(({ retryable }) => retryable);
}
