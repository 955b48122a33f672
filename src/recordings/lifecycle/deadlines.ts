import { isFinal } from '../../domain/state-machine.ts';
import { RecordingCause, RecordingState, type Fact, type Life, type Results } from '../../domain/recording.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Maximum time between the stop and the end of the vendor's control, ms: enough for many tries. */
export const CONTROL_MARGIN_MS = 10 * MINUTE;

/** Time without news after which the reports received so far count as complete, ms. */
export const FILES_QUIET_MS = 2 * MINUTE;

/**
 * Time for which a deadline waits for an answer of the vendor, ms. Files can wait, because no task runs. A task that may run
 * without control needs an operator soon.
 */
const FILES_PATIENCE_MS = 24 * HOUR;
const CONTROL_PATIENCE_MS = 10 * MINUTE;

/** The part of a recording that determines its schedule. All times in Unix ms. */
export interface Scheduled extends Life {
  readonly product: string;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly stopBy: number | null;
  readonly controllableUntil: number | null;
  /** Failed or fruitless tries of the next action. */
  readonly tries: number;
  readonly newsAt: number;
  readonly results?: Results | null;
}

/** A product's rule for its files. */
export interface FilesRule {
  /** Time after the end within which files are reported, ms. */
  readonly filesWithinMs: number;
  /** Whether the vendor answers polls after the end of the task. */
  readonly readableAfterEnd: boolean;
  /** Present if the vendor never reports that all files exist. Complete once every known file is settled and none arrives for 2 minutes. */
  readonly areFilesAll?: unknown;
  /** Whether a repeated start ends the task of the start before. */
  readonly repeatRule?: { readonly replaces: boolean; readonly repeat?: boolean };
}

/**
 * Outcome of a poll that precedes a transition. ANSWERED: the vendor reported the state of the task, or refused to. TRIED: the
 * vendor could not be asked.
 */
export type PollOutcome = 'ANSWERED' | 'TRIED';

/** Conditions of deadlines apart from the recording. */
export interface Judging {
  readonly filesRule: (product: string) => FilesRule;
  /** Since when the server has received callbacks without interruption, Unix ms. Absent: always. */
  readonly listeningSince?: () => number;
}

/**
 * Returns the deadlines that have passed, as facts in the order of their times. Each of them changes the recording.
 *
 * If a deadline passed while the server was down or its clock jumped, the deadline counts only after a poll, because events
 * of that time are unknown. The same holds for every deadline of files that the vendor can be polled for. If the vendor cannot
 * be polled, the server first listens for two minutes, because callbacks of that time may be queued.
 */
export function dueFacts(row: Scheduled, now: number, judging: Judging, look?: PollOutcome): readonly Fact[] {
  const due = deadlines(row, judging).filter((fact) => fact.at <= now && isJudged(row, fact, now, judging, look));
  const stop = due.find(({ kind }) => kind === 'stopWanted');
  return due.filter((fact) => fact.kind !== 'stopWanted' || fact === stop);
}

/** Returns the times at which deadlines require an action, Unix ms, in ascending order. */
export function deadlineTimes(row: Scheduled, now: number, judging: Judging): readonly number[] {
  const times = deadlines(row, judging).map((fact) => {
    if (isSilent(row, fact, judging)) return heardAt(row, fact.at, judging);
    return fact.at > now ? fact.at : lookedUntil(row, fact, judging);
  });
  return times.sort((one, other) => one - other);
}

/** Returns until when a deadline that has passed waits for an answer of the vendor. */
function lookedUntil(row: Scheduled, { kind, at }: Fact, judging: Judging): number {
  if (kind === 'filesOverdue') return at + FILES_PATIENCE_MS;
  return kind === 'controlLost' ? since(judging) + CONTROL_PATIENCE_MS : at;
}

function isJudged(row: Scheduled, fact: Fact, now: number, judging: Judging, look: PollOutcome | undefined): boolean {
  if (isSilent(row, fact, judging)) return heardAt(row, fact.at, judging) <= now;
  const { kind, at } = fact;
  if (kind === 'filesOverdue') return look === 'ANSWERED' || lookedUntil(row, fact, judging) <= now;
  const wasHeard = since(judging) <= at;
  // A failed stop is repeated, so it needs no poll first. A start without an answer is looked up anyway.
  if (kind === 'stopWanted') return wasHeard || look !== undefined || !row.accepted;
  return wasHeard || look === 'ANSWERED' || lookedUntil(row, fact, judging) <= now;
}

/** Whether a poll says nothing about this deadline. */
function isSilent({ product, accepted }: Scheduled, { kind }: Fact, { filesRule }: Judging): boolean {
  if (kind === 'filesOverdue') return !filesRule(product).readableAfterEnd;
  return kind === 'controlLost' && !accepted;
}

/** Returns when a deadline counts that only callbacks can answer: once the callbacks of the time before have arrived. */
function heardAt({ endedAt, newsAt }: Scheduled, at: number, judging: Judging): number {
  // The end itself may have been reported late, and its files later still.
  const reportedAt = endedAt === null ? -Infinity : newsAt + FILES_QUIET_MS;
  return Math.max(at, reportedAt, since(judging) + FILES_QUIET_MS);
}

/** Returns for how long the server has listened without news of a recording, ms. */
export function quietFor({ newsAt }: Pick<Scheduled, 'newsAt'>, now: number, judging: Judging): number {
  return now - Math.max(newsAt, since(judging));
}

function since({ listeningSince }: Judging): number {
  return listeningSince?.() ?? -Infinity;
}

/** Returns the deadlines of a recording in the order of their times. */
function deadlines(row: Scheduled, { filesRule }: Judging): readonly Fact[] {
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
  // While the start is in progress, there is no control to lose.
  const isOpen = row.accepted || state === RecordingState.UNKNOWN;
  if (controllableUntil !== null && isOpen) facts.push({ kind: 'controlLost', at: controllableUntil });
  return facts.sort((one, other) => one.at - other.at);
}

function controlMargin({ sentAt, createdAt }: Scheduled, controllableUntil: number): number {
  const tenth = Math.floor((controllableUntil - (sentAt ?? createdAt)) / 10);
  return Math.max(0, Math.min(CONTROL_MARGIN_MS, tenth));
}
