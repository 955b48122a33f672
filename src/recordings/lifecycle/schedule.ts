import { deadlineTimes, dueFacts, FILES_QUIET_MS, quietFor, type Judging, type Scheduled } from './deadlines.ts';
import { isFinal, nextWork } from '../../domain/state-machine.ts';
import type { PollSpacing } from './poll-budget.ts';
import { RecordingState } from '../../domain/recording.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A wait in ms that grows with the time without news, between two bounds. */
export interface Patience {
  readonly least: number;
  readonly most: number;
}

/** How often is looked. All in ms. */
export interface Policy extends Judging {
  /** The longest wait between two looks at a recording that runs. */
  readonly pollMs: number;
  /** Between looks at one that was accepted and does not record yet. */
  readonly starting: Patience;
  /** The shortest wait between two looks at a recording that runs. */
  readonly pollLeastMs: number;
  /** Between looks when a deadline is near, and how near that is. */
  readonly pollNearMs: number;
  readonly nearMs: number;
  /** Between looks at the files, where the vendor can be asked. */
  readonly files: Patience;
  /** Waits after the first, second … failed try; the last one repeats. */
  readonly sends: readonly number[];
  readonly stops: readonly number[];
  /** Waits before the first, second … look-up of a start without an answer. */
  readonly lookUps: readonly number[];
  /** After those: the wait between look-ups from so old on, youngest first. Null: no more. */
  readonly laterLookUps: readonly { readonly from: number; readonly wait: number | null }[];
  /** How looks at what runs are spaced where not everything can be asked in `pollMs`; null where it can. */
  readonly pollSpacingOf: (product: string) => PollSpacing | null;
}

/** Everything but what depends on the products. */
export const DEFAULT_POLICY: Omit<Policy, 'filesRule' | 'pollSpacingOf'> = {
  pollMs: 60 * SECOND,
  starting: { least: 2 * SECOND, most: 15 * SECOND },
  pollLeastMs: 15 * SECOND,
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
 * When a recording is looked at next; null: never, unless something is heard of it. Never before `now`.
 * `random`, from 0 to below 1, spreads the waits by a tenth to both sides; deadlines are kept exactly.
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
 * When a recording goes before those whose vendor is only asked; null: not. Starts, stops and look-ups do whenever they
 * are due, and everything does at a deadline.
 */
export function urgentAt(row: Scheduled, nextAt: number | null, policy: Policy): number | null {
  if (['send', 'lookUp', 'stop'].includes(nextWork(row))) return nextAt;
  if (nextAt === null) return null;
  // Before the next look nothing is to be done, also where a deadline that has passed waits for it.
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
  // Looks that were missed while the server was away are made up for. The clock may have been set back.
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
    // Once is enough: whether it has begun shows in a few seconds. What does not begin is soon asked no more than others.
    const early = patient({ least: policy.starting.most, most: wait }, row, now, 1);
    return isStarting && pace.sparesForStarts ? early : wait;
  }
  if (isStarting) return patient(policy.starting, row, now, 2);
  const wait = patient({ least: Math.min(policy.pollLeastMs, policy.pollMs), most: policy.pollMs }, row, now, 4);
  const isNear = [row.stopBy, row.controllableUntil].some((end) => end !== null && end - now <= policy.nearMs);
  return isNear ? Math.min(wait, policy.pollNearMs) : wait;
}

function filesWait(row: Scheduled, now: number, policy: Policy): number | null {
  const { readableAfterEnd, areFilesAll } = policy.filesRule(row.product);
  if (!readableAfterEnd) {
    const quiet = quietFor(row, now, policy);
    // Results without a file are looked at once more: callbacks do not come in order.
    const hasResults = Object.keys(row.results?.tasks ?? {}).length > 0;
    if (areFilesAll === undefined && !hasResults) return null;
    if (quiet < FILES_QUIET_MS) return FILES_QUIET_MS - quiet;
    return areFilesAll === undefined ? null : policy.files.most;
  }
  // Under load a look takes the place of one at what may run and cost, and files are there after minutes.
  return policy.pollSpacingOf(row.product) ? policy.files.most : patient(policy.files, row, now, 4);
}

/** A part of the time without news: what has been silent for long is asked rarely. */
function patient({ least, most }: Patience, { newsAt }: Scheduled, now: number, part: number): number {
  return Math.min(most, Math.max(least, (now - newsAt) / part));
}
