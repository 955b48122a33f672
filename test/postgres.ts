import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { openLedger } from '../src/ledger/open-ledger.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server that serves all tests. */
    postgresUrl: string;
  }
}

/** A PostgreSQL server of its own, with its data in the folder for temporary files. */
export interface TestPostgres {
  /** The address of a database; of the one for administration when none is named. */
  url(database?: string): string;
  /** A new database with the ledger's tables; its address. */
  createDatabase(): Promise<string>;
  /** A new database without tables; its address. */
  createEmptyDatabase(): Promise<string>;
  readonly pid: number;
  stop(): Promise<void>;
}

const OLDEST_VERSION = 15;
const TEMPLATE = 'ledger_template';
const PORT_TRIES = 5;

/** For vitest's `globalSetup`: one server for the whole run. Answers how to stop it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  provide('postgresUrl', server.url());
  return () => server.stop();
}

/** Starts a server of the installed PostgreSQL. Throws with what to install where there is none. */
export async function startPostgres(): Promise<TestPostgres> {
  const binaries = findBinaries();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-postgres-'));
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const settings = ['--username=tapedeck', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'];
  execFileSync(path.join(binaries, 'initdb'), ['-D', data, ...settings], { ...user, cwd: folder, stdio: 'pipe' });
  const { server, port } = await startServer(path.join(binaries, 'postgres'), data, folder, user);
  const remove = () => {
    server.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  const url = (database = 'postgres') => `postgres://tapedeck@127.0.0.1:${port}/${database}`;
  await makeTemplate(url);
  return {
    url,
    createDatabase: () => createDatabase(url(), TEMPLATE),
    createEmptyDatabase: () => createDatabase(url(), 'template1'),
    pid: server.pid!,
    stop: async () => {
      process.off('exit', remove);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // Fast, not immediate: the server takes its shared memory with it.
      if (server.exitCode === null && server.kill('SIGINT')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let databases = 0;

/** Makes a database on the server with this address, a copy of another one; answers its address. */
export async function createDatabase(serverUrl: string, template: string = TEMPLATE): Promise<string> {
  const name = `test_${process.pid}_${(databases += 1)}`;
  await query(serverUrl, `create database ${name} template ${template}`);
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

async function query(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Copying a database is quicker than making its tables. */
async function makeTemplate(url: (database: string) => string): Promise<void> {
  await query(url('postgres'), `create database ${TEMPLATE}`);
  const ledger = await openLedger({ url: url(TEMPLATE), now: Date.now });
  await ledger.close();
}

/** The folder of the newest installed server that is new enough. */
function findBinaries(): string {
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter);
  const patterns = ['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/opt/homebrew/opt/postgresql@*/bin'];
  const folders = [...onPath, ...configuredFolder(), ...globSync(patterns)];
  const found = folders
    .filter((folder) => existsSync(path.join(folder, 'postgres')) && existsSync(path.join(folder, 'initdb')))
    .map((folder) => ({ folder, version: versionIn(folder) }))
    .sort((one, other) => other.version - one.version)[0];
  if (found && found.version >= OLDEST_VERSION) return found.folder;
  throw new Error(
    `The tests need a PostgreSQL server, version ${OLDEST_VERSION} or newer. ` +
      'Install one (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17) and run them again.',
  );
}

function configuredFolder(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim()];
  } catch {
    return []; // only developers of extensions have it
  }
}

function versionIn(folder: string): number {
  const printed = execFileSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/\d+/.exec(printed)?.[0] ?? 0);
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** The server refuses to run as root. */
function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const idOf = (kind: string) => Number(execFileSync('id', [kind, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: idOf('-u'), gid: idOf('-g') };
    } catch {
      continue; // there is no such user
    }
  }
  throw new Error('The tests run as root and find no user for the PostgreSQL server: neither postgres nor nobody.');
}

async function startServer(
  program: string,
  data: string,
  folder: string,
  user: User | undefined,
): Promise<{ server: ChildProcess; port: number }> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: '64MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '2GB',
    jit: 'off',
    log_destination: 'stderr',
    lc_messages: 'C',
  };
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(program, ['-D', data, ...options], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const failure = await readiness(server);
    if (failure === undefined) return { server, port };
    // Somebody else took the port in between.
    if (tries === PORT_TRIES) throw new Error(`PostgreSQL did not start: ${failure}`);
  }
}

/** What it printed when it did not get ready. */
async function readiness(server: ChildProcess): Promise<string | undefined> {
  const lines: string[] = [];
  const output = createInterface({ input: server.stderr! });
  const isReady = await new Promise<boolean>((resolve) => {
    output.on('line', (line) => {
      lines.push(line);
      if (line.includes('database system is ready to accept connections')) resolve(true);
    });
    server.once('exit', () => resolve(false));
  });
  output.removeAllListeners('line').on('line', () => undefined); // else the pipe fills up, and the server with it
  return isReady ? undefined : lines.join('\n');
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
