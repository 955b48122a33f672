import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Figures } from './figures.ts';
import { AS_IT_IS, PLANNERS, plannerOf, type Planner } from './planners.ts';
import { HOURS, RECORDINGS, SEED } from './settings.ts';
import type { Job } from './simulating-worker.ts';
import { table, type Run } from './table.ts';

// Simulates how late the ledger learns of ends whose callbacks were lost. ../README.md explains the figures.

const MINUTE = 60_000;

/** Loss of callbacks in a run. */
interface Case extends Pick<Job, 'loss' | 'outage'> {
  readonly lost: string;
  /** Planners to compare. */
  readonly planners: readonly Planner[];
}

const OUTAGE = { from: 20 * MINUTE, to: 30 * MINUTE };

const CASES: readonly Case[] = [
  { lost: '0 %', loss: 0, planners: [AS_IT_IS] },
  { lost: '1 %', loss: 0.01, planners: PLANNERS },
  { lost: '10 %', loss: 0.1, planners: PLANNERS },
  { lost: '10 min', loss: 0, outage: OUTAGE, planners: [AS_IT_IS, plannerOf('by due time alone')] },
  { lost: '100 %', loss: 1, planners: [AS_IT_IS] },
];

const jobs = CASES.flatMap(({ lost, planners, ...job }) =>
  planners.map(({ name }) => ({
    ...job,
    lost,
    recordings: RECORDINGS,
    planner: name,
    seed: SEED,
    measuredMs: HOURS * 60 * MINUTE,
  })),
);
const figures = new Map<Job, Figures>();

/** Runs jobs in a separate thread until no job is left. */
async function work(waiting: typeof jobs): Promise<void> {
  const worker = new Worker(new URL('./simulating-worker.ts', import.meta.url));
  try {
    for (let job = waiting.pop(); job; job = waiting.pop()) {
      process.stderr.write(`${job.lost} lost: ${job.planner}\n`);
      worker.postMessage(job);
      const [answer] = (await once(worker, 'message')) as [Figures];
      figures.set(job, answer);
    }
  } finally {
    await worker.terminate();
  }
}

// Taken from the end, because the longest job is the last in the table.
const waiting = [...jobs];
await Promise.all(Array.from({ length: availableParallelism() }, () => work(waiting)));

const runs: Run[] = jobs.map((job) => ({ lost: job.lost, planner: job.planner, figures: figures.get(job)! }));
console.log(`\n${table(runs)}\n`);
console.log(`${RECORDINGS} recordings at a time, 20 calls a second of each action, ${HOURS} h measured, seed ${SEED}.`);
