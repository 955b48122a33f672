import { expect, it } from 'vitest';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { newDatabase } from '../../shared/postgres/run-server.ts';
import { sendUntilTaken } from './client.ts';
import { startServerProcess } from './server-process.ts';
import { busiestSecond, forgetArrivals, startVendors, tasksByRoom } from './vendors.ts';

// The vendor's limit of 20 calls a second applies to the account, not to a process: servers on one database share the
// limit.

const STARTS = Number(process.env['CRASH_SCALE'] ?? 0) >= 1 ? 1000 : 240;
const ALLOWED = 20;
/** Tolerance of the spacing for the way to the vendor, and the resulting spacing of calls. */
const SLACK_MS = 100;
const SPACING_MS = 55;

interface Found {
  readonly processes: number;
  /** Rooms without exactly one task. */
  readonly notOnce: readonly string[];
  /** Number of recordings in each state other than RECORDING. */
  readonly others: readonly string[];
  /** Starts that were sent again with the same key. */
  readonly again: number;
  /** By action, the maximum number of calls in any one second. */
  readonly most: Readonly<Record<string, number>>;
  /** Allowed number of calls in one second if the machine delayed calls for longer than the tolerance. */
  readonly allowed: number;
}

/** Sends all starts at once, to several servers on a new database. */
async function startOver(processes: number): Promise<Found> {
  const { tencent, longestDelayMs, environment } = await startVendors();
  const url = await newDatabase();
  const servers = await Promise.all(
    Array.from({ length: processes }, () => startServerProcess({ ...environment, DATABASE_URL: url })),
  );
  const total = STARTS + processes;
  // The first call of a process is slow, and would arrive together with the next.
  await Promise.all(
    servers.map(({ origin }, place) => sendUntilTaken(origin, { product: 'GME', number: STARTS + place })),
  );
  await forgetArrivals(tencent);
  const began = performance.now();
  const rooms = Array.from({ length: STARTS }, (_, number) => number);
  const taken = await Promise.all(
    rooms.map((number) => sendUntilTaken(servers[number % processes]!.origin, { product: 'GME', number })),
  );
  const again = taken.reduce((sum, { tries }) => sum + tries - 1, 0);
  const ledger = await openLedger({ url, now: Date.now });
  try {
    const counts = async (): Promise<Record<string, number>> =>
      Object.fromEntries((await ledger.counts()).map(({ state, count }) => [state, count]));
    // Starts with too long a wait were deferred and are sent later.
    await expect.poll(async () => (await counts())['RECORDING'], { timeout: 120_000, interval: 250 }).toBe(total);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const tasks = await tasksByRoom(tencent);
    const most = await busiestSecond(tencent);
    const delayMs = await longestDelayMs();
    const allowed = ALLOWED + (delayMs <= SLACK_MS ? 0 : Math.ceil(delayMs / SPACING_MS));
    const notOnce = rooms.map((number) => `room-${number}`).filter((room) => tasks.get(room) !== 1);
    const others = Object.entries(await counts()).filter(([state]) => state !== 'RECORDING');
    console.info(
      `budget, ${processes} processes: ${STARTS} starts in ${seconds} s, ${notOnce.length} not once, ` +
        `${again} sent again by the client, most in a second ${JSON.stringify(most)}; the machine was late by ${delayMs} ms at most`,
    );
    return { processes, notOnce, others: others.map(([state, count]) => `${count} ${state}`), again, most, allowed };
  } finally {
    await ledger.close();
  }
}

/** In sequence, because concurrent runs would delay each other. */
async function inTurns(): Promise<Found[]> {
  const found: Found[] = [];
  for (const processes of [1, 2, 4]) found.push(await startOver(processes));
  return found;
}

it(
  '1, 2 and 4 servers on one database keep to one budget, and start everything once',
  { timeout: 400_000 },
  async () => {
    for (const { processes, notOnce, others, again, most, allowed } of await inTurns()) {
      expect(notOnce, `${processes} processes`).toEqual([]);
      // A start that was answered with an error leaves a row that failed, at most.
      expect(
        others.length === 0 || (again > 0 && others.every((other) => other.endsWith(' FAILED'))),
        others.join(),
      ).toBe(true);
      const tooMany = Object.entries(most).filter(([, calls]) => calls > allowed);
      expect(tooMany, `${processes} processes`).toEqual([]);
      expect(most['StartRecord'], `${processes} processes`).toBeGreaterThan(ALLOWED / 4);
    }
  },
);
