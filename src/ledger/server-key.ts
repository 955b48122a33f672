import { sql } from 'kysely';
import type { Db } from './schema/store.ts';

/** See `Ledger.belongsTo`. If several servers start at once on a new ledger, the first key wins. */
export async function belongsTo(db: Db, fingerprint: string): Promise<boolean> {
  await sql`insert into server_key (id, fingerprint) values (1, ${fingerprint}) on conflict (id) do nothing`.execute(
    db,
  );
  const { rows } = await sql<{ fingerprint: string }>`select fingerprint from server_key where id = 1`.execute(db);
  return rows[0]?.fingerprint === fingerprint;
}
