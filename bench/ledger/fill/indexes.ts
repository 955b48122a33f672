import type { RawSql } from './raw-sql.ts';
import type { StoreName } from '../store.ts';

/** Query for names and definitions of indexes, except of constraints. */
const LIST: Readonly<Record<StoreName, string>> = {
  sqlite: `select name, sql as definition from sqlite_master where type = 'index' and sql is not null`,
  postgres: `
    select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_class c join pg_index i on i.indexrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and not i.indisunique`,
};

/** Drops indexes to speed up inserts. Returns a function that creates the indexes again. */
export async function setIndexesAside(raw: RawSql): Promise<() => Promise<void>> {
  const indexes = (await raw.rows(LIST[raw.store])) as readonly { name: string; definition: string }[];
  for (const { name } of indexes) await raw.run(`drop index "${name}"`);
  return async () => {
    for (const { definition } of indexes) await raw.run(definition);
  };
}
