import net from 'node:net';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { temporaryFolder } from '../../shared/stores.ts';
import { startServerProcess } from './server-process.ts';
import { SteadyClient } from './steady-client.ts';
import { startVendors, tasksByRoom } from './vendors.ts';

// As an operator updates the program under load: stops the server, waits for its end and starts the server again,
// repeatedly.

const IS_FULL = Number(process.env['CRASH_SCALE'] ?? 0) >= 1;
const RESTARTS = IS_FULL ? 19 : 2;
const BETWEEN_MS = IS_FULL ? 30_000 : 4000;
const OPERATIONS_PER_SECOND = IS_FULL ? 200 : 100;
const RESTART_WITHIN_MS = 20_000;

it(
  'a server that is restarted under load fails no operation and starts everything once',
  { timeout: 1_200_000 },
  async () => {
    const vendors = await startVendors();
    const url = `sqlite:${path.join(temporaryFolder(), 'ledger.sqlite')}`;
    const environment = {
      ...vendors.environment,
      VENDOR_CALLS_PER_SECOND: '0',
      DATABASE_URL: url,
      PORT: String(await freePort()),
    };
    let server = await startServerProcess(environment);
    const client = new SteadyClient(server.origin, OPERATIONS_PER_SECOND);
    const restartsMs: number[] = [];
    const stopsMs: number[] = [];
    for (let restart = 0; restart < RESTARTS; restart++) {
      await after(BETWEEN_MS); // runs load for a while: a stop has to finish the requests in flight
      const began = performance.now();
      server.kill('SIGTERM');
      expect(await server.exited, server.written()).toBe(0);
      stopsMs.push(performance.now() - began);
      server = await startServerProcess(environment);
      restartsMs.push(performance.now() - began);
    }
    await after(BETWEEN_MS);
    await client.stop();
    server.kill('SIGTERM');
    expect(await server.exited, server.written()).toBe(0);

    const { started, failed, operations, retries, slowestMs } = client;
    const tasks = await tasksByRoom(vendors.rongcloud);
    const notOnce = [...started.keys()].filter((room) => tasks.get(room) !== 1);
    const ledger = await openLedger({ url, now: Date.now });
    const wrong: string[] = [];
    try {
      for (const [room, id] of started) {
        const row = await ledger.find(id);
        if (row?.room !== room || !row.accepted) wrong.push(`${room} ${row?.state ?? 'not there'}`);
      }
      const rows = (await ledger.counts()).reduce((sum, { count }) => sum + count, 0);
      console.info(
        `restarts: ${operations} operations, ${started.size} starts, ${failed.length} failed, ${retries} tried again, ` +
          `slowest ${Math.round(slowestMs)} ms; ${notOnce.length} starts not once at the vendor, ${wrong.length} not in ` +
          `the ledger, ${rows} rows; restarts took ${rounded(restartsMs)} ms, of which the stops ${rounded(stopsMs)} ms`,
      );
      expect({ failed, notOnce, wrong }, server.written()).toEqual({ failed: [], notOnce: [], wrong: [] });
      expect(rows).toBe(started.size);
      expect(tasks.size).toBe(started.size);
    } finally {
      await ledger.close();
    }
    expect(started.size).toBe(Math.floor(operations / 2));
    expect(Math.max(...restartsMs)).toBeLessThan(RESTART_WITHIN_MS);
  },
);

function rounded(times: readonly number[]): string {
  return times.map((ms) => Math.round(ms)).join(', ');
}

/** Returns a free port: clients must find the next server at the same address. */
async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
