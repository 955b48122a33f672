// Makes dist/: the compiled server and its pages.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { hasSources, stampOf } from './stamp.mjs';

/** The stamp of the sources of a build. Written last, so a build with a stamp is complete. */
const STAMP = 'stamp';

/** A build cannot be made; the message is for the operator. */
export class BuildFailed extends Error {
  name = 'BuildFailed';
}

/** Whether dist/ is a whole build of the present sources. */
export function isBuilt(root) {
  return stampIn(path.join(root, 'dist')) === stampOf(root);
}

/** Whether dist/ is a complete build of other sources than the present sources. */
export function isOutdated(root) {
  return hasSources(root) && existsSync(path.join(root, 'dist', STAMP)) && !isBuilt(root);
}

/**
 * Builds dist/ if the sources have changed since the last build. If two processes build at once, the second process
 * waits for the first and uses its build. `say` receives progress lines. Throws `BuildFailed`.
 */
export async function buildIfNeeded(root, say) {
  if (isBuilt(root)) return;
  const tsc = compilerOf(root);
  const startedAt = performance.now();
  say('Tapedeck: building … (only after a change)');
  const { whileAlone } = await import('./build-lock.mjs');
  const alone = async () => {
    if (isBuilt(root)) return;
    await build(root, tsc);
  };
  await whileAlone(root, alone, () => say('Tapedeck: another process is building; waiting for it …'));
  say(`Tapedeck: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function compilerOf(root) {
  try {
    return createRequire(path.join(root, 'package.json')).resolve('typescript/bin/tsc');
  } catch {
    throw new BuildFailed(
      'Tapedeck must be built, and the packages that build it are not installed.\n' +
        'Run `npm ci` and then `npm run build`. To start a build that is there, run `npm run start:prod`.',
    );
  }
}

/** Builds in a temporary folder, so that dist/ is always a complete build or missing. */
async function build(root, tsc) {
  const [dist, work, old] = ['dist', 'dist.new', 'dist.old'].map((name) => path.join(root, name));
  const fresh = path.join(work, randomUUID()); // the compiler of a build that was killed may still write into its own
  const stamp = stampOf(root); // of before: what changes meanwhile is built the next time
  await Promise.all([remove(work), remove(old)]); // of a build that was interrupted
  // The types are checked by `npm run types`; here that would take five times as long.
  const options = ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', fresh];
  const { buildGraphiql } = await import('../build-graphiql.mjs');
  const [code] = await Promise.all([
    run([tsc, ...options], root),
    buildGraphiql({ outDir: path.join(fresh, 'web'), examplesDir: path.join(root, 'examples') }),
  ]);
  if (code !== 0) {
    await remove(work);
    throw new BuildFailed('Tapedeck was not built: the compiler found faults, see above. The last build is unchanged.');
  }
  await writeFile(path.join(fresh, STAMP), stamp);
  if (existsSync(dist)) await rename(dist, old); // Windows cannot rename onto a folder, and no system onto a full folder
  await rename(fresh, dist);
  await Promise.all([remove(work), remove(old)]);
}

/** Returns the exit code of a Node program; null after a signal. */
async function run(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 2, 2] });
  const [code] = await once(child, 'close');
  return code;
}

function stampIn(dist) {
  try {
    return readFileSync(path.join(dist, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/** Retries: on Windows, a virus scanner may hold a file for a moment. */
async function remove(folder) {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
