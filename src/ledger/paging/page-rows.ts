import { sql } from 'kysely';
import type { IdQuery } from './page-query.ts';
import { toRecording } from '../schema/recording-mapper.ts';
import type { Recording } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';

/**
 * Reads the recordings that a query selects, sorted by id, and whether two further queries select any recording. One
 * statement, or two for an empty page, which has no row to carry the further results.
 */
export async function rowsBy(
  db: Db,
  ids: IdQuery,
  from: 'highest' | 'lowest',
  others: readonly [IdQuery | undefined, IdQuery | undefined],
): Promise<{ readonly rows: Recording[]; readonly exist: readonly [boolean, boolean] }> {
  const [front, back] = others.map(exists);
  const records = await db
    .selectFrom('recordings')
    .selectAll()
    .select([sql`${front}`.as('has_front'), sql`${back}`.as('has_back')])
    .where(sql<boolean>`id in (select id from (${ids}) as page)`)
    .execute();
  const [first] = records;
  const rows = records.map(toRecording).sort((one, other) => (one.id < other.id === (from === 'lowest') ? -1 : 1));
  if (first) return { rows, exist: [Boolean(first.has_front), Boolean(first.has_back)] };
  if (!others.some(Boolean)) return { rows, exist: [false, false] };
  const answers = await sql<{ has_front: unknown; has_back: unknown }>`
    select ${front} as has_front, ${back} as has_back`.execute(db);
  const answer = answers.rows[0];
  return { rows, exist: [Boolean(answer?.has_front), Boolean(answer?.has_back)] };
}

function exists(query: IdQuery | undefined) {
  return query ? sql`exists (select 1 from (${query}) as beyond)` : sql`1 = 0`;
}
