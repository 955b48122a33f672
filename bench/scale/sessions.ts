import { between, logNormal } from './random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Median and deviation of the durations: two thirds are between 27 and 74 minutes. */
const MEDIAN_MS = 45 * MINUTE;
const SIGMA = 0.5;
/** Share of sessions with a deadline before their natural end. */
const STOPPED_BY_US = 0.05;

/** A session at the vendor, independent of the knowledge of the ledger. Times are in ms. */
export interface Session {
  readonly createdAt: number;
  readonly begunAt: number;
  /** Natural end, or the time of the stop. */
  endsAt: number;
  hasEnded: boolean;
  readonly stopBy: number | null;
  /** Delay from the end until the files are ready. */
  readonly filesAfterMs: number;
  /** Delay of the callback. Null: the callback is lost. */
  readonly beginCallbackMs: number | null;
  readonly endCallbackMs: number | null;
}

/** Share of lost callbacks, from 0 to 1. */
export type Loss = number;

/** Creates a session that starts now. */
export function newSession(random: () => number, now: number, loss: Loss): Session {
  const lengthMs = logNormal(random, MEDIAN_MS, SIGMA);
  return session(random, now, lengthMs, loss);
}

/** Creates a session that runs at a random time of a stationary process: long sessions are more likely. */
export function runningSession(random: () => number, now: number, loss: Loss): Session {
  const lengthMs = logNormal(random, MEDIAN_MS * Math.exp(SIGMA ** 2), SIGMA);
  return session(random, now - lengthMs * random(), lengthMs, loss);
}

function session(random: () => number, createdAt: number, lengthMs: number, loss: Loss): Session {
  const begunAt = createdAt + between(random, 2 * SECOND, 5 * SECOND);
  const callback = (): number | null => {
    const delay = between(random, 0.5 * SECOND, 5 * SECOND);
    return random() < loss ? null : delay;
  };
  return {
    createdAt,
    begunAt,
    endsAt: begunAt + lengthMs,
    hasEnded: false,
    stopBy: random() < STOPPED_BY_US ? begunAt + 0.8 * lengthMs : null,
    filesAfterMs: between(random, 30 * SECOND, 180 * SECOND),
    beginCallbackMs: callback(),
    endCallbackMs: callback(),
  };
}
