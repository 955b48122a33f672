const { BENCH_SECONDS, BENCH_ROUNDS, BENCH_ONLY } = process.env;

/** Measured seconds per contender and round. */
export const SECONDS = positive('BENCH_SECONDS', BENCH_SECONDS, 8);

/** Number of rounds. Every figure is the median of the rounds. */
export const ROUNDS = positive('BENCH_ROUNDS', BENCH_ROUNDS, 3);

/** Names of the contenders in addition to `raw`, separated by semicolons. Default: all. */
export const ONLY: readonly string[] = (BENCH_ONLY ?? '')
  .split(';')
  .map((name) => name.trim())
  .filter(Boolean);

/** Connections under load. Each connection sends the next request after the previous answer. */
export const CONNECTIONS = 50;

function positive(name: string, text: string | undefined, otherwise: number): number {
  const number = Number(text?.trim() || otherwise);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number above 0.`);
  return number;
}
