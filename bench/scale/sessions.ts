import { between, logNormal } from './chance.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The median and the spread of the lengths: two thirds are between 27 and 74 minutes. */
const MEDIAN_MS = 45 * MINUTE;
const SIGMA = 0.5;
/** One in twenty is to be stopped by us at a time, before it would end by itself. */
const STOPPED_BY_US = 0.05;

/** What the vendor runs, as it is: not what the ledger knows of it. Times are ms. */
export interface Session {
  readonly createdAt: number;
  readonly begunAt: number;
  /** When it ends unless it is stopped; then when it was stopped. */
  endsAt: number;
  hasEnded: boolean;
  readonly stopBy: number | null;
  /** From the end until the vendor has the files. */
  readonly filesAfterMs: number;
  /** From what happens until its callback is here; null: it is lost. */
  readonly beginCallbackMs: number | null;
  readonly endCallbackMs: number | null;
}

/** The share of callbacks that are lost, from 0 to 1. */
export type Loss = number;

/** A session that starts now. */
export function newSession(random: () => number, now: number, loss: Loss): Session {
  const lengthMs = logNormal(random, MEDIAN_MS, SIGMA);
  return session(random, now, lengthMs, loss);
}

/** A session as one finds it at any moment in a world that has gone on for long: longer ones are met more often. */
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
