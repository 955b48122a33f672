import Database from 'better-sqlite3';
import { makePrivateFile } from '../../private-files.ts';
import { codeOf, StoreInUse } from '../contract/errors.ts';

/**
 * Takes a SQLite file for this process alone; the answer lets it go. Throws `StoreInUse` at once when it is taken.
 * The kernel drops the lock with the process, however that ends. It lies on a file beside the database, because a lock
 * on the database itself would keep our own second connection out, too.
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
