import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Figures } from './figures.ts';
import { AS_IT_IS, PLANNERS, plannerOf, type Planner } from './looks.ts';
import { HOURS, RECORDINGS, SEED } from './settings.ts';
import type { Job } from './simulating-worker.ts';
import { table, type Run } from './table.ts';

// How late the ledger learns of ends whose callbacks were lost, in driven time. ../README.md says what the numbers mean.

const MINUTE = 60_000;

/** Which callbacks are lost. */
interface Case extends Pick<Job, 'loss' | 'outage'> {
  readonly lost: string;
  /** What is run: the product, and what is put beside it. */
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

/** Does jobs until there are none left, in a thread of its own. */
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

// From the end: the longest comes last in the table.
const waiting = [...jobs];
await Promise.all(Array.from({ length: availableParallelism() }, () => work(waiting)));

const runs: Run[] = jobs.map((job) => ({ lost: job.lost, planner: job.planner, figures: figures.get(job)! }));
console.log(`\n${table(runs)}\n`);
console.log(`${RECORDINGS} recordings at a time, 20 calls a second of each action, ${HOURS} h measured, seed ${SEED}.`);
