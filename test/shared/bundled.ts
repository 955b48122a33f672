import { cp, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { firstUse } from './vitest/first-use.ts';

/** Where programs of tests are put together. */
export const CACHE = fileURLToPath(new URL('../../node_modules/.cache/tapedeck/', import.meta.url));

/**
 * A program in one file, which starts several times as fast as through a loader. `source` is below the project's folder. Other tests
 * that use the same program at the same moment may make it anew.
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
  await rename(outfile, file); // whoever reads it reads it whole
  return file;
}

const programs = new Map<string, Promise<string>>();

/** A program of the project in one file, for tests that run it in a process. Its packages stay where they are. */
export function programOf(source: string): Promise<string> {
  const before = programs.get(source);
  if (before) return before;
  const name = source.replaceAll('/', '-').replace(/\.ts$/, '');
  const made = bundled(source, name, { packages: 'external', sourcemap: 'inline' });
  programs.set(source, made);
  return made;
}

let server: Promise<string> | undefined;

/** The server in one file, with the page that it looks for beside its own folder. */
export function serverProgram(): Promise<string> {
  return (server ??= (async () => {
    const page = await firstUse('page');
    await cp(page, path.join(CACHE, 'web'), { recursive: true });
    return programOf('src/main.ts');
  })());
}
