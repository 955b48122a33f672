import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreInUse, StoreTooNew, StoreUnusable } from '../../../src/ledger/contract/errors.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { programOf } from '../../shared/bundled.ts';
import { databaseUrl } from '../../shared/postgres/databases.ts';
import { newEmptyDatabase, sharedPostgres } from '../../shared/postgres/run-server.ts';
import { POSTGRES } from '../../shared/both-stores.ts';
import { LEDGER_STORES } from '../../shared/ledger-stores.ts';
import { SQLITE, temporaryFolder } from '../../shared/stores.ts';
import { idOf, MADE_AT, recording } from '../../shared/ledger/sample.ts';

const now = () => MADE_AT;

async function open(url: string): Promise<Ledger> {
  const ledger = await openLedger({ url, now });
  onTestFinished(() => ledger.close());
  return ledger;
}

/** Returns the error of opening a ledger. */
async function failure(url: string): Promise<Error> {
  const outcome = await openLedger({ url, now }).catch((error: unknown) => error);
  if (outcome instanceof Error) return outcome;
  await (outcome as Ledger).close();
  throw new Error('it opened');
}

/** Opens a ledger in another process. Returns the result, and a function that kills the process. */
async function openElsewhere(url: string) {
  const program = await programOf('test/integration/ledger/ledger-process.ts');
  const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    said,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('a SQLite file', () => {
  it('is made with its folder', async () => {
    const url = `sqlite:${path.join(temporaryFolder(), 'a', 'b', 'ledger.db')}`;
    await (await open(url)).insert(recording(1));
  });

  it('is refused while another process has it, and free when that is killed', async () => {
    const url = await SQLITE.newUrl();
    const other = await openElsewhere(url);
    expect(other.said).toBe('open');
    const refused = await failure(url);
    expect(refused).toBeInstanceOf(StoreInUse);
    expect(refused.message).toContain(url.slice('sqlite:'.length));
    await other.kill();
    await open(url);
  });

  it('is refused to another process while this one has it', async () => {
    const { url } = await SQLITE.open();
    expect((await openElsewhere(url)).said).toBe('StoreInUse');
  });

  it('is refused to a second ledger of the same process, under any name', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'real'));
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'));
    await open(`sqlite:${folder}/real/ledger.db`);
    expect(await failure(`sqlite:${folder}/real/ledger.db`)).toBeInstanceOf(StoreInUse);
    expect(await failure(`sqlite:${folder}/link/ledger.db`)).toBeInstanceOf(StoreInUse);
  });

  it('opens again after it was closed', async () => {
    const { ledger, reopen } = await SQLITE.open();
    await ledger.insert(recording(1));
    expect(await (await reopen()).find(idOf(1))).toBeDefined();
  });

  it('that opening failed on can be opened when it is mended', async () => {
    const file = path.join(temporaryFolder(), 'ledger.db');
    writeFileSync(file, 'this is no database, and it is longer than the head of one would be. '.repeat(9));
    expect(await failure(`sqlite:${file}`)).toMatchObject({ name: 'StoreUnusable' });
    writeFileSync(file, '');
    await open(`sqlite:${file}`);
  });

  it('of a newer version is refused, and left as it is', async () => {
    const { ledger, url } = await SQLITE.open();
    await ledger.close();
    const file = url.slice('sqlite:'.length);
    const db = new Database(file);
    db.exec(`insert into tapedeck_migration (name, timestamp) values ('9999_future', '2030-01-01T00:00:00.000Z')`);
    const before = db.serialize();
    db.close();
    expect(await failure(url)).toBeInstanceOf(StoreTooNew);
    const after = new Database(file, { readonly: true });
    onTestFinished(() => void after.close());
    expect(after.serialize().equals(before)).toBe(true);
  });

  it('is named when it cannot be opened', async () => {
    const folder = path.join(temporaryFolder(), 'folder');
    mkdirSync(folder);
    const refused = await failure(`sqlite:${folder}`);
    expect(refused).toBeInstanceOf(StoreUnusable);
    expect(refused.message).toContain(folder);
  });
});

it('a ledger in memory works, beside others', async () => {
  const [one, other] = [await open('sqlite::memory:'), await open('sqlite::memory:')];
  await one.insert(recording(1, { nextActionAt: MADE_AT }));
  expect(await one.claimDue('TIW', MADE_AT, MADE_AT + 1, 1)).toHaveLength(1);
  expect((await one.page({}, { order: 'NEWEST_FIRST', take: { first: 1 } })).rows).toHaveLength(1);
  expect(await other.find(idOf(1))).toBeUndefined();
});

it.each(['', 'ledger.db', 'sqlite:', 'mysql://x/y'])('an address like "%s" is refused', async (url) => {
  expect(await failure(url)).toMatchObject({ name: 'StoreUnusable' });
});

describe('a PostgreSQL database', () => {
  it('gets its tables from whichever of several instances comes first', async () => {
    const url = await newEmptyDatabase();
    const instances = await Promise.all(Array.from({ length: 4 }, () => open(url)));
    await Promise.all(instances.map((ledger, number) => ledger.insert(recording(number))));
    expect((await instances[0]!.counts())[0]?.count).toBe(4);
  });

  it('of a newer version is refused', async () => {
    const { url } = await POSTGRES.open();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`insert into tapedeck_migration values ('9999_future', '2030-01-01T00:00:00.000Z')`);
    await client.end();
    expect(await failure(url)).toBeInstanceOf(StoreTooNew);
  });

  it('that is not there is named, without the password', async () => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await once(server, 'close');
    const refused = await failure(`postgres://user:hunter2@127.0.0.1:${port}/ledger`);
    expect(refused.message).toBe(
      `postgres://127.0.0.1:${port}/ledger: nothing listens there. Start PostgreSQL, or correct host and port in DATABASE_URL. (ECONNREFUSED)`,
    );
    expect(await failure(databaseUrl((await sharedPostgres()).url, 'missing'))).toMatchObject({
      name: 'StoreUnusable',
    });
  });

  it('with an address that cannot be read is refused without repeating it', async () => {
    const refused = await failure('postgres://user:hunter2@[bad/ledger');
    expect(refused).toBeInstanceOf(StoreUnusable);
    expect(refused.message).not.toContain('hunter2');
  });
});

it.each(LEDGER_STORES)('$name says whether others may be at work on it', async ({ name, open: openStore }) => {
  const { ledger } = await openStore();
  expect(ledger.shared).toBe(name !== 'SQLite');
});
