import { existsSync, realpathSync } from 'node:fs';
import { lockFile } from './lock.ts';

/**
 * Throws `StoreInUse` if another process uses the SQLite file of an address. Does nothing for other addresses. Allows a
 * start to fail before the program is loaded; opening the ledger checks again.
 */
export function refuseIfInUse(url: string): void {
  const file = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (file === undefined || !existsSync(file)) return;
  lockFile(realpathSync(file))();
}
