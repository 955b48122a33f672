import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';

/** Where programs of tests are put together. */
export const CACHE = fileURLToPath(new URL('../node_modules/.cache/tapedeck/', import.meta.url));

/**
 * A program in one file, which starts several times as fast as through a loader. `source` is below test/. Other tests
 * that use the same program at the same moment may make it anew.
 */
export async function bundled(source: string, name: string, options: BuildOptions): Promise<string> {
  const folder = path.join(CACHE, 'program');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.mjs`);
  const outfile = `${file}.${process.pid}`;
  await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'error',
    ...options,
  });
  await rename(outfile, file); // whoever reads it reads it whole
  return file;
}
