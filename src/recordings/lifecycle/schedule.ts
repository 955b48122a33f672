import { deadlineTimes, dueFacts, FILES_QUIET_MS, quietFor, type Judging, type Scheduled } from './deadlines.ts';
import { isFinal, nextWork } from '../../domain/state-machine.ts';
import type { PollSpacing } from './poll-budget.ts';
import { RecordingState } from '../../domain/recording.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Bounds of a wait that grows with the time without news, ms. */
interface Patience {
  readonly least: number;
  readonly most: number;
}

/** Poll intervals and backoff, ms. */
export interface Policy extends Judging {
  /** Maximum interval between polls of a running recording. */
  readonly pollMs: number;
  /** Interval between polls of a recording that the vendor accepted and that does not record yet. */
  readonly starting: Patience;
  /** Minimum interval between polls of a running recording. */
  readonly pollMinMs: number;
  /** Interval between polls within `nearMs` before a deadline. */
  readonly pollNearMs: number;
  readonly nearMs: number;
  /** Interval between polls for the files. */
  readonly files: Patience;
  /** Backoff after the first, second … failed try; the last value repeats. */
  readonly sends: readonly number[];
  readonly stops: readonly number[];
  /** Waits before the first, second … look-up of a start without an answer. */
  readonly lookUps: readonly number[];
  /** Intervals between later look-ups by the age of the start, youngest first. Null: no more look-ups. */
  readonly laterLookUps: readonly { readonly from: number; readonly wait: number | null }[];
  /** Poll spacing when demand exceeds the vendor's rate limit. Null: every recording can be polled within `pollMs`. */
  readonly pollSpacingOf: (product: string) => PollSpacing | null;
}

/** Policy without the rules of products. */
export const DEFAULT_POLICY: Omit<Policy, 'filesRule' | 'pollSpacingOf'> = {
  pollMs: 60 * SECOND,
  starting: { least: 2 * SECOND, most: 15 * SECOND },
  pollMinMs: 15 * SECOND,
  pollNearMs: 10 * SECOND,
  nearMs: 10 * MINUTE,
  files: { least: 5 * SECOND, most: 5 * MINUTE },
  sends: [500, 1000, 2000, 4000, 8000, 10_000],
  stops: [2500, 2500, 5000, 8000, 15_000], // a stop at TIW takes 2 s until it shows
  lookUps: [1000, 2000, 5000, 10_000, 30_000],
  laterLookUps: [
    { from: 0, wait: MINUTE },
    { from: HOUR, wait: 10 * MINUTE },
    { from: 24 * HOUR, wait: null },
  ],
};

/**
 * Returns when the next action is due, not before `now`. Null: never, unless news arrives. `random`, from 0 to below 1, adds
 * a jitter of ±10 %; deadlines are exact.
 */
export function nextActionAt(row: Scheduled, now: number, policy: Policy, random = 0.5): number | null {
  if (isFinal(row.state)) return null;
  if (dueFacts(row, now, policy).length > 0) return now;
  const wait = waitMs(row, now, policy);
  const next = wait === null ? Infinity : now + Math.round(wait * (0.9 + 0.2 * random));
  const at = Math.max(now, Math.min(next, ...deadlineTimes(row, now, policy)));
  return at === Infinity ? null : at;
}

/**
 * Returns from when on a recording precedes mere polls in the queue; null: never. Starts, stops and look-ups do when they are
 * due, any other action at a deadline.
 */
export function urgentAt(row: Scheduled, nextAt: number | null, policy: Policy): number | null {
  if (['send', 'lookUp', 'stop'].includes(nextWork(row))) return nextAt;
  if (nextAt === null) return null;
  // Nothing is due before the next action, even if a deadline that has passed waits for that action.
  const first = deadlineTimes(row, nextAt - 1, policy)[0];
  return first === undefined ? null : Math.max(first, nextAt);
}

function waitMs(row: Scheduled, now: number, policy: Policy): number | null {
  switch (nextWork(row)) {
    case 'send':
      return afterTries(policy.sends, row.tries);
    case 'stop':
      return afterTries(policy.stops, row.tries);
    case 'lookUp':
      return lookUpWait(row, now, policy);
    case 'poll':
      return pollWait(row, now, policy);
    case 'awaitFiles':
      return filesWait(row, now, policy);
    case 'none':
      return null;
  }
}

/** The first try is due at once. */
function afterTries(waits: readonly number[], tries: number): number {
  return tries === 0 ? 0 : waits[Math.min(tries, waits.length) - 1]!;
}

function lookUpWait(row: Scheduled, now: number, policy: Policy): number | null {
  const { tries, sentAt, createdAt } = row;
  // Makes up for look-ups missed while the server was down. The clock may have been put back.
  const listenedMs = now - (policy.listeningSince?.() ?? -Infinity);
  const age = Math.max(0, Math.min(now - (sentAt ?? createdAt), listenedMs));
  const wait = policy.laterLookUps.findLast(({ from }) => age >= from)?.wait ?? null;
  const early = policy.lookUps[tries];
  return early === undefined || wait === null ? wait : early;
}

function pollWait(row: Scheduled, now: number, policy: Policy): number {
  const isStarting = row.state === RecordingState.STARTING;
  const pace = policy.pollSpacingOf(row.product);
  if (pace) {
    const wait = pace.wait(now - (row.begunAt ?? row.createdAt));
    // One early poll is enough, because a task begins within seconds. A task that does not begin is then polled as any other.
    const early = patient({ least: policy.starting.most, most: wait }, row, now, 1);
    return isStarting && pace.sparesForStarts ? early : wait;
  }
  if (isStarting) return patient(policy.starting, row, now, 2);
  const wait = patient({ least: Math.min(policy.pollMinMs, policy.pollMs), most: policy.pollMs }, row, now, 4);
  const isNear = [row.stopBy, row.controllableUntil].some((end) => end !== null && end - now <= policy.nearMs);
  return isNear ? Math.min(wait, policy.pollNearMs) : wait;
}

function filesWait(row: Scheduled, now: number, policy: Policy): number | null {
  const { readableAfterEnd, areFilesAll } = policy.filesRule(row.product);
  if (!readableAfterEnd) {
    const quiet = quietFor(row, now, policy);
    // Results without a file are checked once more, because callbacks arrive in any order.
    const hasResults = Object.keys(row.results?.tasks ?? {}).length > 0;
    if (areFilesAll === undefined && !hasResults) return null;
    if (quiet < FILES_QUIET_MS) return FILES_QUIET_MS - quiet;
    return areFilesAll === undefined ? null : policy.files.most;
  }
  // Under load, a poll for files would displace a poll of a running task, and files are ready after minutes.
  return policy.pollSpacingOf(row.product) ? policy.files.most : patient(policy.files, row, now, 4);
}

/** Returns a fraction of the time without news: a recording without news is polled ever more rarely. */
function patient({ least, most }: Patience, { newsAt }: Scheduled, now: number, part: number): number {
  return Math.min(most, Math.max(least, (now - newsAt) / part));
}
