import Database from 'better-sqlite3';
import path from 'node:path';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../src/ledger/migrations/index.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { newEmptyDatabase } from '../../shared/postgres/run-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';
import { file, idOf } from '../../shared/ledger/sample.ts';

/** Creates an empty store. Returns the address and a query builder. */
interface EmptyStore {
  readonly url: string;
  readonly db: Kysely<unknown>;
}

const STORES = [
  ['SQLite', 'sqlite', emptySqlite],
  ['PostgreSQL', 'postgres', emptyPostgres],
] as const;

/** Table of files without the task in the key. */
const BEFORE = '0005_server_key';

it.each(STORES)('a ledger on %s that was written before files had tasks is read', async (_, dialect, open) => {
  const { url, db } = await open();
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations(dialect)) },
    migrationTableName: 'tapedeck_migration',
    migrationLockTableName: 'tapedeck_migration_lock',
  });
  expect((await migrator.migrateTo(BEFORE)).error).toBeUndefined();
  const id = idOf(1);
  await sql`insert into recordings (id, product, account, state, evidence, wanted, attempt, accepted, ended_at, ref, labels,
      metadata, created_at, updated_at, fence, tries, news_at, last_change, leased)
    values (${id}, 'TRTC_ROOM', '1', 'COMPLETE', 'CALLBACK', 'STOPPED', 1, 1, 5, '{"result":"vod"}', '{}',
      '{}', 1, 1, 1, 0, 1, 2, 0)`.execute(db);
  await sql`insert into changes (seq, recording_id, number, kind, file, at, to_state, evidence)
    values (1, ${id}, 1, 'FILE', 'a.mp4', 2, 'COMPLETE', 'CALLBACK')`.execute(db);
  await sql`update change_counter set last_seq = 1`.execute(db);
  await sql`insert into files (recording_id, name, state, size_bytes, seen_at) values (${id}, 'a.mp4', 'READY', 7, 2)`.execute(
    db,
  );
  await db.destroy();

  const ledger = await openLedger({ url, now: () => 10 });
  onTestFinished(() => ledger.close());
  expect(await ledger.find(id)).toMatchObject({ state: 'COMPLETE', results: null });
  expect(await ledger.changesOf([id])).toMatchObject([{ file: 'a.mp4', fileTask: '' }]);
  const known = { ...file('a.mp4', { state: 'READY', sizeBytes: 7 }), recordingId: id, seenAt: 2 };
  expect(await ledger.filesOf([id])).toEqual([known]);
  await ledger.update(id, () => ({ at: 3, files: [file('a.mp4', { taskId: 'replaced', state: 'READY' })] }));
  expect(await ledger.filesOf([id])).toMatchObject([known, { taskId: 'replaced', name: 'a.mp4' }]);
});

function emptySqlite(): Promise<EmptyStore> {
  const name = path.join(temporaryFolder(), 'ledger.db');
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new Database(name) }) });
  return Promise.resolve({ url: `sqlite:${name}`, db });
}

async function emptyPostgres(): Promise<EmptyStore> {
  const url = await newEmptyDatabase();
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }) });
  return { url, db };
}
