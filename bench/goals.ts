import { ratio, type Samples } from './table.ts';

const TAPEDECK = 'tapedeck, no ledger';

interface Goal {
  readonly description: string;
  readonly contender: string;
  readonly to: string;
  readonly atLeast: number;
}

const GOALS: readonly Goal[] = [
  { description: 'throughput of the raw limit', contender: TAPEDECK, to: 'raw', atLeast: 0.75 },
  { description: 'throughput of Mercurius with JIT', contender: TAPEDECK, to: 'mercurius + jit', atLeast: 1 },
  {
    description: 'throughput with 300 more input classes',
    contender: 'no ledger + 300 inputs',
    to: TAPEDECK,
    atLeast: 0.95,
  },
  {
    description: 'throughput without a ledger, with SQLite',
    contender: 'tapedeck, SQLite',
    to: TAPEDECK,
    atLeast: 0.5,
  },
  {
    description: 'throughput without a ledger, with PostgreSQL',
    contender: 'tapedeck, PostgreSQL',
    to: TAPEDECK,
    atLeast: 0.3,
  },
];

/** Returns a line for each goal, with the measured value. */
export function goalLines(samples: Samples): string[] {
  const measured = GOALS.filter(({ contender, to }) => samples.has(contender) && samples.has(to));
  return measured.map(({ description, contender, to, atLeast }) => {
    const reached = ratio(samples, contender, to, 'perSecond');
    const cpu = ratio(samples, contender, to, 'cpuMicros');
    const verdict = reached >= atLeast ? 'met   ' : 'missed';
    return `${verdict}  ${reached.toFixed(2)} x ${description}, goal ${atLeast.toFixed(2)} (CPU per request x ${cpu.toFixed(2)})`;
  });
}
