// `npm run start:prod`: runs the build that is there, without the packages that make one.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOutdated } from './program/build.mjs';
import { readEnvFile } from './program/env-file.mjs';
import { runBuilt } from './program/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(path.join(root, 'dist/src/main.js'))) {
  console.error(
    'Tapedeck is not built. Run `npm ci && npm run build`, then `npm prune --omit=dev` if the packages for the build are not wanted here, and start again.',
  );
  process.exit(1);
}
readEnvFile(process.cwd());
process.env.NODE_ENV ||= 'production';
if (isOutdated(root)) console.error('Tapedeck: the build is not of these sources; `npm run build` makes a new one.');
await runBuilt(root);
