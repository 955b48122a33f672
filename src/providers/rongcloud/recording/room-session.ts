import type { CallOptions } from '../../../calls/call-options.ts';
import { InvalidInput, RecordingFailure } from '../../../errors.ts';
import type { SessionDirectory } from '../../provider.ts';
import { unlessRefused } from '../../reports.ts';
import type { RongcloudClient } from './client.ts';

/** A call with correct parameters that is refused so is about a room, or a recording, that is not there (any more). */
export const NOT_THERE = ['1002'];

/** Queries the current session of a room; undefined: the room is empty. */
export function askForSession(
  client: RongcloudClient,
  roomId: string,
  options: CallOptions = {},
): Promise<string | undefined> {
  const read = async (): Promise<string | undefined> =>
    (await client.queryRoom({ roomId }, options)).sessionId || undefined;
  return unlessRefused(read(), NOT_THERE, () => undefined);
}

/**
 * Returns the session to record in a room. Queries the room, because callbacks can be two minutes late and do not show
 * which session has ended. Uses the session of callbacks only while RongCloud cannot answer. Throws `InvalidInput` if
 * the room has no session, and the error of the query if callbacks reported no session either.
 */
export async function findSession(
  client: RongcloudClient,
  sessions: SessionDirectory | undefined,
  roomId: string,
): Promise<string> {
  const sessionId = await askForSession(client, roomId).catch(async (error: unknown) => {
    const reported = isPassing(error) ? await sessions?.find(client.appKey, roomId) : undefined;
    if (reported === undefined) throw error;
    return reported;
  });
  if (sessionId !== undefined) return sessionId;
  const message = 'sessionId is required, for the room has no session at this moment';
  throw new InvalidInput([{ path: ['input', 'sessionId'], message }]);
}

/** Whether the same query can succeed later. If so, the failure proves nothing about the room. */
function isPassing(error: unknown): boolean {
  return error instanceof RecordingFailure && error.entries().every(({ retryable }) => retryable);
}
