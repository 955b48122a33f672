import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LedgerUnavailable } from '../../../src/errors.ts';
import { programOf } from '../../shared/bundled.ts';
import { startPostgres } from '../../shared/postgres/postgres.ts';
import { newDatabase } from '../../shared/postgres/run-server.ts';
import { POSTGRES } from '../../shared/both-stores.ts';
import { LEDGER_STORES } from '../../shared/ledger-stores.ts';
import { SQLITE } from '../../shared/stores.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { idOf, MADE_AT, recording } from '../../shared/ledger/sample.ts';

async function clientOf(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  client.on('error', () => undefined); // the server may have stopped before
  onTestFinished(() => client.end().catch(() => undefined));
  return client;
}

describe.each(LEDGER_STORES)('a ledger on $name', ({ open }) => {
  it('works, says its probe', async () => {
    const { ledger } = await open();
    await ledger.probe();
    await ledger.probe();
  });

  it('fails with neither SQL nor values in what it says', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const failed = await ledger.insert(recording(1, { room: 'secret-room' })).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(LedgerUnavailable);
    expect((failed as Error).message).not.toMatch(/secret-room|insert|unique/i);
    expect((failed as LedgerUnavailable).entries()).toMatchObject([{ code: 'LEDGER_UNAVAILABLE', retryable: true }]);
    expect((failed as Error).cause).toBeInstanceOf(Error);
  });

  it('that is closed waits for what was asked before, and takes nothing more', async () => {
    const { ledger, reopen } = await open();
    const begun = Promise.all([1, 2, 3].map((number) => ledger.insert(recording(number))));
    await ledger.close();
    await begun;
    await expect(ledger.find(idOf(1))).rejects.toBeInstanceOf(LedgerUnavailable);
    await expect(ledger.insert(recording(4))).rejects.toBeInstanceOf(LedgerUnavailable);
    await expect(ledger.probe()).rejects.toBeInstanceOf(LedgerUnavailable);
    await ledger.close();
    expect((await (await reopen()).counts())[0]?.count).toBe(3);
  });
});

describe('the probe of SQLite', () => {
  it('fails when the disk is full', async () => {
    const url = await SQLITE.newUrl();
    const program = await programOf('test/system/ledger/full-disk-process.ts');
    // In blocks of 1 kB or 512 bytes: more than the tables need, less than the log needs.
    const limited = ['-c', 'ulimit -f 800; exec "$@"', 'sh', process.execPath, program, url];
    const child = spawn('sh', limited, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    expect(said).toBe('LedgerUnavailable after some probes');
  });

  it('fails when the file was removed', async () => {
    const { ledger, url } = await SQLITE.open();
    rmSync(url.slice('sqlite:'.length));
    await expect(ledger.probe()).rejects.toBeInstanceOf(LedgerUnavailable);
  });
});

describe('PostgreSQL', () => {
  it('that cuts connections is used again at once', async () => {
    const lost: unknown[] = [];
    const log = { warn: (fields: object) => void lost.push(fields) };
    const { ledger, url } = await POSTGRES.open({ log });
    await ledger.insert(recording(1));
    const client = await clientOf(url);
    const others = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    await expect.poll(() => client.query(`select ${others} and state <> 'idle'`)).toMatchObject({ rowCount: 0 });
    const { rowCount } = await client.query(`select pg_terminate_backend(pid) ${others}`);
    await expect.poll(() => lost).toEqual(Array.from({ length: rowCount! }, () => ({ code: '57P01' })));
    expect(await ledger.find(idOf(1))).toBeDefined();
  });

  it('that does not answer fails the probe within a second and a half, and works again when it does', async () => {
    const { ledger, url } = await POSTGRES.open();
    const client = await clientOf(url);
    await client.query('begin; lock table probe in access exclusive mode');
    const begun = performance.now();
    await expect(ledger.probe()).rejects.toBeInstanceOf(LedgerUnavailable);
    expect(performance.now() - begun).toBeLessThan(4000);
    await client.query('rollback');
    await ledger.probe();
  });

  it('that is gone fails the probe and all else', async () => {
    const server = await startPostgres();
    const ledger = await openLedger({ url: await server.createDatabase(), now: Date.now });
    onTestFinished(() => ledger.close());
    await ledger.probe();
    await server.stop();
    await expect(ledger.probe()).rejects.toBeInstanceOf(LedgerUnavailable);
    await expect(ledger.find(idOf(1))).rejects.toBeInstanceOf(LedgerUnavailable);
    await expect(ledger.insert(recording(1))).rejects.toBeInstanceOf(LedgerUnavailable);
  });

  it('repeats what collided with another transaction', async () => {
    const url = await newDatabase();
    const ledger = await openLedger({
      url: `${url}?options=-c%20default_transaction_isolation%3Dserializable`,
      now: Date.now,
    });
    onTestFinished(() => ledger.close());
    await ledger.insert(recording(1));
    await Promise.all(
      Array.from({ length: 5 }, () =>
        ledger.update(idOf(1), ({ tries }) => {
          return { at: MADE_AT, set: { tries: tries + 1 } };
        }),
      ),
    );
    expect((await ledger.find(idOf(1)))?.tries).toBe(5);
  });
});
