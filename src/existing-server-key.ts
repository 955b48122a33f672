import { existsSync } from 'node:fs';
import path from 'node:path';
import { readServerKey, type ServerKey } from './server-key.ts';

/**
 * The key of a server that was started before. Undefined where there is none yet: a server would make one, but a program
 * beside it must not, for no server is known to have that one.
 */
export function existingServerKey(setting: string | undefined, dataDir: string): ServerKey | undefined {
  const isThere = setting !== undefined || existsSync(path.join(dataDir, 'server.key'));
  return isThere ? readServerKey(setting, dataDir) : undefined;
}
