const { BENCH_SECONDS, BENCH_ROUNDS, BENCH_ONLY } = process.env;

/** Measured seconds per contender and round. */
export const SECONDS = positive('BENCH_SECONDS', BENCH_SECONDS, 8);

/** Rounds; every figure is the median over them. */
export const ROUNDS = positive('BENCH_ROUNDS', BENCH_ROUNDS, 3);

/** Contenders to measure, by name, beside `raw`, with semicolons; all when empty. */
export const ONLY: readonly string[] = (BENCH_ONLY ?? '')
  .split(';')
  .map((name) => name.trim())
  .filter(Boolean);

/** Connections that keep a gateway busy: each sends its next request when it has its answer. */
export const CONNECTIONS = 50;

function positive(name: string, text: string | undefined, otherwise: number): number {
  const number = Number(text?.trim() || otherwise);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number above 0.`);
  return number;
}
