import { sql } from 'kysely';
import type { NewChange } from '../changes/change-log.ts';
import type { Db } from '../schema/store.ts';

/**
 * Links a failed recording to the recording that retries it. Returns the change of the failed recording. Undefined: the
 * failed recording does not exist.
 */
export async function supersede(db: Db, failed: string, by: string, at: number): Promise<NewChange | undefined> {
  const changed = await db
    .updateTable('recordings')
    .set({ superseded_by: by, updated_at: Math.round(at), last_change: sql<number>`last_change + 1` })
    .where('id', '=', failed)
    .returning(['last_change', 'state', 'cause', 'evidence'])
    .executeTakeFirst();
  if (!changed) return undefined;
  const { last_change: number, state, cause, evidence } = changed;
  const about = { kind: 'SUPERSEDED', file: null, fileTask: '' } as const;
  return { recordingId: failed, number, ...about, at, from: state, to: state, cause, evidence };
}
