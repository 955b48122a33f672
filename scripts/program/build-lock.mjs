import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** Between two tries to get the lock, in ms. */
const RETRY_MS = 200;

/**
 * Runs `work` while no other process builds in the folder `root`. Calls `onWait` once if another process builds at this
 * moment. The system releases the lock when the process ends, in every case.
 */
export async function whileAlone(root, work, onWait) {
  const folder = path.join(root, 'node_modules/.cache/tapedeck');
  mkdirSync(folder, { recursive: true });
  const lock = new Database(path.join(folder, 'build.lock'), { timeout: 0 });
  try {
    for (let tries = 1; !takes(lock); tries += 1) {
      if (tries === 1) onWait();
      await sleep(RETRY_MS);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function takes(lock) {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error.code?.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}
