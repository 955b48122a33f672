// Tells whether a file is a manifest that this server signed, unchanged, and what it says. Exits 1 where it is not.
import { readFileSync } from 'node:fs';
import { BadConfig, readConfig } from '../src/config.ts';
import { existingServerKey } from '../src/server-key.ts';
import type { Manifest } from '../src/recordings/manifest.ts';
import { ManifestSigner } from '../src/recordings/manifest-signer.ts';

/** Why it cannot be told. For people. */
class Unverifiable extends Error {}

try {
  const [file, ...others] = process.argv.slice(2);
  if (file === undefined || others.length > 0) throw new Unverifiable('Usage: npm run manifest:verify -- <file>');
  const verdict = ownSigner().verify(textOf(file));
  if (!verdict.isValid) throw new Unverifiable(`invalid: ${verdict.reason}`);
  console.log(summary(verdict.manifest));
} catch (error) {
  if (!(error instanceof Unverifiable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Signs as the server with these settings does. */
function ownSigner(): ManifestSigner {
  try {
    const { serverKeySetting, dataDir } = readConfig();
    const key = existingServerKey(serverKeySetting, dataDir);
    if (!key) throw new Unverifiable(`The server's key is not here: set SERVER_KEY, or DATA_DIR (now ${dataDir}).`);
    return new ManifestSigner(key);
  } catch (error) {
    throw error instanceof BadConfig ? new Unverifiable(error.message) : error;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unverifiable(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`);
  }
}

function summary({ complete, recording, files, missing, madeAt }: Manifest): string {
  const counted = `${files.length} file${files.length === 1 ? '' : 's'}`;
  return [
    `valid: ${complete ? 'complete' : 'incomplete'}`,
    `${recording.product} recording ${recording.id}, ${recording.state}, ${counted}, as of ${madeAt ?? 'no time'}`,
    ...missing.map((part) => `${part.weight.toLowerCase()}: ${whereOf(part)}${part.words}`),
  ].join('\n');
}

/** Names come from elsewhere: quoted, so that none can drive the terminal. */
function whereOf({ code, file, track, from, to }: Manifest['missing'][number]): string {
  const named = [track?.userId, track?.track, track?.format].filter((part) => part != null).join(' ');
  const span = from != null && to != null ? `${from} to ${to}` : '';
  const quoted = [file, named].filter(Boolean).map((name) => JSON.stringify(name));
  return `${[code, ...quoted, span].filter(Boolean).join(', ')}: `;
}
