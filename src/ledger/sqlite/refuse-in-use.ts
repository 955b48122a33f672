import { existsSync, realpathSync } from 'node:fs';
import { lockFile } from './lock.ts';

/**
 * Throws `StoreInUse` if another process has the SQLite file of this address; does nothing for any other address.
 * For a start that tells so before it loads the rest of the program. Opening the ledger checks again.
 */
export function refuseIfInUse(url: string): void {
  const file = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (file === undefined || !existsSync(file)) return;
  lockFile(realpathSync(file))();
}
