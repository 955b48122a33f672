import type { StoreName } from './store.ts';

const { BENCH_LEDGER_ROWS, BENCH_LEDGER_STARTS, BENCH_STORES } = process.env;

/** Number of recordings in the largest ledger. */
export const ROWS = positive('BENCH_LEDGER_ROWS', BENCH_LEDGER_ROWS, 3_000_000);

/** Sizes of the compared ledgers, smallest first. */
export const SIZES: readonly number[] = [...[10_000, 100_000].filter((size) => size < ROWS), ROWS];

/** Number of live recordings for the measurement of claims. */
export const LIVE_ROWS = Math.min(1_000_000, ROWS);

/** Number of starts for the measurement of memory. The first measurement follows a fifth of the starts. */
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
