import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createDatabase, createEmptyDatabase, createTemplate, databaseUrl } from './databases.ts';
import { unprivilegedUser, type User } from './owner.ts';
import { findPrograms, programIn, type Programs } from './programs.ts';
import { runnable } from './runnable.ts';

/** A PostgreSQL server with its data in the folder for temporary files. */
export interface TestPostgres {
  /** Address of a database; by default of the administration database. */
  url(database?: string): string;
  /** Prefix of the names of its databases. */
  readonly prefix: string;
  /** Creates a database with the ledger's tables and returns its address. */
  createDatabase(): Promise<string>;
  /** Creates a database without tables and returns its address. */
  createEmptyDatabase(): Promise<string>;
  readonly pid: number;
  stop(): Promise<void>;
}

const PORT_TRIES = 5;

/** Settings of a server, in addition to the common settings of test servers. */
export type PostgresSettings = Readonly<Record<string, string | number>>;

/**
 * Starts a server of these programs; by default of the programs that TEST_POSTGRES names, or of the bundled programs.
 */
export async function startPostgres(
  programs: Programs = findPrograms(process.env['TEST_POSTGRES']),
  settings: PostgresSettings = {},
): Promise<TestPostgres> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-postgres-'));
  const place: Place = { folder, user: unprivilegedUser(), settings };
  const remove = () => {
    place.server?.kill('SIGQUIT');
    removeWhileEnding(folder);
  };
  process.once('exit', remove);
  try {
    const postgres = await startIn(place, programs);
    return {
      ...postgres,
      async stop() {
        process.off('exit', remove);
        await postgres.stop();
      },
    };
  } catch (error) {
    process.off('exit', remove);
    remove();
    throw error;
  }
}

async function startIn(place: Place, programs: Programs): Promise<TestPostgres> {
  const { folder, user } = place;
  if (user) chownSync(folder, user.uid, user.gid);
  const binaries = runnable(programs, folder, user);
  const data = path.join(folder, 'data');
  const layout = ['--username=tapedeck', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'];
  execFileSync(programIn(binaries, 'initdb'), ['-D', data, ...layout], { ...user, cwd: folder, stdio: 'pipe' });
  const { server, port } = await startServer(programIn(binaries, 'postgres'), data, place);
  const admin = `postgres://tapedeck@127.0.0.1:${port}/postgres`;
  const databases = { url: admin, prefix: 'test' };
  await createTemplate(databases);
  return {
    url: (database) => (database === undefined ? admin : databaseUrl(admin, database)),
    prefix: databases.prefix,
    createDatabase: () => createDatabase(databases),
    createEmptyDatabase: () => createEmptyDatabase(databases),
    pid: server.pid!,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // Fast, not immediate: an immediate stop leaves shared memory behind.
      if (server.exitCode === null && server.signalCode === null && server.kill('SIGINT')) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Removes the folder of a server that is shutting down and still writes files. Waits synchronously, because the process ends. */
function removeWhileEnding(folder: string): void {
  for (let tries = 0; tries < 100 && existsSync(folder); tries += 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // The server may write into the folder during the removal.
    }
    if (existsSync(folder)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

/** Folder, port and user of a server. */
interface Place {
  readonly folder: string;
  readonly user: User | undefined;
  readonly settings: PostgresSettings;
  /** Absent before the start. */
  server?: ChildProcess;
}

async function startServer(
  program: string,
  data: string,
  place: Place,
): Promise<{ server: ChildProcess; port: number }> {
  const { folder, user, settings: more } = place;
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
    ...more,
  };
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(program, ['-D', data, ...options], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    place.server = server;
    const failure = await readiness(server);
    if (failure === undefined) return { server, port };
    // Another process took the port.
    if (tries === PORT_TRIES) throw new Error(`PostgreSQL did not start: ${failure}`);
  }
}

/** Returns the output of a server that did not get ready; undefined if the server is ready. */
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
  output.removeAllListeners('line').on('line', () => undefined); // a full pipe would block the server
  return isReady ? undefined : lines.join('\n');
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
