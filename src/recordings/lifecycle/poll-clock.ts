const BIN_MS = 5 * 60_000;
const BINS = 144; // 12 h; a longer recording counts in the last bin
/** Recordings that must have ended before their lengths are used. */
const MIN_LENGTHS = 200;
/** At this count all counts are halved, so that newer lengths weigh more. */
const MAX_LENGTHS = 20_000;
/** A hazard computed from fewer recordings is noise: the hazard of the bin before is used. */
const MIN_SAMPLE = 50;
/** The rate of the clock is between 1/4 and 4 times its average. */
const MAX_RATIO = 4;
const MIN_INTERVAL_MS = 60_000;

/** Histogram of the lengths of recordings that ended while this process ran. */
export class Lengths {
  readonly #ends = new Float64Array(BINS);
  #count = 0;

  add(lengthMs: number): void {
    this.#ends[binOf(lengthMs)]! += 1;
    this.#count++;
    if (this.#count < MAX_LENGTHS) return;
    for (let bin = 0; bin < BINS; bin++) this.#ends[bin]! /= 2;
    this.#count /= 2;
  }

  /** Returns the poll clock for these lengths; undefined while fewer than 200 recordings have ended. */
  clock(worth: (hazard: number) => number): PollClock | undefined {
    if (this.#count < MIN_LENGTHS) return undefined;
    const worths: number[] = [];
    const alive = [1];
    let left = this.#count;
    let last = 0;
    for (const ends of this.#ends) {
      if (left >= MIN_SAMPLE) last = worth(ends / (left - ends / 2) / BIN_MS);
      worths.push(last);
      left -= ends;
      alive.push(left / this.#count);
    }
    const lived = worths.map((_, bin) => aliveAt(alive, bin + 0.5));
    const average = sum(worths.map((value, bin) => value * lived[bin]!)) / sum(lived);
    const rates = worths.map((value) => Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, value / average)));
    return new PollClock(rates, alive);
  }
}

/** A clock that runs faster at ages where a poll is worth more, and keeps time on average. */
export class PollClock {
  /** Mean length of a recording, ms. */
  readonly meanMs: number;
  /** Reading of the clock at the beginning of each bin, ms. */
  readonly #readings: number[] = [0];
  readonly #rates: readonly number[];
  readonly #alive: readonly number[];

  /** `rates`: rate of the clock in each bin of 5 minutes. `alive`: share of recordings that reach each bin. */
  constructor(rates: readonly number[], alive: readonly number[]) {
    this.#rates = rates;
    this.#alive = alive;
    this.meanMs = BIN_MS * sum(rates.map((_, bin) => aliveAt(alive, bin + 0.5)));
    for (const rate of rates) this.#readings.push(this.#readings.at(-1)! + rate * BIN_MS);
  }

  /** Returns the real time, ms, in which the clock advances by `intervalMs` for a recording of this age. */
  wait(ageMs: number, intervalMs: number): number {
    const age = Math.max(0, ageMs);
    const bin = Math.min(binOf(age), this.#rates.length - 1);
    const reading = this.#readings[bin]! + (age - bin * BIN_MS) * this.#rates[bin]!;
    return this.#ageAt(reading + intervalMs, bin) - age;
  }

  /** Returns the interval between polls on this clock at which a recording is polled every `roundMs` on average, ms. */
  intervalMs(roundMs: number): number {
    const pollsEach = this.meanMs / roundMs;
    let [min, max] = [MIN_INTERVAL_MS, BINS * BIN_MS];
    while (max - min > MIN_INTERVAL_MS / 10) {
      const middle = (min + max) / 2;
      if (this.#pollsEach(middle) > pollsEach) min = middle;
      else max = middle;
    }
    return max;
  }

  /** Returns the mean number of polls of a recording until its end. */
  #pollsEach(intervalMs: number): number {
    let polls = 0;
    let age = 0;
    for (let reading = intervalMs; reading < this.#readings.at(-1)!; reading += intervalMs) {
      age = this.#ageAt(reading, binOf(age));
      const share = aliveAt(this.#alive, age / BIN_MS);
      if (share <= 0) break;
      polls += share;
    }
    return polls;
  }

  /** Returns the age, ms, at which the clock reads `reading`: in this bin or a later one. */
  #ageAt(reading: number, bin: number): number {
    let at = bin;
    while (at < this.#rates.length - 1 && this.#readings[at + 1]! < reading) at++;
    return at * BIN_MS + (reading - this.#readings[at]!) / this.#rates[at]!;
  }
}

function binOf(ms: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor(ms / BIN_MS)));
}

/** Returns the share of recordings alive after a number of bins, interpolated between the beginnings of two bins. */
function aliveAt(alive: readonly number[], bins: number): number {
  const bin = Math.floor(bins);
  const [from, to] = [alive[bin] ?? 0, alive[bin + 1] ?? 0];
  return from + (to - from) * (bins - bin);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
