import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { openLedger } from '../../../src/ledger/open-ledger.ts';

/** A server for databases of tests. */
export interface DatabaseServer {
  /** Address of a database from which databases can be created and dropped. */
  readonly url: string;
  /** Prefix of the names of all created databases. */
  readonly prefix: string;
}

/** Returns the address of another database on the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  return Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href;
}

/** Creates the database that `createDatabase` copies: a copy is faster than new tables. */
export async function createTemplate({ url, prefix }: DatabaseServer): Promise<void> {
  await query(url, `create database ${prefix}_template`);
  const ledger = await openLedger({ url: databaseUrl(url, `${prefix}_template`), now: Date.now });
  await ledger.close();
  // A copied ledger counts as restored if the original was in use; the copies must count as new.
  await query(databaseUrl(url, `${prefix}_template`), 'update change_counter set epoch = null, instance = null');
  await query(databaseUrl(url, `${prefix}_template`), 'delete from epochs');
}

/** Creates a database with the ledger's tables and returns its address. */
export function createDatabase(server: DatabaseServer): Promise<string> {
  return copyOf(`${server.prefix}_template`, server);
}

/** Creates a database without tables and returns its address. */
export function createEmptyDatabase(server: DatabaseServer): Promise<string> {
  return copyOf('template1', server);
}

async function copyOf(template: string, { url, prefix }: DatabaseServer): Promise<string> {
  const name = `${prefix}_${process.pid}_${randomBytes(6).toString('hex')}`;
  await query(url, `create database ${name} template ${template}`);
  return databaseUrl(url, name);
}

/** Drops all databases with the prefix. */
export async function dropDatabases({ url, prefix }: DatabaseServer): Promise<void> {
  const made = await query(url, `select datname as name from pg_database where starts_with(datname, '${prefix}_')`);
  for (const { name } of made) await query(url, `drop database ${String(name)} with (force)`);
}

/** Returns the version of a server, for example 18.4. */
export async function versionOf(url: string): Promise<string> {
  const [row] = await query(url, 'show server_version');
  return /^[\d.]+/.exec(String(row!['server_version']))![0];
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
