import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

let child: Promise<string> | undefined;

/** The program of the child processes, in one file: it starts several times as fast as through a loader. */
export function bundledChild(): Promise<string> {
  return (child ??= bundle());
}

async function bundle(): Promise<string> {
  const outfile = fileURLToPath(new URL('../../node_modules/.cache/tapedeck/crash-child.mjs', import.meta.url));
  await mkdir(new URL('../../node_modules/.cache/tapedeck/', import.meta.url), { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))],
    outfile,
    bundle: true,
    external: ['better-sqlite3', 'pg-native'], // native code cannot be bundled
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'error',
  });
  return outfile;
}
