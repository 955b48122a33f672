import { describe, expect, it } from 'vitest';
import { RecordingState } from '../../../src/domain/recording.ts';
import { isFinal } from '../../../src/domain/state-machine.ts';
import { bundledChild } from './bundle.ts';
import { PRODUCTS, type Start } from './job.ts';
import { CrashHarness } from './harness.ts';

// Kills a process at every named place of the protocols, and at random places. After a minute of driven time, the state
// must be as if no process had been killed. `npm run test:crash` runs the full size.

const SCALE = Number(process.env['CRASH_SCALE'] ?? 0.075);
const KILLS_AT_EACH = Math.max(1, Math.round(200 * SCALE));
const RANDOM_KILLS = Math.max(1, Math.round(500 * SCALE));
/** Kills after which the store are compared. */
const BATCH = 10;
const SETTLE_MS = 60_000;
const SEED = Number(process.env['CRASH_SEED'] ?? 20261121);

const START_POINTS = [
  'start:before-intent',
  'start:intent-kept',
  'start:before-send',
  'start:answered',
  'start:settled',
];
const STOP_POINTS = ['stop:before-intent', 'stop:intent-kept', 'stop:before-send', 'stop:answered', 'stop:settled'];
const RECONCILER_POINTS = [
  'reconciler:claimed',
  'lookup:before',
  'lookup:answered',
  'repeat:intent-kept',
  'poll:answered',
];

const OPEN = [RecordingState.REQUESTED, RecordingState.STARTING, RecordingState.STOPPING];

let numbers = 0;

/** One start of every product, all at the same time. */
function newStarts(): Start[] {
  numbers += 1;
  return PRODUCTS.map((product) => ({ product, number: numbers }));
}

/** Numbers from 0 to below 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Found {
  kills: number;
  lost: string[];
  twice: string[];
  stuck: string[];
}

/** Lets a minute go by, then holds the ledger against the vendors' store. */
async function settleAndCompare(harness: CrashHarness, found: Found): Promise<void> {
  await harness.run({ kind: 'settle', ms: SETTLE_MS });
  const live = (await harness.tasks()).filter(({ isLive }) => isLive);
  const rows = await harness.rows();
  const byTask = new Map(rows.map((row) => [row.taskId, row]));
  const bySession = new Map(rows.filter(({ product }) => product === 'RONGCLOUD').map((row) => [row.vendorKey, row]));
  for (const task of live) {
    const row =
      byTask.get(task.taskId) ?? [...bySession].find(([key]) => key !== null && task.intent.includes(key))?.[1];
    if (!row || isFinal(row.state)) found.lost.push(`${task.taskId} (${row?.state ?? 'no row'})`);
  }
  const intents = live.map(({ intent }) => intent);
  found.twice.push(...intents.filter((intent, place) => intents.indexOf(intent) !== place));
  for (const row of rows) {
    // RongCloud has no query: a start without an answer stays unknown, and only an event shows that an accepted start
    // records.
    const isSilent =
      row.product === 'RONGCLOUD' &&
      (row.accepted || row.state === RecordingState.UNKNOWN) &&
      row.wanted === 'RECORDING';
    const isOpen = OPEN.includes(row.state) && !isSilent;
    const keepsSecrets = row.sealedParams !== null && (row.accepted || isFinal(row.state));
    const isUnsolved = row.state === RecordingState.UNKNOWN && !isSilent;
    if (isOpen || isUnsolved || keepsSecrets)
      found.stuck.push(`${row.id} ${row.product} ${row.state} ${row.cause ?? ''}`);
  }
}

/** Ends the running recordings, so that the vendors' limits are not reached, and compares again. */
async function stopAll(harness: CrashHarness, found: Found): Promise<void> {
  const ids = (await harness.rows()).filter(({ state }) => !isFinal(state)).map(({ id }) => id);
  await harness.run({ kind: 'stop', ids });
  await settleAndCompare(harness, found);
  expect((await harness.tasks()).filter(({ isLive }) => isLive)).toEqual([]);
}

/** The tests, over one kind of store. `url` returns a fresh database; undefined: a SQLite file. */
export function killSuite(name: string, url: () => Promise<string | undefined>): void {
  describe(`a process that is killed with the ledger in ${name}`, () => killTests(name, url));
}

