import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled, CACHE } from '../bundled.ts';

const OWN_CODE = { packages: 'external', sourcemap: 'inline' } as const;

let server: Promise<string> | undefined;
let vendors: Promise<string> | undefined;

/** The server in one file. */
export function serverProgram(): Promise<string> {
  return (server ??= (async () => {
    // It looks for its page beside its own folder.
    await cp(fileURLToPath(new URL('../../dist/web/', import.meta.url)), path.join(CACHE, 'web'), { recursive: true });
    return bundled('../src/main.ts', 'server', OWN_CODE);
  })());
}

/** The emulators in one file. */
export function vendorsProgram(): Promise<string> {
  return (vendors ??= bundled('processes/vendors-process.ts', 'vendors', OWN_CODE));
}
