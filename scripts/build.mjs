// `npm run build`: makes dist/ if the sources have changed.
import { fileURLToPath } from 'node:url';
import { buildIfNeeded, BuildFailed, isBuilt } from './program/build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
try {
  if (isBuilt(root)) console.error('Tapedeck: nothing has changed since the last build');
  await buildIfNeeded(root, console.error);
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
