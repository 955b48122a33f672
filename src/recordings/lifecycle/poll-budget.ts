import { spacingOf } from '../../calls/rate-limiter.ts';

/** Looks at running recordings use so much of what a vendor takes of one action; the rest is for clients and repeats. */
const LOOKS_PER_MS = 0.8 / spacingOf(20);
/** A look at every start is worth its calls while they are so small a part of the looks. */
const PART_FOR_STARTS = 0.1;

const BIN_MS = 5 * 60_000;
const BINS = 144; // 12 h; whatever is longer counts as the last
/** Fewer lengths tell nothing. */
const ENOUGH = 200;
/** With so many, all count half from then on: habits change. */
const MANY = 20_000;
/** A hazard out of fewer recordings is noise; the one before it is taken. */
const FEW = 50;
/** Nothing is looked at so many times more rarely, or more often, than on average. */
const MAX_RATIO = 4;
const MIN_POLL_MS = 60_000;

/** How looks are spaced when more is running than can be asked within the poll interval. */
export interface PollSpacing {
  /** How long one that runs, so old in ms, waits for its next look, in ms. */
  wait(ageMs: number): number;
  /** Whether there are looks to spare for everything that has just been started. */
  readonly sparesForStarts: boolean;
}

/** What a look is worth where so many of those that are left end in a ms. Only the ratios count. */
export type Worth = (hazard: number) => number;

/**
 * The pace at which so many running recordings of a product use up the looks that its vendor allows; null: all of them
 * can be asked within `pollMs`. One even round until enough have been seen to end. Then, by default, the waits are as
 * 1 to the root of the hazard: that gives the least delay until an end of which nothing was heard is found.
 */
export function pollSpacing(
  running: number,
  lengths: Lengths,
  pollMs: number,
  worth: Worth = Math.sqrt,
): PollSpacing | null {
  const roundMs = running / LOOKS_PER_MS;
  if (roundMs <= pollMs) return null;
  const clock = lengths.clock(worth);
  if (!clock) return { wait: () => roundMs, sparesForStarts: false };
  const lookMs = clock.lookMs(roundMs);
  return {
    wait: (ageMs) => Math.max(pollMs, clock.wait(ageMs, lookMs)),
    sparesForStarts: running / clock.meanMs <= PART_FOR_STARTS * LOOKS_PER_MS,
  };
}

/** How long recordings of a product lasted, as far as this process saw their ends. */
export class Lengths {
  readonly #ends = new Float64Array(BINS);
  #count = 0;

  add(lengthMs: number): void {
    this.#ends[binOf(lengthMs)]! += 1;
    this.#count++;
    if (this.#count < MANY) return;
    for (let bin = 0; bin < BINS; bin++) this.#ends[bin]! /= 2;
    this.#count /= 2;
  }

  /** A clock of looks for these lengths; undefined while few have ended. */
  clock(worth: Worth): PollClock | undefined {
    if (this.#count < ENOUGH) return undefined;
    const worths: number[] = [];
    const alive = [1];
    let left = this.#count;
    let last = 0;
    for (const ends of this.#ends) {
      if (left >= FEW) last = worth(ends / (left - ends / 2) / BIN_MS);
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

/** A clock that runs faster at ages where a look is worth more, and on average keeps time. */
export class PollClock {
  /** How long recordings last on average, in ms. */
  readonly meanMs: number;
  /** What it shows at the beginning of each bin, in ms. */
  readonly #shows: number[] = [0];
  readonly #rates: readonly number[];
  readonly #alive: readonly number[];

  /** By bins of 5 minutes: how fast it runs, and the share of recordings that see the beginning of each. */
  constructor(rates: readonly number[], alive: readonly number[]) {
    this.#rates = rates;
    this.#alive = alive;
    this.meanMs = BIN_MS * sum(rates.map((_, bin) => aliveAt(alive, bin + 0.5)));
    for (const rate of rates) this.#shows.push(this.#shows.at(-1)! + rate * BIN_MS);
  }

  /** How long something of an age has to wait until the clock has gone on by `lookMs`. */
  wait(ageMs: number, lookMs: number): number {
    const age = Math.max(0, ageMs);
    const bin = Math.min(binOf(age), this.#rates.length - 1);
    const shown = this.#shows[bin]! + (age - bin * BIN_MS) * this.#rates[bin]!;
    return this.#ageAt(shown + lookMs, bin) - age;
  }

  /** How far apart looks must be on this clock for one recording to be looked at once in `roundMs`, on average. */
  lookMs(roundMs: number): number {
    const looksEach = this.meanMs / roundMs;
    let [least, most] = [MIN_POLL_MS, BINS * BIN_MS];
    while (most - least > MIN_POLL_MS / 10) {
      const middle = (least + most) / 2;
      if (this.#looksEach(middle) > looksEach) least = middle;
      else most = middle;
    }
    return most;
  }

  /** How many looks a recording has before its end, on average. */
  #looksEach(lookMs: number): number {
    let looks = 0;
    let age = 0;
    for (let shown = lookMs; shown < this.#shows.at(-1)!; shown += lookMs) {
      age = this.#ageAt(shown, binOf(age));
      const share = aliveAt(this.#alive, age / BIN_MS);
      if (share <= 0) break;
      looks += share;
    }
    return looks;
  }

  /** At which age, in this bin or a later one, the clock shows this. */
  #ageAt(shown: number, bin: number): number {
    let at = bin;
    while (at < this.#rates.length - 1 && this.#shows[at + 1]! < shown) at++;
    return at * BIN_MS + (shown - this.#shows[at]!) / this.#rates[at]!;
  }
}

function binOf(ms: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor(ms / BIN_MS)));
}

/** The share that is left so many bins after the begin: from one beginning of a bin to the next in a line. */
function aliveAt(alive: readonly number[], bins: number): number {
  const bin = Math.floor(bins);
  const [from, to] = [alive[bin] ?? 0, alive[bin + 1] ?? 0];
  return from + (to - from) * (bins - bin);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
