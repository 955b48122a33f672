import { cp, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/tapedeck/', import.meta.url));

let server: Promise<string> | undefined;
let vendors: Promise<string> | undefined;

/** The server in one file: through a loader it starts several times as slowly. */
export function serverProgram(): Promise<string> {
  return (server ??= (async () => {
    // It looks for its page beside its own folder.
    await cp(fileURLToPath(new URL('../../dist/web/', import.meta.url)), path.join(CACHE, 'web'), { recursive: true });
    return bundle('../../src/main.ts', 'server');
  })());
}

/** The emulators in one file. */
export function vendorsProgram(): Promise<string> {
  return (vendors ??= bundle('vendors-process.ts', 'vendors'));
}

async function bundle(source: string, name: string): Promise<string> {
  const folder = path.join(CACHE, 'program');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.mjs`);
  const outfile = `${file}.${process.pid}`; // other tests of this moment use the file, and make it anew
  await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  await rename(outfile, file);
  return file;
}
