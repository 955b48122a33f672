/** Creates a random generator with a seed (mulberry32). Values are in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a uniformly distributed value. */
export function between(random: () => number, min: number, max: number): number {
  return min + (max - min) * random();
}

/** Returns a log-normally distributed value. `sigma`: standard deviation of the logarithm. */
export function logNormal(random: () => number, median: number, sigma: number): number {
  // Box–Muller transform. 1 - random() is never 0, so the logarithm is finite.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
