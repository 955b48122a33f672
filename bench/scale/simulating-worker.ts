import { parentPort } from 'node:worker_threads';
import type { Window } from './figures.ts';
import { plannerOf } from './planners.ts';
import { simulate } from './simulation.ts';

/** A run in a separate thread. */
export interface Job {
  readonly recordings: number;
  readonly loss: number;
  readonly outage?: Window;
  /** Name of a planner. */
  readonly planner: string;
  readonly seed: number;
  readonly measuredMs: number;
}

parentPort!.on('message', ({ planner, ...options }: Job) => {
  parentPort!.postMessage(simulate({ ...options, planner: plannerOf(planner) }));
});
