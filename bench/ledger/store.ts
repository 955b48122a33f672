import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../test/shared/postgres/postgres.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';

export type StoreName = 'sqlite' | 'postgres';

/** Place for the ledgers of the benchmark. `stop` removes all ledgers. */
export interface BenchStore {
  readonly name: StoreName;
  /** Returns the address of a new, empty ledger. */
  newUrl(): Promise<string>;
  stop(): Promise<void>;
}

/** Creates a folder for SQLite files, or starts a PostgreSQL server. */
export function startStore(name: StoreName): Promise<BenchStore> {
  return name === 'sqlite' ? startSqlite() : startServer();
}

function startSqlite(): Promise<BenchStore> {
  const folder = mkdtempSync(join(tmpdir(), 'tapedeck-bench-ledger-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  let files = 0;
  return Promise.resolve({
    name: 'sqlite',
    newUrl: async () => {
      const url = `sqlite:${join(folder, `${(files += 1)}.sqlite`)}`;
      await (await openLedger({ url, now: Date.now })).close();
      return url;
    },
    stop: () => {
      process.off('exit', remove);
      remove();
      return Promise.resolve();
    },
  });
}

async function startServer(): Promise<BenchStore> {
  const server = await startPostgres();
  return { name: 'postgres', newUrl: () => server.createDatabase(), stop: () => server.stop() };
}
