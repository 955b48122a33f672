import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const PROGRAMS = { emulators: 'emulators', callbacks: 'callback-addresses', 'new-epoch': 'new-epoch' };

/** Runs a program of dist/ in this very process: the server if `name` is none of the others. */
export async function runBuilt(root, name) {
  module.enableCompileCache?.(path.join(root, 'node_modules/.cache/tapedeck/compiled'));
  await import(pathToFileURL(path.join(root, 'dist/src', `${PROGRAMS[name] ?? 'main'}.js`)).href);
  stopWithParent();
}

/**
 * npm passes a signal on to the shell it starts, and some shells die of it without passing the signal on. A new parent
 * means just that; the process then stops as if it had been signalled.
 */
function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}
