import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StoreTooNew } from './errors.ts';
import { migrations } from './migrations/index.ts';
import type { Schema } from './schema.ts';
import type { Dialect } from './store.ts';

const TABLE = 'tapedeck_migration';

/** Brings the tables up to date. Throws `StoreTooNew` when they are ahead of this program. Several may call it at once. */
export async function migrate(db: Kysely<Schema>, dialect: Dialect, place: string): Promise<void> {
  const known = migrations(dialect);
  await refuseNewer(db, dialect, known, place);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName: TABLE,
    migrationLockTableName: `${TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  // A newer version may have come in between.
  await refuseNewer(db, dialect, known, place);
  throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
}

async function refuseNewer(db: Kysely<Schema>, dialect: Dialect, known: object, place: string): Promise<void> {
  const done = await doneMigrations(db, dialect);
  if (done.some((name) => !(name in known))) throw new StoreTooNew(place);
}

async function doneMigrations(db: Kysely<Schema>, dialect: Dialect): Promise<string[]> {
  const exists =
    dialect === 'postgres'
      ? sql<{ found: number }>`select 1 as found where to_regclass(${TABLE}) is not null`
      : sql<{ found: number }>`select 1 as found from sqlite_master where type = 'table' and name = ${TABLE}`;
  if ((await exists.execute(db)).rows.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(TABLE)}`.execute(db);
  return rows.map(({ name }) => name);
}
