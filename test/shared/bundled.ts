import { cp, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { firstUse } from './vitest/first-use.ts';

/** Where programs of tests are put together. */
export const CACHE = fileURLToPath(new URL('../../node_modules/.cache/tapedeck/', import.meta.url));

/**
 * Bundles a program into one file, which starts several times as fast as through a loader. `source` is relative to the
 * project. Concurrent tests of the same program may bundle the program again.
 */
export async function bundled(source: string, name: string, options: BuildOptions): Promise<string> {
  const folder = path.join(CACHE, 'program');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.mjs`);
  const outfile = `${file}.${process.pid}`;
  await build({
    entryPoints: [fileURLToPath(new URL(`../../${source}`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    logLevel: 'error',
    ...options,
  });
  await rename(outfile, file); // a reader always reads a complete file
  return file;
}

const programs = new Map<string, Promise<string>>();

/**
 * Bundles a program of the project into one file, for tests that run the program in a process. Its packages stay in
 * place.
 */
export function programOf(source: string): Promise<string> {
  const before = programs.get(source);
  if (before) return before;
  const name = source.replaceAll('/', '-').replace(/\.ts$/, '');
  const made = bundled(source, name, { packages: 'external', sourcemap: 'inline' });
  programs.set(source, made);
  return made;
}

let server: Promise<string> | undefined;

/** Bundles the server into one file, with the page in the folder that the server expects. */
export function serverProgram(): Promise<string> {
  return (server ??= (async () => {
    const page = await firstUse('page');
    await cp(page, path.join(CACHE, 'web'), { recursive: true });
    return programOf('src/main.ts');
  })());
}
