import type { Figures } from './figures.ts';
import { PRODUCTS } from './products.ts';

const MINUTE = 60_000;

const HEAD = [
  'lost    looks',
  'silent ends',
  'mean min',
  'p50',
  'p90',
  'p99',
  'max',
  'not found',
  `polls/s ${PRODUCTS.map(({ name }) => name).join(' ')}`,
  'news %',
  'due rows',
  'lag min',
  'stop p99 s',
  'wrong h',
];

/** A run with its loss of callbacks and its planner. */
export interface Run {
  readonly lost: string;
  readonly planner: string;
  readonly figures: Figures;
}

/** Returns a percentile of sorted values; 0 without values. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Returns the mean; 0 without values. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Formats a table with a line for each run. */
export function table(runs: readonly Run[]): string {
  return aligned([HEAD, ...runs.map(cells)]);
}

function cells({ lost, planner, figures }: Run): string[] {
  const { silent, unfound, stops, pollsPerSecond, newsShare, backlog, lagMs, wronglyRunningMs } = figures;
  const minutes = (ms: number): string => (ms / MINUTE).toFixed(1);
  return [
    `${lost.padEnd(6)}  ${planner}`,
    String(silent.length + unfound),
    minutes(mean(silent)),
    minutes(quantile(silent, 0.5)),
    minutes(quantile(silent, 0.9)),
    minutes(quantile(silent, 0.99)),
    minutes(silent.at(-1) ?? 0),
    String(unfound),
    PRODUCTS.map(({ name }) => (pollsPerSecond.get(name) ?? 0).toFixed(1).padStart(4)).join(' '),
    (newsShare * 100).toFixed(1),
    backlog.toFixed(0),
    minutes(lagMs),
    (quantile(stops, 0.99) / 1000).toFixed(1),
    (wronglyRunningMs / (60 * MINUTE)).toFixed(0),
  ];
}

/** Aligns the first column left and numbers right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}
