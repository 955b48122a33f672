import { pollSpacing, type PollSpacing } from '../../src/recordings/lifecycle/poll-budget.ts';
import type { Lengths } from '../../src/recordings/lifecycle/poll-clock.ts';
import { DEFAULT_POLICY } from '../../src/recordings/lifecycle/schedule.ts';

/** A strategy to schedule polls. */
export interface Planner {
  readonly name: string;
  /** Whether urgent actions precede polls. */
  readonly urgentFirst: boolean;
  /** Returns the spacing of polls, which is computed once a minute. */
  readonly paceOf: (running: number, lengths: Lengths) => PollSpacing | null;
}

const { pollMs } = DEFAULT_POLICY;

/** Strategy of the product. */
export const AS_IT_IS: Planner = {
  name: 'as it is',
  urgentFirst: true,
  paceOf: (running, lengths) => pollSpacing(running, lengths, pollMs),
};

/** Strategy of the product, and alternatives. */
export const PLANNERS: readonly Planner[] = [
  AS_IT_IS,
  { name: 'by due time alone', urgentFirst: false, paceOf: () => null },
  {
    name: 'one round',
    urgentFirst: true,
    paceOf: (running, lengths) => pollSpacing(running, lengths, pollMs, () => 1),
  },
  {
    name: 'by hazard',
    urgentFirst: true,
    paceOf: (running, lengths) => pollSpacing(running, lengths, pollMs, (hazard) => hazard),
  },
];

/** Returns the planner with a name. */
export function plannerOf(name: string): Planner {
  const planner = PLANNERS.find((one) => one.name === name);
  if (!planner) throw new Error(`no planner "${name}"`);
  return planner;
}
