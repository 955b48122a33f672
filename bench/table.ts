import type { Sample } from './measure.ts';

/** Samples of a contender, one per round. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}

/** Returns the median of the ratios of two contenders within each round: the speed of the machine varies between rounds. */
export function ratio(samples: Samples, name: string, to: string, figure: keyof Sample): number {
  const base = samples.get(to)!;
  return median(samples.get(name)!.map((sample, round) => sample[figure] / base[round]![figure]));
}

/** Minimum share of the core. A contender with less in a round did not limit the figures. */
const BUSY = 0.85;

/** Returns the contenders that did not get their core. */
export function idle(samples: Samples): string[] {
  return [...samples].filter(([, rounds]) => rounds.some(({ busy }) => busy < BUSY)).map(([name]) => name);
}

/** Returns a table of all contenders, fastest first. */
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

/** Aligns the first column to the left, and numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}
