// `npm start`, `npm run emulators`, `npm run callbacks` and `npm run new-epoch`: reads .env, builds if needed, then runs in this very process.
import { fileURLToPath } from 'node:url';
import { buildIfNeeded, BuildFailed } from './program/build.mjs';
import { readEnvFile } from './program/env-file.mjs';
import { runBuilt } from './program/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
readEnvFile(process.cwd());
try {
  await buildIfNeeded(root, console.error);
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
await runBuilt(root, process.argv[2]);
