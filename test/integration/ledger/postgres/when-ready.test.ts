import { expect, it } from 'vitest';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { whenReady } from '../../../../src/ledger/postgres/when-ready.ts';
import { fakePostgres } from '../opening/fake-postgres.ts';
import { fakeLog } from '../../../shared/fake-log.ts';

const NOT_YET = Object.assign(new Error('the database system is starting up'), { code: '57P03' });

/** Creates a log that stores its lines, and a clock that advances with each wait. */
function harness() {
  const lines: string[] = [];
  let now = 0;
  return {
    lines,
    log: fakeLog((_fields, message) => void lines.push(message)),
    wait: { now: () => now, sleep: (ms: number) => Promise.resolve((now += ms)) },
    get now() {
      return now;
    },
  };
}

it('waits for a server that is starting, and says so once', async () => {
  const { lines, log, wait } = harness();
  let tries = 0;
  await whenReady(() => ((tries += 1) < 5 ? Promise.reject(NOT_YET) : Promise.resolve()), 'there', log, wait);
  expect(tries).toBe(5);
  expect(lines).toEqual([expect.stringMatching(/starting or recovering: waiting/)]);
});

it('gives up after 60 s', async () => {
  const { log, wait, ...rest } = harness();
  const here = { ...rest, log, wait };
  await expect(whenReady(() => Promise.reject(NOT_YET), 'there', here.log, here.wait)).rejects.toBe(NOT_YET);
  expect(here.wait.now()).toBe(60_000);
});

it('waits for nothing else', async () => {
  const { lines, log, wait } = harness();
  const refused = Object.assign(new Error(), { code: '28P01' });
  await expect(whenReady(() => Promise.reject(refused), 'there', log, wait)).rejects.toBe(refused);
  expect(wait.now()).toBe(0);
  expect(lines).toEqual([]);
});

it('a ledger opens as soon as the server is ready', async () => {
  let connections = 0;
  const url = await fakePostgres((connection) => {
    connections = connection;
    return connection < 3 ? { refuse: '57P03' } : { version: '14.1' };
  });
  // The third connection reads the version; this fake server supports no further query.
  await expect(openLedger({ url, now: Date.now })).rejects.toThrow(/PostgreSQL 14\.1/);
  expect(connections).toBe(3);
});
