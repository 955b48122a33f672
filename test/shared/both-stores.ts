import { newDatabase, sharedPostgres } from './postgres/run-server.ts';
import { SQLITE, testStore, type TestStore } from './stores.ts';

await sharedPostgres(); // starts with the first file that uses the server, so that no test's time includes the start

/** PostgreSQL only, for tests of its own features. */
export const POSTGRES = testStore('PostgreSQL', false, () => newDatabase());

/** Both kinds of store, for tests of common behaviour. */
export const STORES: readonly TestStore[] = [SQLITE, POSTGRES];
