import { sql } from 'kysely';
import { FINAL_STATES } from '../../domain/recording.ts';
import { columnsOf } from '../schema/row-mappers.ts';
import { toRecording } from '../schema/recording-mapper.ts';
import type { Ledger } from '../contract/ledger.ts';
import type { Db, Dialect, Store } from '../schema/store.ts';

/** Number of rows per commit. */
const ROWS = 500;

/** Marks the rewrite as done. Later versions write no rows to rewrite, and a rewrite reads all rows. */
const DONE = 'addresses of live recordings';

/** Rewrites and erases stored parameters of starts. */
export function paramsStore(store: Store): Pick<Ledger, 'rewriteLive' | 'eraseSealed'> {
  return {
    async rewriteLive(rewrite) {
      const done = await store.read((db) =>
        db.selectFrom('clean_ups').select('name').where('name', '=', DONE).executeTakeFirst(),
      );
      if (done) return 0;
      let all = 0;
      for (let after: string | undefined = ''; after !== undefined;) {
        const from: string = after;
        const part = await store.writeOne((db) => rewriteSome(db, store.dialect, from, rewrite));
        all += part.rewritten;
        after = part.last;
      }
      await store.writeOne((db) =>
        db
          .insertInto('clean_ups')
          .values({ name: DONE })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute(),
      );
      if (all > 0) store.scrub();
      return all;
    },

    async eraseSealed(createdBefore) {
      const { numUpdatedRows } = await store.writeOne((db) =>
        db
          .updateTable('recordings')
          .set({ sealed_params: null })
          .where('sealed_params', 'is not', null)
          .where('created_at', '<', Math.round(createdBefore))
          .executeTakeFirst(),
      );
      store.scrub();
      return Number(numUpdatedRows);
    },
  };
}

/**
 * Rewrites the next unfinished recordings after an id whose parameters contain addresses. Returns the number rewritten and
 * the id to continue from. Undefined: no recordings are left.
 */
async function rewriteSome(
  db: Db,
  dialect: Dialect,
  after: string,
  rewrite: Parameters<Ledger['rewriteLive']>[0],
): Promise<{ readonly rewritten: number; readonly last: string | undefined }> {
  const records = await db
    .selectFrom('recordings')
    .selectAll()
    .where('id', '>', after)
    .where('state', 'not in', FINAL_STATES)
    .where(sql<boolean>`(params like '%://%' or params like '%Url":%' or ref like '%://%')`)
    .orderBy('id')
    .limit(ROWS)
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .execute();
  let rewritten = 0;
  for (const record of records) {
    const kept = rewrite(toRecording(record));
    if (!kept) continue;
    await db.updateTable('recordings').set(columnsOf(kept)).where('id', '=', record.id).execute();
    rewritten++;
  }
  return { rewritten, last: records.length < ROWS ? undefined : records.at(-1)!.id };
}
