import { expect, it } from 'vitest';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { newDatabase } from '../../shared/postgres.ts';
import { sendUntilTaken } from './client.ts';
import { startServerProcess } from './server-process.ts';
import { busiestSecond, forgetArrivals, startVendors, tasksByRoom } from './vendors.ts';

// 20 calls a second is what the vendor gives an account, not a process: servers on one database share it.

const STARTS = Number(process.env['CRASH_SCALE'] ?? 0) >= 1 ? 1000 : 240;
const ALLOWED = 20;
/** What the spacing leaves for the way to the vendor, and how far apart calls are then. */
const SLACK_MS = 100;
const SPACING_MS = 55;

interface Found {
  readonly processes: number;
  /** Rooms with another number of tasks than one. */
  readonly notOnce: readonly string[];
  /** How many recordings are in each state beside those that record. */
  readonly others: readonly string[];
  /** Starts that were answered so that they were sent again with their key. */
  readonly again: number;
  /** By action, the most calls that arrived in any one second. */
  readonly most: Readonly<Record<string, number>>;
  /** How many may have arrived in one second where the machine held them up for longer than the way may take. */
  readonly allowed: number;
}

/** All starts at once, over so many servers on a database of their own. */
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
    // Those for which the wait was too long were put down, and are sent at a later turn.
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

/** One after the other: together they would hold each other up. */
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
