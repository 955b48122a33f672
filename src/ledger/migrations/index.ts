import type { Migration } from 'kysely/migration';
import type { Dialect } from '../store.ts';
import { ledger } from './0001-ledger.ts';

/** Every version of the tables, by a name that sorts. What was released is never changed: a change is one more. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return { '0001_ledger': ledger(dialect) };
}
