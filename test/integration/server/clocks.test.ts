import { expect, it, onTestFinished } from 'vitest';
import { MACHINE_CLOCKS } from '../../../src/clock/machine-clocks.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { newDatabase } from '../../shared/postgres/run-server.ts';
import { startServer } from '../../shared/server.ts';
import { json, request } from '../../shared/running-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';

const HOUR = 3_600_000;

interface Readiness {
  readonly status: string;
  readonly clocksAheadMs?: Readonly<Record<string, number>>;
}

/** Returns the /readyz response of a server whose machine is ahead of all other clocks. */
async function readiness(aheadMs: number): Promise<Readiness> {
  const server = await startServer({
    config: readConfig({
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: temporaryFolder(),
      DATABASE_URL: await newDatabase(),
    }),
    log: createLog('silent'),
    machine: { ...MACHINE_CLOCKS, wall: () => Date.now() + aheadMs },
    reconcile: false,
  });
  onTestFinished(server.stop);
  return json<Readiness>(await request(`${server.origin}/readyz`));
}

it('readiness says by how much the clock of the database is ahead of that of the machine', async () => {
  const { status, clocksAheadMs } = await readiness(HOUR);
  expect(status).toBe('ready');
  expect(Object.keys(clocksAheadMs!)).toEqual(['database']);
  expect(Math.abs(clocksAheadMs!['database']! + HOUR)).toBeLessThan(5000);
});

it('readiness says nothing of clocks that agree', async () => {
  expect(await readiness(0)).toEqual({ status: 'ready' });
});
