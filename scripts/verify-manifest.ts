// Tells whether a manifest was signed by this server and is unchanged, and what it says. Exits 1 if it is not.
// Reads a GraphQL answer with manifests, or a single manifest, from a file or from standard input.
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { BadConfig, readConfig } from '../src/config.ts';
import { existingServerKey } from '../src/server-key.ts';
import type { Manifest } from '../src/recordings/manifest/manifest.ts';
import { ManifestSigner } from '../src/recordings/manifest/manifest-signer.ts';
import { manifestsIn, NoManifest } from './manifest/manifests-in.ts';

const USAGE = `Usage: npm run --silent manifest:verify -- <file>
       curl … | npm run --silent manifest:verify
The input is a GraphQL answer with recording { manifest { json } } in it, or the text of manifest.json.`;

/** The manifest cannot be verified. The message is for people. */
class Unverifiable extends Error {}

try {
  const manifests = manifestsIn(await input(process.argv.slice(2)));
  const signer = ownSigner();
  for (const manifest of manifests) console.log(summary(verified(signer, manifest)));
} catch (error) {
  if (!(error instanceof Unverifiable || error instanceof NoManifest)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** The text of the file that is named, or of standard input where none is. */
async function input([file, ...others]: readonly string[]): Promise<string> {
  if (others.length > 0 || (file === undefined && process.stdin.isTTY)) throw new Unverifiable(USAGE);
  return file === undefined || file === '-' ? text(process.stdin) : textOf(file);
}

function verified(signer: ManifestSigner, json: string): Manifest {
  const verdict = signer.verify(json);
  if (!verdict.isValid) throw new Unverifiable(`invalid: ${verdict.reason}`);
  return verdict.manifest;
}

/** Creates the signer of the server with these settings, including settings in .env. */
function ownSigner(): ManifestSigner {
  if (existsSync('.env')) process.loadEnvFile();
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

/** Names come from other programs: quoted, so that no name can control the terminal. */
function whereOf({ code, file, track, from, to }: Manifest['missing'][number]): string {
  const named = [track?.userId, track?.track, track?.format].filter((part) => part != null).join(' ');
  const span = from != null && to != null ? `${from} to ${to}` : '';
  const quoted = [file, named].filter(Boolean).map((name) => JSON.stringify(name));
  return `${[code, ...quoted, span].filter(Boolean).join(', ')}: `;
}
