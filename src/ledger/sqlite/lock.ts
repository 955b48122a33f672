import { existsSync, realpathSync } from 'node:fs';
import Database from 'better-sqlite3';
import { makePrivateFile } from '../../private-files.ts';
import { codeOf, StoreInUse } from '../contract/errors.ts';

/**
 * Locks a SQLite file for this process. Returns a function that unlocks. Throws `StoreInUse` at once if another process
 * holds the lock. The kernel releases the lock when the process ends for any reason. The lock is on a separate file, because
 * a lock on the database would also block the second connection of this process.
 */
export function lockFile(path: string): () => void {
  const file = `${path}.lock`;
  makePrivateFile(file);
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw codeOf(error)?.startsWith('SQLITE_BUSY') ? new StoreInUse(path) : error;
  }
  return () => lock.close();
}

/**
 * Throws `StoreInUse` if another process uses the SQLite file of an address. Does nothing for other addresses. Allows a
 * start to fail before the program is loaded; opening the ledger checks again.
 */
export function refuseIfInUse(url: string): void {
  const file = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (file === undefined || !existsSync(file)) return;
  lockFile(realpathSync(file))();
}
