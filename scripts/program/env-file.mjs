import { existsSync } from 'node:fs';
import path from 'node:path';

/** Reads the file .env in `folder` into the environment if there is one. What the environment already has stays. */
export function readEnvFile(folder) {
  const file = path.join(folder, '.env');
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile?.(file); // a Node without it is too old, and told so later
  } catch (error) {
    console.error(`Tapedeck cannot start: ${file} cannot be read (${error.code ?? error.message}).`);
    process.exit(1);
  }
}
