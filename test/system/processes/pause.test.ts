import { expect, it } from 'vitest';
import type { Recording } from '../../../src/ledger/contract/entities.ts';
import { isFinal } from '../../../src/domain/state-machine.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { bundledChild } from '../crash/bundle.ts';
import { PRODUCTS, type Start } from '../crash/job.ts';
import { World, type TaskEntry } from '../crash/world.ts';
import { newDatabase } from '../../shared/postgres.ts';
import { pauseAt } from './paused-process.ts';

// A process that stands still for longer than its lease (a virtual machine that is moved, a laptop that is closed) goes
// on as if nothing had happened. Meanwhile another one has taken its rows over and done what was to do.

const ROUNDS = Number(process.env['CRASH_SCALE'] ?? 0) >= 1 ? 20 : 2;
/** Driven time in which another process finds everything out: a start is looked up for the last time after 48 s. */
const TAKEN_OVER_MS = 60_000;
/** Driven time in which what the paused process did late is put in order. */
const SETTLE_MS = 20_000;

const { REQUESTED, STARTING, STOPPING, UNKNOWN } = RecordingState;

let numbers = 0;

/** One start of every product, all under way at the same time. */
function newStarts(): Start[] {
  numbers += 1;
  return PRODUCTS.map((product) => ({ product, number: numbers }));
}

/** What does not fit together. */
interface Found {
  rounds: number;
  /** Tasks that run and that no live recording owns. */
  lost: string[];
  /** Intents with more than one task that runs. */
  twice: string[];
  /** Recordings that are not where they must end up. */
  stuck: string[];
  /** Tasks that were started beside another one of the same intent and do not run any more. */
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
    // RongCloud cannot be asked: a start without an answer stays unknown, and only an event shows that one records.
    const isSilent = product === 'RONGCLOUD' && (accepted ? state === STARTING : state === UNKNOWN);
    const isOpen = [REQUESTED, STARTING, STOPPING, UNKNOWN].includes(state);
    if (isOpen && !isSilent) found.stuck.push(`${id} ${product} ${state} ${cause ?? ''}`);
  }
}

async function settleAndCompare(world: World, found: Found): Promise<void> {
  await world.run({ kind: 'settle', ms: SETTLE_MS });
  compare(await world.rows(), await world.tasks(), found);
}

function tell(where: string, { rounds, lost, twice, stuck, surplus }: Found): void {
  console.info(
    `pause at ${where}: ${rounds} rounds of ${PRODUCTS.length} recordings, ${lost.length} lost, ${twice.length} twice, ` +
      `${stuck.length} stuck, ${surplus.length} surplus tasks stopped`,
  );
  expect({ lost, twice, stuck }).toEqual({ lost: [], twice: [], stuck: [] });
  expect(rounds).toBe(ROUNDS);
}

async function liveIds(world: World): Promise<string[]> {
  return (await world.rows()).filter(({ state }) => !isFinal(state)).map(({ id }) => id);
}

async function inWorld(play: (world: World) => Promise<void>): Promise<void> {
  const world = await World.open(await bundledChild(), await newDatabase());
  try {
    await play(world);
  } finally {
    await world.close();
  }
}

// Beside the named places of the protocol: the moment between the last look at the lease and the first byte of the call.
it.each(['start:before-send', 'start:answered', 'transport:before-send'])(
  'a process that is paused at %s starts nothing a second time',
  { timeout: 1_800_000 },
  async (point) => {
    const found = newFound();
    await inWorld(async (world) => {
      for (; found.rounds < ROUNDS; found.rounds++) {
        const place = 1 + (found.rounds % PRODUCTS.length);
        const paused = await pauseAt(world, `${point}:${place}`, { kind: 'start', starts: newStarts() });
        await world.run({ kind: 'settle', ms: TAKEN_OVER_MS });
        await paused.goOn();
        await settleAndCompare(world, found);
        await world.run({ kind: 'stop', ids: await liveIds(world) });
      }
    });
    tell(point, found);
  },
);

it('a process that is paused at stop:before-send stops what it was to stop', { timeout: 1_800_000 }, async () => {
  const found = newFound();
  await inWorld(async (world) => {
    for (; found.rounds < ROUNDS; found.rounds++) {
      await world.run({ kind: 'start', starts: newStarts() });
      const ids = await liveIds(world);
      const place = 1 + (found.rounds % PRODUCTS.length);
      const paused = await pauseAt(world, `stop:before-send:${place}`, { kind: 'stop', ids });
      await world.run({ kind: 'settle', ms: TAKEN_OVER_MS });
      const isAnswered = await paused.goOn();
      if (!isAnswered) await world.run({ kind: 'stop', ids }); // as a client does that got an error
      await settleAndCompare(world, found);
      expect((await world.tasks()).filter(({ isLive }) => isLive)).toEqual([]);
    }
  });
  tell('stop:before-send', found);
});
