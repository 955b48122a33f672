import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makePrivateFolder } from './private-files.ts';
import { Secret } from './wire/secret.ts';

const KEY_BYTES = 32;
const FILE = 'server.key';

/**
 * The root secret of this server. All other secrets are derived, each for a purpose, so no derived secret reveals
 * another: addresses of callbacks, signatures of manifests, encryption of webhook secrets and of open starts.
 */
export class ServerKey {
  readonly #key: Secret;

  constructor(key: Secret) {
    this.#key = key;
  }

  /** Derives 32 bytes for a purpose, always the same for the same purpose. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key.reveal(), 'tapedeck', purpose, KEY_BYTES));
  }

  /**
   * Identifies this key without revealing the key. The ledger stores the fingerprint, so that no server uses another
   * key.
   */
  fingerprint(): string {
    return this.derive('fingerprint').toString('hex');
  }
}

/**
 * Returns the key of SERVER_KEY, or of a file in the data folder, created at the first start. Throws if the file cannot
 * be written.
 */
export function readServerKey(setting: string | undefined, dataDir: string): ServerKey {
  return new ServerKey(new Secret(setting ?? keyOfFile(path.join(dataDir, FILE))));
}

/**
 * Returns the key of a server that was started before; undefined: no key exists. Other
 * programs, such as verify-manifest, never create a key, because no server would use it.
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
    linkSync(made, file); // atomic, and only without an existing file: another process may create the file at the same moment
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}
