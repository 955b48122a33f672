import type { FileQuery } from '../contract/queries.ts';
import { sql } from 'kysely';
import { toFile } from '../schema/row-mappers.ts';
import type { BoundedCount, RecordingFile } from '../contract/entities.ts';
import type { FilesTable } from '../schema/schema.ts';
import { countRows, MAX_COUNTED } from './counts.ts';
import type { Db } from '../schema/store.ts';

/** Number of recordings per statement: SQLite merges at most 500 queries. */
const RECORDINGS = 100;

/** Lists files of each recording, in the order of the index. */
export async function filesPage(db: Db, recordingIds: readonly string[], query: FileQuery): Promise<RecordingFile[]> {
  const { each, after, before, fromEnd } = query;
  const direction = sql.raw(fromEnd ? 'desc' : 'asc');
  const behind = after ? sql`and (task_id, name) > (${after.taskId}, ${after.name})` : sql``;
  const inFront = before ? sql`and (task_id, name) < (${before.taskId}, ${before.name})` : sql``;
  const found: RecordingFile[] = [];
  for (let from = 0; from < recordingIds.length; from += RECORDINGS) {
    const pages = recordingIds.slice(from, from + RECORDINGS).map(
      (id) => sql`select * from (
        select * from files where recording_id = ${id} ${behind} ${inFront}
        order by recording_id ${direction}, task_id ${direction}, name ${direction} limit ${each}) as page`,
    );
    const { rows } = await sql<FilesTable>`${sql.join(pages, sql` union all `)}`.execute(db);
    for (const record of fromEnd ? rows.reverse() : rows) found.push(toFile(record));
  }
  return found;
}

export function countFiles(db: Db, recordingId: string): Promise<BoundedCount> {
  return countRows(db, sql`select 1 from files where recording_id = ${recordingId} limit ${MAX_COUNTED + 1}`);
}
