import { isFinal } from '../../domain/state-machine.ts';
import { RecordingCause, RecordingState, type Fact, type Life, type Results } from '../../domain/recording.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long before the vendor lets go of a task it is stopped, at the most: time for many tries. */
export const CONTROL_MARGIN_MS = 10 * MINUTE;

/** How long nothing is heard before what was heard is taken for all there is to hear, in ms. */
export const FILES_QUIET_MS = 2 * MINUTE;

/**
 * For how long a deadline waits for a vendor that does not answer, in ms. Files can wait: nothing runs any more. What may
 * run without control needs a person soon.
 */
const FILES_LOOKS_MS = 24 * HOUR;
const CONTROL_LOOKS_MS = 10 * MINUTE;

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

/**
 * How far the vendor was asked about a recording for a move. ANSWERED: the vendor told how the recording stands, or that it
 * tells nothing of it. TRIED: the vendor could not be asked.
 */
export type PollOutcome = 'ANSWERED' | 'TRIED';

/** What deadlines depend on beside the recording. */
export interface Judging {
  readonly filesRule: (product: string) => FilesRule;
  /**
   * Since when the server has heard without a break what vendors tell, Unix ms: it was away before, or its clock jumped.
   * Absent: always.
   */
  readonly listeningSince?: () => number;
}

/**
 * The facts that time alone has made true, in the order of their times. Each of them changes something.
 *
 * A deadline that passed while the server was away, or while its clock jumped, is judged after a look at the vendor only:
 * what happened meanwhile is not known. So is a deadline of files that the vendor can be asked for, in any case. Where the
 * vendor cannot be asked, the server listens for two minutes first: what was told meanwhile may be waiting.
 */
export function dueFacts(row: Scheduled, now: number, judging: Judging, look?: PollOutcome): readonly Fact[] {
  const due = deadlines(row, judging).filter((fact) => fact.at <= now && isJudged(row, fact, now, judging, look));
  const stop = due.find(({ kind }) => kind === 'stopWanted');
  return due.filter((fact) => fact.kind !== 'stopWanted' || fact === stop);
}

/** When something is to be done because of deadlines: the times that are still to come. In their order; Unix ms. */
export function deadlineTimes(row: Scheduled, now: number, judging: Judging): readonly number[] {
  const times = deadlines(row, judging).map((fact) => {
    if (isSilent(row, fact, judging)) return heardAt(row, fact.at, judging);
    return fact.at > now ? fact.at : lookedUntil(row, fact, judging);
  });
  return times.sort((one, other) => one - other);
}

/** Until when a deadline that has passed waits for an answer of the vendor. */
function lookedUntil(row: Scheduled, { kind, at }: Fact, judging: Judging): number {
  if (kind === 'filesOverdue') return at + FILES_LOOKS_MS;
  return kind === 'controlLost' ? since(judging) + CONTROL_LOOKS_MS : at;
}

function isJudged(row: Scheduled, fact: Fact, now: number, judging: Judging, look: PollOutcome | undefined): boolean {
  if (isSilent(row, fact, judging)) return heardAt(row, fact.at, judging) <= now;
  const { kind, at } = fact;
  if (kind === 'filesOverdue') return look === 'ANSWERED' || lookedUntil(row, fact, judging) <= now;
  const wasHeard = since(judging) <= at;
  // A stop that comes to nothing is repeated, so it needs no answer. A start without an answer is looked up in any case.
  if (kind === 'stopWanted') return wasHeard || look !== undefined || !row.accepted;
  return wasHeard || look === 'ANSWERED' || lookedUntil(row, fact, judging) <= now;
}

/** Whether asking the vendor tells nothing about this deadline. */
function isSilent({ product, accepted }: Scheduled, { kind }: Fact, { filesRule }: Judging): boolean {
  if (kind === 'filesOverdue') return !filesRule(product).readableAfterEnd;
  return kind === 'controlLost' && !accepted;
}

/** When a deadline can be judged of which only the vendor itself tells: once what it told until then has been heard. */
function heardAt({ endedAt, newsAt }: Scheduled, at: number, judging: Judging): number {
  // The end itself may have been told late, and the files behind it.
  const toldAt = endedAt === null ? -Infinity : newsAt + FILES_QUIET_MS;
  return Math.max(at, toldAt, since(judging) + FILES_QUIET_MS);
}

/** For how long the server has listened and heard nothing new of a recording, in ms. */
export function quietFor({ newsAt }: Pick<Scheduled, 'newsAt'>, now: number, judging: Judging): number {
  return now - Math.max(newsAt, since(judging));
}

function since({ listeningSince }: Judging): number {
  return listeningSince?.() ?? -Infinity;
}

/** What time alone will make true, unless something happens before: in the order of the times. */
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
  // While nobody knows yet whether an answer comes, there is nothing that could be lost.
  const isOpen = row.accepted || state === RecordingState.UNKNOWN;
  if (controllableUntil !== null && isOpen) facts.push({ kind: 'controlLost', at: controllableUntil });
  return facts.sort((one, other) => one.at - other.at);
}

function controlMargin({ sentAt, createdAt }: Scheduled, controllableUntil: number): number {
  const tenth = Math.floor((controllableUntil - (sentAt ?? createdAt)) / 10);
  return Math.max(0, Math.min(CONTROL_MARGIN_MS, tenth));
}
