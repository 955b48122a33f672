import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Figures } from './figures.ts';
import { AS_IT_IS, PLANNERS } from './looks.ts';
import { HOURS, RECORDINGS, SEED } from './settings.ts';
import type { Job } from './simulating-worker.ts';
import { table, type Run } from './table.ts';

// How late the ledger learns of ends whose callbacks were lost, in driven time. ../README.md says what the numbers mean.

const MINUTE = 60_000;

/** Which callbacks are lost. */
interface Case extends Pick<Job, 'loss' | 'outage'> {
  readonly lost: string;
  /** Whether the product is put beside the other ways. */
  readonly compares: boolean;
}

const CASES: readonly Case[] = [
  { lost: '0 %', loss: 0, compares: false },
  { lost: '1 %', loss: 0.01, compares: true },
  { lost: '10 %', loss: 0.1, compares: true },
  { lost: '10 min', loss: 0, outage: { from: 20 * MINUTE, to: 30 * MINUTE }, compares: true },
  { lost: '100 %', loss: 1, compares: false },
];

const jobs = CASES.flatMap(({ lost, compares, ...job }) =>
  (compares ? PLANNERS : [AS_IT_IS]).map(({ name }) => ({
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
