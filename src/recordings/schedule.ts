import { isFinal, nextWork } from './life.ts';
import type { Pace } from './pace.ts';
import { RecordingCause, RecordingState, type Fact, type Life, type Results } from './recording.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long before the vendor lets go of a task it is stopped, at the most: time for many tries. */
export const CONTROL_MARGIN_MS = 10 * MINUTE;

/** For how long nothing was heard of a recording's files before those that are there are taken for all. */
export const FILES_QUIET_MS = 2 * MINUTE;

/** What of a recording decides when it is looked at. All times are Unix milliseconds. */
export interface Scheduled extends Life {
  readonly product: string;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly stopBy: number | null;
  readonly controllableUntil: number | null;
  /** Failed or fruitless tries of what is due now. */
  readonly tries: number;
  readonly newsAt: number;
  readonly results?: Results | null;
}

/** What a product says of its files. */
export interface FilesRule {
  /** How long after the end files may still come, in ms. */
  readonly filesWithinMs: number;
  /** Whether asking tells anything once the task has ended. */
  readonly readableAfterEnd: boolean;
  /** There where nobody says that all files are there: then they are when all that were heard of are, and no more come. */
  readonly areFilesAll?: unknown;
  /** Whether a repeated start ends the task of the start before. */
  readonly repeatRule?: { readonly replaces: boolean; readonly repeat?: boolean };
}

/** A wait in ms that grows with the time without news, between two bounds. */
export interface Patience {
  readonly least: number;
  readonly most: number;
}

/** How often is looked. All in ms. */
export interface Policy {
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
  readonly filesRule: (product: string) => FilesRule;
  /** How looks at what runs are spaced where not everything can be asked in `pollMs`; null where it can. */
  readonly paceOf: (product: string) => Pace | null;
}

/** Everything but what depends on the products. */
export const DEFAULT_POLICY: Omit<Policy, 'filesRule' | 'paceOf'> = {
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
  const at = Math.min(next, ...deadlines(row, policy).map((deadline) => deadline.at));
  return at === Infinity ? null : at;
}

/**
 * When a recording goes before those whose vendor is only asked; null: not. Starts, stops and look-ups do whenever they
 * are due, and everything does at a deadline.
 */
export function urgentAt(row: Scheduled, nextAt: number | null, policy: Policy): number | null {
  if (['send', 'lookUp', 'stop'].includes(nextWork(row))) return nextAt;
  return deadlines(row, policy)[0]?.at ?? null;
}

/** The facts that time alone has made true, in the order of their times. Each of them changes something. */
export function dueFacts(row: Scheduled, now: number, policy: Pick<Policy, 'filesRule'>): readonly Fact[] {
  const due = deadlines(row, policy).filter(({ at }) => at <= now);
  const stop = due.find(({ kind }) => kind === 'stopWanted');
  return due.filter((fact) => fact.kind !== 'stopWanted' || fact === stop);
}

/** What time alone will make true, unless something happens before: in the order of the times. */
function deadlines(row: Scheduled, { filesRule }: Pick<Policy, 'filesRule'>): readonly Fact[] {
  const { state, endedAt, stopBy, controllableUntil } = row;
  if (isFinal(state)) return [];
  if (endedAt !== null) return [{ kind: 'filesOverdue', at: endedAt + filesRule(row.product).filesWithinMs }];
  const facts: Fact[] = [];
  const mayRun = state !== RecordingState.REQUESTED;
  if (row.wanted === 'RECORDING') {
    if (stopBy !== null) facts.push({ kind: 'stopWanted', at: stopBy, cause: RecordingCause.STOP_BY });
    if (controllableUntil !== null && mayRun) {
      const at = controllableUntil - controlMargin(row, controllableUntil);
      facts.push({ kind: 'stopWanted', at, cause: RecordingCause.CONTROL_ENDS });
    }
  }
  // While nobody knows yet whether an answer comes, there is nothing that could be lost.
  const isOpen = row.accepted || state === RecordingState.UNKNOWN;
  if (controllableUntil !== null && isOpen) facts.push({ kind: 'controlLost', at: controllableUntil });
  return facts.sort((one, other) => one.at - other.at);
}

function controlMargin({ sentAt, createdAt }: Scheduled, controllableUntil: number): number {
  const tenth = Math.floor((controllableUntil - (sentAt ?? createdAt)) / 10);
  return Math.max(0, Math.min(CONTROL_MARGIN_MS, tenth));
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

function lookUpWait({ tries, sentAt, createdAt }: Scheduled, now: number, policy: Policy): number | null {
  // The clock may have been set back.
  const age = Math.max(0, now - (sentAt ?? createdAt));
  const wait = policy.laterLookUps.findLast(({ from }) => age >= from)?.wait ?? null;
  const early = policy.lookUps[tries];
  return early === undefined || wait === null ? wait : early;
}

function pollWait(row: Scheduled, now: number, policy: Policy): number {
  const isStarting = row.state === RecordingState.STARTING;
  const pace = policy.paceOf(row.product);
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
    const quietFor = now - row.newsAt;
    // Results without a file are looked at once more: callbacks do not come in order.
    const hasResults = Object.keys(row.results?.tasks ?? {}).length > 0;
    if (areFilesAll === undefined && !hasResults) return null;
    if (quietFor < FILES_QUIET_MS) return FILES_QUIET_MS - quietFor;
    return areFilesAll === undefined ? null : policy.files.most;
  }
  // Under load a look takes the place of one at what may run and cost, and files are there after minutes.
  return policy.paceOf(row.product) ? policy.files.most : patient(policy.files, row, now, 4);
}

/** A part of the time without news: what has been silent for long is asked rarely. */
function patient({ least, most }: Patience, { newsAt }: Scheduled, now: number, part: number): number {
  return Math.min(most, Math.max(least, (now - newsAt) / part));
}
