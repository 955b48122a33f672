import { createDatabase, createEmptyDatabase, type DatabaseServer } from './databases.ts';
import { firstUse } from '../vitest/first-use.ts';

/** Name of a server of the run. */
export type Which = 'postgres' | 'older-postgres';

/** Returns the PostgreSQL server of the test run. The first call starts the server. */
export async function sharedPostgres(which: Which = 'postgres'): Promise<DatabaseServer> {
  return JSON.parse(await firstUse(which)) as DatabaseServer;
}

/** Creates a database with the ledger's tables on the run's server and returns its address. */
export async function newDatabase(which?: Which): Promise<string> {
  return createDatabase(await sharedPostgres(which));
}

/** Creates a database without tables on the run's server and returns its address. */
export async function newEmptyDatabase(): Promise<string> {
  return createEmptyDatabase(await sharedPostgres());
}
