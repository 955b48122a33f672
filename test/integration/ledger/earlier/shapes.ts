import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import type { Dialect } from '../../../../src/ledger/schema/store.ts';
import { newEmptyDatabase } from '../../../shared/postgres/run-server.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { rowsOf } from './rows.ts';

/**
 * Texts of the migrations that made a ledger. The folders `sqlite` and `postgres` contain the statements of every text that
 * was ever committed, by migration and number. A migration without a text did not run.
 */
export interface Shape {
  readonly name: string;
  /** Numbers of the texts of migrations 0001 and later. */
  readonly texts: readonly number[];
}

const LATER = [
  { name: 'with callbacks that are not counted', texts: [1, 1, 1] },
  { name: 'with callbacks that are counted', texts: [2, 1, 1] },
];

/** All shapes that a version ever created or migrated to. */
export function shapesOf(dialect: Dialect): readonly Shape[] {
  const ledgers = dialect === 'postgres' ? [1, 2, 3, 4] : [1, 2, 3];
  const last = ledgers.at(-1)!;
  return ledgers.flatMap((ledger) => {
    const name = `text ${ledger} of step 0001`;
    const alone = ledger === 1 ? [{ name: `${name} alone`, texts: [ledger] }] : [];
    const started = LATER.flatMap((later) => [
      ...(ledger === last ? [] : [{ name: `${name} ${later.name}`, texts: [ledger, ...later.texts] }]),
      { name: `${name} ${later.name}, and a key`, texts: [ledger, ...later.texts, 1] },
    ]);
    return [...alone, ...started];
  });
}

const STEPS = ['0001_ledger', '0002_callbacks', '0003_sessions', '0004_webhooks', '0005_server_key'];

/** Creates the tables of Kysely, with the migrations that ran. */
function recordOf(texts: readonly number[]): readonly string[] {
  const rows = texts.map((_text, index) => `('${STEPS[index]}', '2026-11-21T00:00:00.000Z')`);
  return [
    'create table tapedeck_migration (name varchar(255) not null primary key, timestamp varchar(255) not null)',
    'create table tapedeck_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null)',
    `insert into tapedeck_migration_lock (id) values ('migration_lock')`,
    `insert into tapedeck_migration (name, timestamp) values ${rows.join(', ')}`,
  ];
}

/** Creates a ledger of a shape, with a recording and two changes. Returns the address. */
export async function writeLedger(dialect: Dialect, { texts }: Shape): Promise<string> {
  const steps = texts.map((text, index) =>
    readFileSync(path.join(import.meta.dirname, dialect, `${STEPS[index]}.${text}.sql`), 'utf8'),
  );
  const script = [...steps, [...recordOf(texts), ...rowsOf(dialect, texts[0]!)].join(';\n')].join('\n');
  const url = dialect === 'postgres' ? await newEmptyDatabase() : await SQLITE.newUrl();
  await run(url, script);
  return url;
}

/** Runs statements on a store without the ledger. Returns the rows of the last statement. */
export async function run(url: string, script: string): Promise<readonly Record<string, unknown>[]> {
  if (!url.startsWith('sqlite:')) return runOnPostgres(url, script);
  const db = new Database(url.slice('sqlite:'.length));
  try {
    if (/^\s*select/i.test(script)) return db.prepare(script).all() as Record<string, unknown>[];
    db.exec(script);
    return [];
  } finally {
    db.close();
  }
}

async function runOnPostgres(url: string, script: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(script);
    return Array.isArray(result) ? [] : result.rows;
  } finally {
    await client.end();
  }
}

const SHAPE_QUERIES: Readonly<Record<Dialect, readonly string[]>> = {
  sqlite: [
    `select m.name as item, c.name, c.type, c.pk, (c."notnull" or c.pk > 0) as required from sqlite_master m, pragma_table_info(m.name) c
      where m.type = 'table' and m.name not like 'sqlite%' order by m.name, c.name`,
    `select name, tbl_name as item, sql from sqlite_master where type = 'index' and sql is not null`,
  ],
  postgres: [
    `select table_name as item, column_name, data_type, collation_name, is_nullable, is_identity, column_default
      from information_schema.columns where table_schema = 'public' order by table_name, column_name`,
    `select indexname as name, tablename as item, indexdef as sql from pg_indexes where schemaname = 'public'`,
    `select conname as name, pg_get_constraintdef(oid) as sql from pg_constraint
      where connamespace = 'public'::regnamespace order by conname`,
    `select proname as name, prosrc as sql from pg_proc where pronamespace = 'public'::regnamespace order by proname`,
    `select relname as name from pg_class where relkind = 'S' order by relname`,
  ],
};

/** Returns the structure of a store, sorted: columns, indexes, constraints, functions. */
export async function shapeOf(dialect: Dialect, url: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const query of SHAPE_QUERIES[dialect]) {
    for (const row of await run(url, query)) lines.push(plain(JSON.stringify(row)));
  }
  return lines.sort();
}

/** Removes quotes and spaces, which differ between handwritten and generated statements. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/if not exists|\\[n"]|\s/g, '');
}
