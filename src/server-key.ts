import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makePrivateFolder } from './private-files.ts';
import { Secret } from './wire/secret.ts';

const KEY_BYTES = 32;
const FILE = 'server.key';

/**
 * The one secret of this server. All others that it makes are derived from it, each for its purpose, so none tells
 * anything of another: the addresses of callbacks, the signatures of manifests, what hides the secrets of webhooks and of open starts.
 */
export class ServerKey {
  readonly #key: Secret;

  constructor(key: Secret) {
    this.#key = key;
  }

  /** 32 bytes for a purpose: always the same for the same purpose. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key.reveal(), 'tapedeck', purpose, KEY_BYTES));
  }

  /** Tells this key from others and tells nothing of it: the ledger keeps it, so that no server uses another key there. */
  fingerprint(): string {
    return this.derive('fingerprint').toString('hex');
  }
}

/** The key of SERVER_KEY; or that of a file in the data folder, made at the first start. Throws where that cannot be. */
export function readServerKey(setting: string | undefined, dataDir: string): ServerKey {
  return new ServerKey(new Secret(setting ?? keyOfFile(path.join(dataDir, FILE))));
}

/**
 * The key of a server that was started before. Undefined where there is none yet: a server would make one, but a program
 * beside it must not, for no server is known to have that one.
 */
export function existingServerKey(setting: string | undefined, dataDir: string): ServerKey | undefined {
  const isThere = setting !== undefined || existsSync(path.join(dataDir, FILE));
  return isThere ? readServerKey(setting, dataDir) : undefined;
}

function keyOfFile(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  makePrivateFolder(path.dirname(file));
  const made = `${file}.${process.pid}`;
  try {
    writeFileSync(made, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600 });
    linkSync(made, file); // whole, and only if none is there: another process may do so at the same moment
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}
