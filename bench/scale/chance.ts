/** Numbers from 0 to below 1 that follow from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Evenly between two bounds. */
export function between(random: () => number, least: number, most: number): number {
  return least + (most - least) * random();
}

/** Log-normal with a median; `sigma` is the deviation of the logarithm. */
export function logNormal(random: () => number, median: number, sigma: number): number {
  // Box and Muller; 1 - random() is never 0, of which there is no logarithm.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
