import { createDatabase, createEmptyDatabase, type DatabaseServer } from './postgres/databases.ts';
import { firstUse } from './vitest/first-use.ts';

/** Which of the run's servers. */
export type Which = 'postgres' | 'older-postgres';

/** The run's PostgreSQL server. It is started when the first test asks. */
export async function sharedPostgres(which: Which = 'postgres'): Promise<DatabaseServer> {
  return JSON.parse(await firstUse(which)) as DatabaseServer;
}

/** A new database with the ledger's tables on the run's server; its address. */
export async function newDatabase(which?: Which): Promise<string> {
  return createDatabase(await sharedPostgres(which));
}

/** A new database without tables on the run's server; its address. */
export async function newEmptyDatabase(): Promise<string> {
  return createEmptyDatabase(await sharedPostgres());
}
