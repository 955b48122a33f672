// `npm start`, `npm run emulators` and `npm run callbacks`: builds, then runs in this very process.
import { build } from './build.mjs';

await build();
const PROGRAMS = { emulators: 'emulators', callbacks: 'callback-addresses' };
await import(`../dist/src/${PROGRAMS[process.argv[2]] ?? 'main'}.js`);

// npm passes a signal on to the shell it starts, and some shells die of it without telling us. A new parent means just
// that; we stop as if we had been told.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 250).unref();
