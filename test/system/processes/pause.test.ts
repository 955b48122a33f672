import { expect, it } from 'vitest';
import type { Recording } from '../../../src/ledger/contract/entities.ts';
import { isFinal } from '../../../src/domain/state-machine.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { bundledChild } from '../crash/bundle.ts';
import { PRODUCTS, type Start } from '../crash/job.ts';
import { CrashHarness, type TaskEntry } from '../crash/harness.ts';
import { newDatabase } from '../../shared/postgres/run-server.ts';
import { pauseAt } from './paused-process.ts';

// A process that is paused for longer than its lease (a moved virtual machine, a closed laptop) continues without
// knowing of the pause. Meanwhile, another process has claimed its rows and done the work.

const ROUNDS = Number(process.env['CRASH_SCALE'] ?? 0) >= 1 ? 20 : 2;
/** Driven time in which another process resolves all starts: the last look-up of a start is after 48 s. */
const TAKEN_OVER_MS = 60_000;
/** Driven time in which the late effects of the paused process are corrected. */
const SETTLE_MS = 20_000;

const { REQUESTED, STARTING, STOPPING, UNKNOWN } = RecordingState;

let numbers = 0;

/** One start of every product, all at the same time. */
function newStarts(): Start[] {
  numbers += 1;
  return PRODUCTS.map((product) => ({ product, number: numbers }));
}

/** The inconsistencies found. */
interface Found {
  rounds: number;
  /** Tasks that run and that no live recording owns. */
  lost: string[];
  /** Intents with more than one running task. */
  twice: string[];
  /** Recordings that have not reached their final state. */
  stuck: string[];
  /** Ended tasks that were started in addition to another task of the same intent. */
  surplus: string[];
}

const newFound = (): Found => ({ rounds: 0, lost: [], twice: [], stuck: [], surplus: [] });

function compare(rows: readonly Recording[], store: readonly TaskEntry[], found: Found): void {
  for (const task of store.filter(({ isLive }) => isLive)) {
    const owner = rows.find(({ taskId }) => taskId === task.taskId);
    if (!owner || isFinal(owner.state))
      found.lost.push(`${task.taskId} of ${task.intent} (${owner?.state ?? 'no row'})`);
    const others = store.filter(({ intent, taskId }) => intent === task.intent && taskId !== task.taskId);
    found.twice.push(...others.filter(({ isLive }) => isLive).map(({ taskId }) => taskId));
    found.surplus.push(...others.filter(({ isLive }) => !isLive).map(({ taskId }) => taskId));
  }
  for (const { id, product, state, cause, accepted } of rows) {
    // RongCloud has no query: a start without an answer stays unknown, and only an event shows that an accepted start
    // records.
    const isSilent = product === 'RONGCLOUD' && (accepted ? state === STARTING : state === UNKNOWN);
    const isOpen = [REQUESTED, STARTING, STOPPING, UNKNOWN].includes(state);
    if (isOpen && !isSilent) found.stuck.push(`${id} ${product} ${state} ${cause ?? ''}`);
  }
}

async function settleAndCompare(harness: CrashHarness, found: Found): Promise<void> {
  await harness.run({ kind: 'settle', ms: SETTLE_MS });
  compare(await harness.rows(), await harness.tasks(), found);
}

function tell(where: string, { rounds, lost, twice, stuck, surplus }: Found): void {
  console.info(
    `pause at ${where}: ${rounds} rounds of ${PRODUCTS.length} recordings, ${lost.length} lost, ${twice.length} twice, ` +
      `${stuck.length} stuck, ${surplus.length} surplus tasks stopped`,
  );
  expect({ lost, twice, stuck }).toEqual({ lost: [], twice: [], stuck: [] });
  expect(rounds).toBe(ROUNDS);
}

async function liveIds(harness: CrashHarness): Promise<string[]> {
  return (await harness.rows()).filter(({ state }) => !isFinal(state)).map(({ id }) => id);
}

async function inHarness(play: (harness: CrashHarness) => Promise<void>): Promise<void> {
  const harness = await CrashHarness.open(await bundledChild(), await newDatabase());
  try {
    await play(harness);
  } finally {
    await harness.close();
  }
}

// In addition to the named places of the protocol: the moment between the last check of the lease and the first byte of
// the call.
it.each(['start:before-send', 'start:answered', 'transport:before-send'])(
  'a process that is paused at %s starts nothing a second time',
  { timeout: 1_800_000 },
  async (point) => {
    const found = newFound();
    await inHarness(async (harness) => {
      for (; found.rounds < ROUNDS; found.rounds++) {
        const place = 1 + (found.rounds % PRODUCTS.length);
        const paused = await pauseAt(harness, `${point}:${place}`, { kind: 'start', starts: newStarts() });
        await harness.run({ kind: 'settle', ms: TAKEN_OVER_MS });
        await paused.goOn();
        await settleAndCompare(harness, found);
        await harness.run({ kind: 'stop', ids: await liveIds(harness) });
      }
    });
    tell(point, found);
  },
);

it('a process that is paused at stop:before-send stops what it was to stop', { timeout: 1_800_000 }, async () => {
  const found = newFound();
  await inHarness(async (harness) => {
    for (; found.rounds < ROUNDS; found.rounds++) {
      await harness.run({ kind: 'start', starts: newStarts() });
      const ids = await liveIds(harness);
      const place = 1 + (found.rounds % PRODUCTS.length);
      const paused = await pauseAt(harness, `stop:before-send:${place}`, { kind: 'stop', ids });
      await harness.run({ kind: 'settle', ms: TAKEN_OVER_MS });
      const isAnswered = await paused.goOn();
      if (!isAnswered) await harness.run({ kind: 'stop', ids }); // as a client does that got an error
      await settleAndCompare(harness, found);
      expect((await harness.tasks()).filter(({ isLive }) => isLive)).toEqual([]);
    }
  });
  tell('stop:before-send', found);
});
