import type { Sample } from './measure.ts';

/** The samples of a contender, one a round. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}

/** One contender in terms of another: the median of the ratios within each round, for the machine drifts between them. */
export function ratio(samples: Samples, name: string, to: string, figure: keyof Sample): number {
  const base = samples.get(to)!;
  return median(samples.get(name)!.map((sample, round) => sample[figure] / base[round]![figure]));
}

/** A contender that did not have so much of its core in every round was not what limited the figures. */
const BUSY = 0.85;

/** The contenders that were kept from their core. */
export function idle(samples: Samples): string[] {
  return [...samples].filter(([, rounds]) => rounds.some(({ busy }) => busy < BUSY)).map(([name]) => name);
}

/** All contenders, fastest first, with columns below each other. */
export function table(samples: Samples, limit: string): string {
  const rows = [...samples]
    .map(([name, rounds]) => {
      const middle = (figure: keyof Sample): number => median(rounds.map((sample) => sample[figure]));
      return { name, middle, toLimit: ratio(samples, name, limit, 'perSecond') };
    })
    .sort((a, b) => b.middle('perSecond') - a.middle('perSecond'))
    .map(({ name, middle, toLimit }) => [
      name,
      middle('perSecond').toFixed(0),
      toLimit.toFixed(2),
      middle('cpuMicros').toFixed(0),
      middle('p50Ms').toFixed(1),
      middle('p99Ms').toFixed(1),
      (middle('aloneP50Ms') * 1000).toFixed(0),
      (middle('busy') * 100).toFixed(0),
      (middle('rssBytes') / 2 ** 20).toFixed(0),
    ]);
  return aligned([HEAD, ...rows]);
}

const HEAD = ['contender', 'req/s', '/ raw', 'CPU us/req', 'p50 ms', 'p99 ms', 'alone p50 us', 'core %', 'RSS MB'];

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}
