import { newDatabase, sharedPostgres } from './postgres.ts';
import { SQLITE, testStore, type TestStore } from './stores.ts';

await sharedPostgres(); // started with the first file that needs it: no test's time is spent on it

/** By itself, for what only this one has. */
export const POSTGRES = testStore('PostgreSQL', false, () => newDatabase());

/** Both kinds of store: what one does the other does. */
export const STORES: readonly TestStore[] = [SQLITE, POSTGRES];
