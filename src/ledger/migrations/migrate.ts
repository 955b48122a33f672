import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { StoreDiffers, StoreTooNew } from '../contract/errors.ts';
import { CHECKSUMS } from './checksums.ts';
import { migrations } from './index.ts';
import type { Schema } from '../schema/schema.ts';
import type { Dialect } from '../schema/store.ts';

const TABLE = 'tapedeck_migration';
/** Advisory lock: only one process at a time migrates a PostgreSQL database. */
const LOCK = 7_463_205_118;

/**
 * Migrates the tables: in PostgreSQL within a transaction, in SQLite within the caller's transaction. Safe to call in
 * several processes at once. Throws `StoreTooNew` if the tables are newer than this program, and `StoreDiffers` if a
 * different version of a migration made the tables.
 */
export async function migrate(
  db: Kysely<Schema>,
  dialect: Dialect,
  place: string,
  steps: Readonly<Record<string, Migration>> = migrations(dialect),
): Promise<void> {
  if (dialect === 'sqlite') return bringUp(db, dialect, place, steps);
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await bringUp(transaction, dialect, place, steps);
  });
}

async function bringUp(
  db: Kysely<Schema>,
  dialect: Dialect,
  place: string,
  steps: Readonly<Record<string, Migration>>,
): Promise<void> {
  const known = CHECKSUMS[dialect];
  const columns = await columnsOf(db, dialect);
  const done = await doneSteps(db, columns);
  if (done.some(({ name }) => !(name in steps))) throw new StoreTooNew(place);
  const other = done.find(({ name, checksum }) => checksum !== null && checksum !== known[name]);
  if (other) throw new StoreDiffers(place, other.name);
  if (!columns.includes('checksum')) await prepareTable(db, columns);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...steps }) },
    migrationTableName: TABLE,
    migrationLockTableName: `${TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
  }
  if (done.length < Object.keys(steps).length) await keepChecksums(db, known);
}

interface DoneStep {
  readonly name: string;
  /** Null: the migration ran before checksums were stored. */
  readonly checksum: string | null;
}

async function doneSteps(db: Kysely<Schema>, columns: readonly string[]): Promise<readonly DoneStep[]> {
  if (columns.length === 0) return [];
  const checksum = columns.includes('checksum') ? sql.ref('checksum') : sql`null`;
  return (await sql<DoneStep>`select name, ${checksum} as checksum from ${sql.table(TABLE)}`.execute(db)).rows;
}

/** Creates the table of migrations as Kysely does, with a column for checksums. */
async function prepareTable(db: Kysely<Schema>, columns: readonly string[]): Promise<void> {
  if (columns.length > 0) {
    await sql`alter table ${sql.table(TABLE)} add column checksum text`.execute(db);
    return;
  }
  await db.schema
    .createTable(TABLE)
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .addColumn('checksum', 'text')
    .execute();
}

/** Stores missing checksums. Migration 0006 has brought tables of earlier versions to the current form. */
async function keepChecksums(db: Kysely<Schema>, known: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, checksum] of Object.entries(known)) {
    await sql`update ${sql.table(TABLE)} set checksum = ${checksum} where name = ${name} and checksum is null`.execute(
      db,
    );
  }
}

/** Lists the columns of the table of migrations. Empty before the first start. */
async function columnsOf(db: Kysely<Schema>, dialect: Dialect): Promise<readonly string[]> {
  const query =
    dialect === 'postgres'
      ? sql<{ name: string }>`
          select attname as name from pg_attribute
          where attrelid = to_regclass(${TABLE}) and attnum > 0 and not attisdropped`
      : sql<{ name: string }>`select name from pragma_table_info(${TABLE})`;
  return (await query.execute(db)).rows.map(({ name }) => name);
}
