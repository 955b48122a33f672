import path from 'node:path';
import { expect, it } from 'vitest';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { temporaryFolder } from '../../shared/stores.ts';
import { fileOnSmallDisk, fileThatCannotBeWritten, type BreakableFile } from './broken-disk.ts';
import { startRestartablePostgres } from './restartable-postgres.ts';
import { spawnServer, startServerProcess, type ServerProcess } from './server-process.ts';
import { StartingClient } from './starting-client.ts';
import { startVendors, tasksByRoom, type Vendors } from './vendors.ts';

/** Time until a server reports that its ledger is broken or works again. */
const RED_WITHIN_MS = 2000;
const GREEN_WITHIN_MS = 5000;
/** For how long starts come in while the ledger is broken, as /readyz says. */
const BROKEN_STARTS = 20;

const NO_PACE = { VENDOR_CALLS_PER_SECOND: '0' };

/** Returns the status of /readyz. */
async function readiness({ origin }: ServerProcess): Promise<string> {
  return ((await (await fetch(`${origin}/readyz`)).json()) as { status: string }).status;
}

/** Returns the time until /readyz has the expected status, in ms. */
async function untilReady(server: ServerProcess, expected: string): Promise<number> {
  const began = performance.now();
  await expect.poll(() => readiness(server), { timeout: 20_000, interval: 50 }).toBe(expected);
  return performance.now() - began;
}

async function untilStarts(client: StartingClient, kind: 'acknowledged' | 'refused', more: number): Promise<void> {
  const wanted = client[kind].size + more;
  await expect.poll(() => client[kind].size, { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(wanted);
}

interface Outage {
  readonly redMs: number;
  readonly greenMs: number;
}

/** Starts come in while the ledger breaks, is broken and works again. */
async function through(
  server: ServerProcess,
  breaks: () => void | Promise<void>,
  mend: () => void | Promise<void>,
): Promise<{ client: StartingClient; outage: Outage }> {
  const client = new StartingClient(server.origin);
  await untilStarts(client, 'acknowledged', 20);
  await breaks();
  const redMs = await untilReady(server, 'ledger unavailable');
  await untilStarts(client, 'refused', BROKEN_STARTS);
  expect(await readiness(server)).toBe('ledger unavailable');
  await mend();
  const greenMs = await untilReady(server, 'ready');
  await untilStarts(client, 'acknowledged', 20);
  await client.stop();
  return { client, outage: { redMs, greenMs } };
}

/** Checks that no acknowledged start is missing, and that no refused start was sent. */
async function expectTasksToAgree(what: string, url: string, vendors: Vendors, client: StartingClient): Promise<void> {
  const { acknowledged, refused, broken } = client;
  const ledger = await openLedger({ url, now: Date.now });
  const missing: string[] = [];
  try {
    for (const [room, id] of acknowledged) if ((await ledger.find(id))?.room !== room) missing.push(room);
  } finally {
    await ledger.close();
  }
  const tasks = await tasksByRoom(vendors.rongcloud);
  const notOnce = [...acknowledged.keys()].filter((room) => tasks.get(room) !== 1);
  const sentAnyway = [...refused.keys()].filter((room) => tasks.has(room));
  const codes = [...new Set(refused.values())];
  console.info(
    `${what}: ${acknowledged.size} starts acknowledged, ${missing.length} of them missing, ${notOnce.length} not once; ` +
      `${refused.size} refused as ${codes.join(' or ')}, ${sentAnyway.length} of them sent; ${broken.length} without answer`,
  );
  expect({ missing, notOnce, sentAnyway, broken }).toEqual({ missing: [], notOnce: [], sentAnyway: [], broken: [] });
  expect(codes.filter((code) => code !== 'LEDGER_UNAVAILABLE')).toEqual([]);
}

function expectInTime(what: string, { redMs, greenMs }: Outage): void {
  console.info(`${what}: red after ${Math.round(redMs)} ms, green after ${Math.round(greenMs)} ms`);
  expect(redMs).toBeLessThan(RED_WITHIN_MS);
  expect(greenMs).toBeLessThan(GREEN_WITHIN_MS);
}

it.each<[string, () => BreakableFile]>([
  ['disk that is full', fileOnSmallDisk],
  ['file that cannot be written', fileThatCannotBeWritten],
])(
  'a SQLite ledger on a %s is unready at once, loses nothing, and is ready again',
  { timeout: 60_000 },
  async (what, open) => {
    const vendors = await startVendors();
    const disk = open();
    const url = `sqlite:${disk.file}`;
    const server = await startServerProcess({ ...vendors.environment, ...NO_PACE, DATABASE_URL: url });
    const { client, outage } = await through(
      server,
      () => disk.break(server.pid),
      () => disk.mend(server.pid),
    );
    server.kill('SIGTERM');
    expect(await server.exited).toBe(0);
    await expectTasksToAgree(`${what} (${disk.way})`, url, vendors, client);
    expectInTime(what, outage);
  },
);

it('a PostgreSQL that ends at once and comes back is noticed, and nothing is lost', { timeout: 60_000 }, async () => {
  const [vendors, postgres] = await Promise.all([startVendors(), startRestartablePostgres()]);
  const server = await startServerProcess({ ...vendors.environment, ...NO_PACE, DATABASE_URL: postgres.url });
  const { client, outage } = await through(server, postgres.crash, postgres.startAgain);
  await expectTasksToAgree('PostgreSQL gone', postgres.url, vendors, client);
  expectInTime('PostgreSQL gone', outage);
});

it('a PostgreSQL that cuts all connections again and again loses nothing', { timeout: 60_000 }, async () => {
  const [vendors, postgres] = await Promise.all([startVendors(), startRestartablePostgres()]);
  const server = await startServerProcess({ ...vendors.environment, ...NO_PACE, DATABASE_URL: postgres.url });
  const client = new StartingClient(server.origin);
  for (let cut = 0; cut < 10; cut++) {
    await untilStarts(client, 'acknowledged', 10);
    await postgres.cutConnections();
  }
  const greenMs = await untilReady(server, 'ready');
  await untilStarts(client, 'acknowledged', 10);
  await client.stop();
  await expectTasksToAgree('connections cut 10 times', postgres.url, vendors, client);
  expect(greenMs).toBeLessThan(GREEN_WITHIN_MS);
});

it('a second server on one SQLite file says why it does not start', { timeout: 60_000 }, async () => {
  const file = path.join(temporaryFolder(), 'ledger.sqlite');
  const { environment } = await startVendors();
  const first = await startServerProcess({ ...environment, DATABASE_URL: `sqlite:${file}` });
  const second = await spawnServer({ ...environment, DATABASE_URL: `sqlite:${file}` });
  expect(await second.exited).toBe(1);
  console.info(`second server on one file: ${second.written().trim().replaceAll('\n', ' | ')}`);
  expect(second.written()).toContain(`Tapedeck cannot start.\n${file} is in use by another process.`);
  expect(second.written()).not.toContain('    at '); // no stack
  expect(await untilReady(first, 'ready')).toBeLessThan(GREEN_WITHIN_MS);
});