function killTests(name: string, url: () => Promise<string | undefined>): void {
  const newFound = (): Found => ({ kills: 0, lost: [], twice: [], stuck: [] });

  const tell = (what: string, found: Found): void => {
    const { kills, lost, twice, stuck } = found;
    console.info(`${name}, ${what}: ${kills} kills, ${lost.length} lost, ${twice.length} twice, ${stuck.length} stuck`);
    expect({ lost, twice, stuck }).toEqual({ lost: [], twice: [], stuck: [] });
    expect(kills).toBeGreaterThan(0);
  };

  it.each(START_POINTS)('loses and doubles nothing at %s', { timeout: 3_600_000 }, async (point) => {
    const harness = await CrashHarness.open(await bundledChild(), await url());
    const found = newFound();
    try {
      for (let kill = 0; kill < KILLS_AT_EACH; kill++) {
        const starts = newStarts();
        const place = 1 + (kill % PRODUCTS.length);
        if ((await harness.run({ kind: 'start', starts }, { faultPoint: `${point}:${place}` })) === 'SIGKILL')
          found.kills++;
        if (kill % BATCH === BATCH - 1) {
          await settleAndCompare(harness, found);
          // The client had no answer, and tries again with the same keys.
          await harness.run({ kind: 'start', starts });
          await settleAndCompare(harness, found);
          await stopAll(harness, found);
        }
      }
      await settleAndCompare(harness, found);
    } finally {
      await harness.close();
    }
    tell(point, found);
  });

  it.each(STOP_POINTS)('carries out every stop at %s', { timeout: 3_600_000 }, async (point) => {
    const harness = await CrashHarness.open(await bundledChild(), await url());
    const found = newFound();
    try {
      for (let kill = 0; kill < KILLS_AT_EACH; kill += PRODUCTS.length) {
        const starts = newStarts();
        await harness.run({ kind: 'start', starts });
        const rows = await harness.rows();
        const ids = rows.filter(({ state }) => !isFinal(state)).map(({ id }) => id);
        for (let place = 1; place <= PRODUCTS.length; place++) {
          const signal = await harness.run({ kind: 'stop', ids }, { faultPoint: `${point}:${place}` });
          if (signal === 'SIGKILL') found.kills++;
        }
        await stopAll(harness, found);
      }
    } finally {
      await harness.close();
    }
    tell(point, found);
  });

  it.each(RECONCILER_POINTS)('takes up what it left at %s', { timeout: 3_600_000 }, async (point) => {
    const harness = await CrashHarness.open(await bundledChild(), await url());
    const found = newFound();
    try {
      for (let kill = 0; kill < KILLS_AT_EACH; kill++) {
        // The reconciler has to look up or resend each start that was sent without an answer.
        const first = kill % 2 === 0 ? 'start:before-send:5' : 'start:answered:1';
        await harness.run({ kind: 'start', starts: newStarts() }, { faultPoint: first });
        const place = 1 + (kill % 3);
        const signal = await harness.run({ kind: 'settle', ms: SETTLE_MS }, { faultPoint: `${point}:${place}` });
        if (signal === 'SIGKILL') found.kills++;
        if (kill % BATCH === BATCH - 1) {
          await settleAndCompare(harness, found);
          await stopAll(harness, found);
        }
      }
      await settleAndCompare(harness, found);
    } finally {
      await harness.close();
    }
    tell(point, found);
  });

  it('loses and doubles nothing at random moments', { timeout: 3_600_000 }, async () => {
    const harness = await CrashHarness.open(await bundledChild(), await url());
    const found = newFound();
    const random = randomOf(SEED);
    try {
      for (let kill = 0; kill < RANDOM_KILLS; kill++) {
        // At any place of the protocols, or at any time: a start takes some tenths of a second, loading included.
        const how =
          kill % 2 === 0
            ? { faultPoint: `*:${1 + Math.floor(random() * 25)}` }
            : { killAfterMs: Math.round(200 + random() * 600) };
        if ((await harness.run({ kind: 'start', starts: newStarts() }, how)) === 'SIGKILL') found.kills++;
        if (kill % BATCH === BATCH - 1) {
          await settleAndCompare(harness, found);
          await stopAll(harness, found);
        }
      }
    } finally {
      await harness.close();
    }
    tell(`random moments, seed ${SEED}`, found);
  });
}
