const { SCALE_RECORDINGS, SCALE_HOURS, SCALE_SEED } = process.env;

/** Number of concurrent recordings. */
export const RECORDINGS = positive('SCALE_RECORDINGS', SCALE_RECORDINGS, 100_000);

/** Measured hours of simulated time, after the warm-up. */
export const HOURS = positive('SCALE_HOURS', SCALE_HOURS, 1);

/** Random seed: the same seed gives the same table. */
export const SEED = positive('SCALE_SEED', SCALE_SEED, 1);

function positive(name: string, text: string | undefined, otherwise: number): number {
  const number = Number(text?.trim() || otherwise);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number above 0.`);
  return number;
}
