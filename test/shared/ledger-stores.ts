import { inject } from 'vitest';
import { STORES } from './both-stores.ts';
import { newDatabase, sharedPostgres } from './postgres/run-server.ts';
import { testStore, type TestStore } from './stores.ts';

const older = inject('olderPostgres');
if (older !== null) await sharedPostgres('older-postgres');

/** Both kinds of store, and an older PostgreSQL if installed: for tests of SQL. */
export const LEDGER_STORES: readonly TestStore[] =
  older === null ? STORES : [...STORES, testStore(`PostgreSQL ${older}`, false, () => newDatabase('older-postgres'))];
