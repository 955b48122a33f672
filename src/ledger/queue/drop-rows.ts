import { sql, type RawBuilder } from 'kysely';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../schema/store.ts';

/** Limits the rows that one commit deletes, so that other writes get their turn. */
const ROWS_PER_COMMIT = 500;

/** Deletes the rows that fulfil a condition, in as many commits as necessary. Returns the number of deleted rows. */
export async function dropRows(
  store: Store,
  table: keyof Schema,
  key: readonly string[],
  where: RawBuilder<unknown>,
  orderBy?: string,
): Promise<number> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const order = orderBy === undefined ? sql`` : sql`order by ${sql.ref(orderBy)}`;
  // The condition is repeated because PostgreSQL checks only the outer one for a row that changed while a lock was awaited.
  const statement = sql`
    delete from ${sql.table(table)} where (${columns}) in (
      select ${columns} from ${sql.table(table)} where ${where} ${order} limit ${ROWS_PER_COMMIT}) and ${where}`;
  for (let total = 0; ;) {
    const { numAffectedRows } = await store.writeOne((db) => statement.execute(db));
    const dropped = Number(numAffectedRows);
    total += dropped;
    if (dropped < ROWS_PER_COMMIT) return total;
  }
}
