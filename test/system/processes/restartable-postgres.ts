import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { startPostgres } from '../../shared/postgres/postgres.ts';

/** A PostgreSQL server that can stop and restart. Stopped with the test. */
export interface RestartablePostgres {
  /** An empty database with the ledger's tables. */
  readonly url: string;
  /** Cuts every connection except its own. */
  readonly cutConnections: () => Promise<void>;
  /** Ends the server at once, as a power cut would. */
  readonly crash: () => Promise<void>;
  /** Starts the server again on the same data and port. Resolves when the server accepts connections. */
  readonly startAgain: () => Promise<void>;
}

export async function startRestartablePostgres(): Promise<RestartablePostgres> {
  const first = await startPostgres();
  onTestFinished(() => first.stop());
  const url = await first.createDatabase();
  const data = await askOnce(first.url(), 'show data_directory');
  const owner = statSync(data);
  // The server records its command line, one quoted word per argument.
  const [program, ...args] = readFileSync(path.join(data, 'postmaster.opts'), 'utf8')
    .trim()
    .split(/ (?=")/);
  const words = args.map((word) => word.slice(1, -1));
  let pid = first.pid;
  return {
    url,
    async cutConnections() {
      await askOnce(
        first.url(),
        `select count(pg_terminate_backend(pid)) from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
    },
    async crash() {
      process.kill(pid, 'SIGQUIT');
      const pidFile = path.join(data, 'postmaster.pid');
      while (statSync(pidFile, { throwIfNoEntry: false })) await new Promise((resolve) => setImmediate(resolve));
    },
    async startAgain() {
      const isRoot = process.getuid?.() === 0;
      const user = isRoot ? { uid: owner.uid, gid: owner.gid } : {};
      const server = spawn(program!, words, { ...user, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] });
      pid = server.pid!;
      onTestFinished(async () => {
        if (server.exitCode === null && server.kill('SIGQUIT')) await once(server, 'exit');
      });
      const output = createInterface({ input: server.stderr });
      await new Promise<void>((resolve) => {
        output.on('line', (line) => {
          if (line.includes('ready to accept connections')) resolve();
        });
      });
    },
  };
}

async function askOnce(connectionString: string, statement: string): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return String(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
}
