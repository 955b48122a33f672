import module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const PROGRAMS = { emulators: 'emulators', callbacks: 'callback-addresses', 'new-epoch': 'new-epoch' };

/** Runs a program of dist/ in this process: the server if `name` names no other program. */
export async function runBuilt(root, name) {
  module.enableCompileCache?.(path.join(root, 'node_modules/.cache/tapedeck/compiled'));
  await import(pathToFileURL(path.join(root, 'dist/src', `${PROGRAMS[name] ?? 'main'}.js`)).href);
  stopWithParent();
}

/**
 * npm passes a signal to its shell, and some shells die without passing the signal on. A new parent process means such
 * a death: the process then stops as after a signal.
 */
function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}
