import { parentPort } from 'node:worker_threads';
import type { Window } from './figures.ts';
import { plannerOf } from './looks.ts';
import { simulate } from './simulation.ts';

/** One run, for a thread of its own. */
export interface Job {
  readonly recordings: number;
  readonly loss: number;
  readonly outage?: Window;
  /** One of PLANNERS. */
  readonly planner: string;
  readonly seed: number;
  readonly measuredMs: number;
}

parentPort!.on('message', ({ planner, ...options }: Job) => {
  parentPort!.postMessage(simulate({ ...options, planner: plannerOf(planner) }));
});
