import { pollSpacing, type PollSpacing } from '../../src/recordings/lifecycle/poll-budget.ts';
import type { Lengths } from '../../src/recordings/lifecycle/poll-clock.ts';
import { DEFAULT_POLICY } from '../../src/recordings/lifecycle/schedule.ts';

/** A way to plan looks. */
export interface Planner {
  readonly name: string;
  /** Whether what is urgent is taken before what is only asked about. */
  readonly urgentFirst: boolean;
  /** How looks at running recordings are spaced, as is set once a minute. */
  readonly paceOf: (running: number, lengths: Lengths) => PollSpacing | null;
}

const { pollMs } = DEFAULT_POLICY;

/** What the product does. */
export const AS_IT_IS: Planner = {
  name: 'as it is',
  urgentFirst: true,
  paceOf: (running, lengths) => pollSpacing(running, lengths, pollMs),
};

/** The product, and other ways that it could go. */
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

/** The planner of a name. */
export function plannerOf(name: string): Planner {
  const planner = PLANNERS.find((one) => one.name === name);
  if (!planner) throw new Error(`no planner "${name}"`);
  return planner;
}
