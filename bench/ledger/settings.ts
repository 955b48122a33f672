import type { StoreName } from './store.ts';

const { BENCH_LEDGER_ROWS, BENCH_LEDGER_STARTS, BENCH_STORES } = process.env;

/** Recordings in the largest ledger. */
export const ROWS = positive('BENCH_LEDGER_ROWS', BENCH_LEDGER_ROWS, 3_000_000);

/** Ledgers whose pages are compared, smallest first. */
export const SIZES: readonly number[] = [...[10_000, 100_000].filter((size) => size < ROWS), ROWS];

/** Live recordings among which due ones are claimed. */
export const LIVE_ROWS = Math.min(1_000_000, ROWS);

/** Starts of one process whose memory is watched. The first look is after a fifth of them. */
export const STARTS = positive('BENCH_LEDGER_STARTS', BENCH_LEDGER_STARTS, 100_000);

/** Stores to measure. */
export const STORES: readonly StoreName[] = (BENCH_STORES?.trim() || 'sqlite,postgres').split(',').map((text) => {
  const name = text.trim();
  if (name === 'sqlite' || name === 'postgres') return name;
  throw new Error('BENCH_STORES must name sqlite, postgres or both, with a comma between them.');
});

function positive(name: string, text: string | undefined, otherwise: number): number {
  const number = Number(text?.trim() || otherwise);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number above 0.`);
  return number;
}
