import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { openLedger } from '../../../src/ledger/open-ledger.ts';

/** A server that databases are made on. */
export interface DatabaseServer {
  /** The address of a database from which others can be made and dropped. */
  readonly url: string;
  /** What the names of all databases that are made begin with. */
  readonly prefix: string;
}

/** The address of another database of the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  return Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href;
}

/** Makes the database that `createDatabase` copies: copying one is quicker than making its tables. */
export async function createTemplate({ url, prefix }: DatabaseServer): Promise<void> {
  await query(url, `create database ${prefix}_template`);
  const ledger = await openLedger({ url: databaseUrl(url, `${prefix}_template`), now: Date.now });
  await ledger.close();
  // A copy of a ledger that was in use is a restored one; the copies are to be new ones.
  await query(databaseUrl(url, `${prefix}_template`), 'update change_counter set epoch = null, instance = null');
  await query(databaseUrl(url, `${prefix}_template`), 'delete from epochs');
}

/** Makes a database with the tables of the ledger; its address. */
export function createDatabase(server: DatabaseServer): Promise<string> {
  return copyOf(`${server.prefix}_template`, server);
}

/** Makes a database without tables; its address. */
export function createEmptyDatabase(server: DatabaseServer): Promise<string> {
  return copyOf('template1', server);
}

async function copyOf(template: string, { url, prefix }: DatabaseServer): Promise<string> {
  const name = `${prefix}_${process.pid}_${randomBytes(6).toString('hex')}`;
  await query(url, `create database ${name} template ${template}`);
  return databaseUrl(url, name);
}

/** Drops every database that was made with this prefix. */
export async function dropDatabases({ url, prefix }: DatabaseServer): Promise<void> {
  const made = await query(url, `select datname as name from pg_database where starts_with(datname, '${prefix}_')`);
  for (const { name } of made) await query(url, `drop database ${String(name)} with (force)`);
}

/** The version of a server, as 18.4. */
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
