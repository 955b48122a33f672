import { cpSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { newDatabase, sharedPostgres } from '../../shared/postgres/run-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';

/** A way to back up and restore a ledger. */
export interface Kind {
  readonly name: string;
  readonly make: () => Promise<Place>;
}

/** Place of the ledger of a test. The test closes the opened ledger. */
export interface Place {
  open(now: () => number): Promise<Ledger>;
  /** Makes a backup. The test's ledger is open and may be closed and reopened. */
  backUp(ledger: Ledger, now: () => number): Promise<Ledger>;
  /** Ends the test's ledger, replaces the data with the backup, and opens the ledger. */
  restore(ledger: Ledger, now: () => number): Promise<Ledger>;
}

/** Parts of a file place. */
interface Folder {
  readonly folder: string;
  readonly file: string;
  readonly backup: string;
}

/** The file is copied while the server is stopped, and copied back. */
const FILE_COPY: Kind = {
  name: 'a SQLite file, copied while the server was stopped',
  make: () =>
    sqlite({
      async backUp({ file, backup }, ledger, reopen) {
        await ledger.close();
        cpSync(file, backup);
        return reopen();
      },
      async restore({ file, backup }, ledger) {
        await ledger.close();
        cpSync(backup, file);
      },
    }),
};

/** SQLite copies the file while the server runs; the server is then killed. */
const ONLINE_BACKUP: Kind = {
  name: 'a SQLite file, backed up while the server ran, after a crash',
  make: () =>
    sqlite({
      async backUp({ file, backup }, ledger) {
        const reader = new Database(file, { readonly: true });
        await reader.backup(backup);
        reader.close();
        return ledger;
      },
      async restore({ file, backup }, ledger) {
        const asKilled = `${file}.mark.killed`;
        cpSync(`${file}.mark`, asKilled);
        await ledger.close();
        renameSync(asKilled, `${file}.mark`);
        for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
        cpSync(backup, file);
      },
    }),
};

let restores = 0;

/** Copies the whole folder, with its mark. */
const FOLDER_COPY: Kind = {
  name: 'a folder with a SQLite file and its mark, copied while the server was stopped',
  make: () =>
    sqlite({
      async backUp({ folder }, ledger, reopen) {
        await ledger.close();
        cpSync(folder, `${folder}.backup`, { recursive: true });
        onTestFinished(() => rmSync(`${folder}.backup`, { recursive: true, force: true }));
        return reopen();
      },
      async restore({ folder }, ledger) {
        await ledger.close();
        // The old files stay, so that the copied files cannot get their inodes.
        const lost = `${folder}.lost${++restores}`;
        renameSync(folder, lost);
        onTestFinished(() => rmSync(lost, { recursive: true, force: true }));
        cpSync(`${folder}.backup`, folder, { recursive: true });
      },
    }),
};

/**
 * PostgreSQL copies the database, as `pg_dump` and `pg_restore` do, and the copy takes the name of the lost database.
 */
const POSTGRES_COPY: Kind = {
  name: 'a PostgreSQL database, restored under its name',
  async make() {
    const url = await newDatabase();
    const name = new URL(url).pathname.slice(1);
    const run = (statements: readonly string[]) => onServer(statements);
    return {
      open: (now) => openLedger({ url, now }),
      async backUp(ledger, now) {
        await ledger.close();
        await run([`create database ${name}_backup template ${name}`]);
        return openLedger({ url, now });
      },
      async restore(ledger, now) {
        await ledger.close();
        await run([`drop database ${name} with (force)`, `create database ${name} template ${name}_backup`]);
        return openLedger({ url, now });
      },
    };
  },
};

/** The data of an earlier moment under a running server, as after a reset disk: only numbers show the restore. */
const POSTGRES_SET_BACK: Kind = {
  name: 'a PostgreSQL database, set back under a server that goes on',
  async make() {
    const url = await newDatabase();
    const name = new URL(url).pathname.slice(1);
    const schema = `kept_${name}`.slice(0, 60);
    // Without generated columns, which accept no values.
    const tables = `select table_name as tablename,
        string_agg(quote_ident(column_name), ', ' order by ordinal_position) as given
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
      group by table_name order by table_name`;
    // Neither triggers nor foreign keys; identity columns take the values of the copy.
    const each = (command: string) => `do $$ declare one record; begin
      set local session_replication_role = replica;
      for one in ${tables} loop execute format('${command}', one.tablename, one.given); end loop; end $$`;
    const on = async (statements: readonly string[]) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    };
    return {
      open: (now) => openLedger({ url, now }),
      async backUp(ledger) {
        await on([`create schema ${schema}`, each(`create table ${schema}.%1$I as table public.%1$I`)]);
        return ledger;
      },
      async restore(ledger) {
        await on([
          `begin; ${each('delete from public.%1$I')}; ${each(`insert into public.%1$I (%2$s) overriding system value select %2$s from ${schema}.%1$I`)}; commit`,
        ]);
        return ledger;
      },
    };
  },
};

export const KINDS: readonly Kind[] = [FILE_COPY, ONLINE_BACKUP, FOLDER_COPY, POSTGRES_COPY, POSTGRES_SET_BACK];

function sqlite(ways: {
  readonly backUp: (folder: Folder, ledger: Ledger, reopen: () => Promise<Ledger>) => Promise<Ledger>;
  readonly restore: (folder: Folder, ledger: Ledger) => Promise<void>;
}): Promise<Place> {
  const folder = path.join(temporaryFolder(), 'data');
  const file = path.join(folder, 'ledger.sqlite');
  const parts = { folder, file, backup: path.join(path.dirname(folder), 'backup.sqlite') };
  const open = (now: () => number): Promise<Ledger> => openLedger({ url: `sqlite:${file}`, now });
  return Promise.resolve({
    open,
    backUp: (ledger, now) => ways.backUp(parts, ledger, () => open(now)),
    async restore(ledger, now) {
      await ways.restore(parts, ledger);
      return open(now);
    },
  });
}

async function onServer(statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: (await sharedPostgres()).url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
