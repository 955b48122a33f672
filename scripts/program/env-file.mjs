import { existsSync } from 'node:fs';
import path from 'node:path';

/** Reads the file .env in `folder`, if present, into the environment. Existing variables stay unchanged. */
export function readEnvFile(folder) {
  const file = path.join(folder, '.env');
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile?.(file); // a Node version without `loadEnvFile` is too old; a later check reports the version
  } catch (error) {
    console.error(`Tapedeck cannot start: ${file} cannot be read (${error.code ?? error.message}).`);
    process.exit(1);
  }
}
