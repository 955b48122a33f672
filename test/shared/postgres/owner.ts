import { execFileSync } from 'node:child_process';
import { lchownSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** A user of this machine. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Returns the user that runs PostgreSQL if the tests run as root, because PostgreSQL refuses root; otherwise undefined.
 */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const idOf = (kind: string) => Number(execFileSync('id', [kind, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: idOf('-u'), gid: idOf('-g') };
    } catch {
      continue; // no such user
    }
  }
  throw new Error('The tests run as root and find no user for the PostgreSQL server: neither postgres nor nobody.');
}

/** Gives a folder and its contents to a user. */
export function giveTo(user: User, folder: string): void {
  lchownSync(folder, user.uid, user.gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(path.join(folder, name), user.uid, user.gid);
  }
}
