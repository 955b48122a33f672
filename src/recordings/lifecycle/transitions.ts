import type { RecordingFile, Patch, Recording } from '../../ledger/contract/entities.ts';
import { OWN_TASK, gathered, isResult, settledBy, withOverdue, withUndelivered } from '../files/results.ts';
import { verdictOf } from '../files/verdict.ts';
import { dueFacts, type PollOutcome } from './deadlines.ts';
import { isFinal, reduce } from '../../domain/state-machine.ts';
import {
  Evidence,
  FILE_VERDICTS,
  RecordingCause,
  RecordingState,
  type Effect,
  type Fact,
  type Life,
} from '../../domain/recording.ts';
import type { FileReport, Report } from '../../domain/recorder.ts';
import { nextActionAt, urgentAt, type Policy } from './schedule.ts';
import { maskedSettings, mayBeSent } from '../starts/sealed-starts.ts';

/** Columns that a transition sets in addition to the effect of its facts. */
export type Extra = NonNullable<Patch['set']>;

export interface Transition {
  readonly at: number;
  readonly evidence: Evidence;
  readonly report: Report;
  readonly extra?: Extra;
  readonly releaseKey?: boolean;
  /** Changes nothing if another recording has the task by now. */
  readonly unlessOwned?: true;
  /** The action had no effect, so the backoff of the next action grows. */
  readonly fruitless?: boolean;
  /** The time without news suffices to expect no further file. */
  readonly isQuiet?: boolean;
  /** Outcome of the poll that preceded. Absent: no poll. */
  readonly poll?: PollOutcome;
}

/** The patch of a row, and the side effects. */
export interface TransitionResult {
  readonly patch: Patch;
  readonly effects: readonly Effect[];
}

/** Applies facts to a row by the state machine, and schedules the next action. Pure. */
export function applyTransition(
  row: Recording,
  transition: Transition,
  policy: Policy,
  random?: number,
): TransitionResult {
  const effects: Effect[] = [];
  let life = lifeOf(row);
  let { evidence } = transition;
  const reported = reportedFacts(row, transition);
  const due = dueOf(row, transition, policy);
  for (const fact of [...reported, ...due]) {
    const stepped = reduce(life, fact);
    if (stepped.life.state !== life.state) evidence = due.includes(fact) ? Evidence.DEADLINE : transition.evidence;
    life = stepped.life;
    effects.push(...stepped.effects);
  }
  const overdue = due.find(({ kind }) => kind === 'filesOverdue');
  const results = gathered(row.results, transition.report, transition.at);
  const { repeat = true } = policy.filesRule(row.product).repeatRule ?? {};
  const setOf = (of: Life, judgedBy: Recording['results']): Extra => {
    const known = withOverdue(judgedBy, of.state, overdue?.at);
    const isNews = of.state !== row.state || of.taskId !== row.taskId;
    const tries = isNews ? 0 : transition.fruitless ? row.tries + 1 : row.tries;
    const ref = isFinal(of.state) ? maskedSettings(transition.extra?.ref ?? row.ref) : undefined;
    const next = {
      ...row,
      ...of,
      results: known,
      tries,
      ...transition.extra,
      ...(isNews && { newsAt: transition.at }),
    };
    return {
      ...of,
      results: known,
      tries,
      // Only the answer to the start was lost, so the error no longer applies.
      ...(of.accepted && !row.accepted && { errors: null }),
      // Credentials are stored only while the start may have to be sent.
      ...(row.sealedParams !== null && !mayBeSent(of, repeat) && { sealedParams: null }),
      ...(of.state !== row.state && { evidence: of.state === life.state ? evidence : transition.evidence }),
      ...timesOf(next, transition, policy, random),
      ...(ref !== undefined && ref !== row.ref && { ref }),
    };
  };
  const judge = (files: readonly RecordingFile[]): Extra => {
    const known = withUndelivered(results, files);
    const circumstances = {
      replaces: policy.filesRule(row.product).repeatRule?.replaces ?? false,
      isQuiet: transition.isQuiet ?? false,
    };
    const verdict = isJudged(life) ? verdictOf({ ...row, ...life, results: known }, files, circumstances) : undefined;
    return setOf(verdict ? reduce(life, verdict).life : life, known);
  };
  const files = (transition.report.files ?? []).map((file) => fileOf(file, row));
  const settle = results === row.results && files.length === 0 ? undefined : results && settledBy(results);
  const mayJudge = files.length > 0 || settle != null || (results !== null && isJudged(life));
  const surplus = effects.flatMap((effect) => (effect.kind === 'stopSurplus' ? [effect.taskId] : []));
  return {
    effects,
    patch: {
      at: transition.at,
      evidence: transition.evidence,
      set: setOf(life, results),
      files,
      ...(settle && { settle }),
      ...(mayJudge && { judge }),
      ...(surplus.length > 0 && { surplusTaskIds: surplus }),
      ...(transition.releaseKey && { releaseKey: true }),
      ...(transition.unlessOwned && { unlessOwned: true }),
    },
  };
}

/** Returns the reported facts in order. Results about files only imply the end here: verdicts need all files. */
function reportedFacts(row: Recording, { report, evidence, at }: Transition): Fact[] {
  const isOutOfControl = row.controllableUntil !== null && row.controllableUntil <= at;
  return report.facts.flatMap((fact): Fact[] => {
    // After the end of its control the vendor denies the task even if the task runs.
    const isNoProof = isOutOfControl && fact.kind === 'ended' && fact.cause === RecordingCause.GONE;
    if (isNoProof && evidence !== Evidence.CALLBACK) return [];
    if (!isResult(fact)) return [fact];
    return fact.task === undefined ? [{ kind: 'ended', at: fact.at, cause: null }] : [];
  });
}

const SIGNS_OF_LIFE: readonly Fact['kind'][] = ['running', 'paused', 'resumed'];

/** Returns the deadlines that count, in order. Reported facts precede deadlines, because news can cancel a deadline. */
function dueOf(row: Recording, { report, extra, at, poll }: Transition, policy: Policy): readonly Fact[] {
  // A result at the last moment precedes the deadline.
  const isInTime = report.facts.some(isResult);
  // A vendor that reports a running task still has control: one of the two clocks is wrong.
  const isControlled = poll === 'ANSWERED' && report.facts.some(({ kind }) => SIGNS_OF_LIFE.includes(kind));
  return dueFacts({ ...row, ...extra }, at, policy, poll).filter(
    ({ kind }) => !(kind === 'filesOverdue' && isInTime) && !(kind === 'controlLost' && isControlled),
  );
}

/** Whether the state follows from the files: the recording has ended, and did not fail. */
function isJudged({ state, accepted, endedAt }: Life): boolean {
  return accepted && endedAt !== null && (state === RecordingState.PROCESSING || FILE_VERDICTS.includes(state));
}

/** Returns when the next action is due. While a process holds the lease, that is when the lease expires. */
function timesOf(next: Recording, { at, extra }: Transition, policy: Policy, random: number | undefined): Extra {
  const given = extra?.nextActionAt;
  if (given !== undefined) return { ...extra, urgentAt: given };
  const nextAt = nextActionAt(next, at, policy, random);
  return { ...extra, nextActionAt: nextAt, urgentAt: urgentAt(next, nextAt, policy) };
}

/** Returns a report of one fact. */
export function reportOf(fact: Fact): Report {
  return { facts: [fact] };
}

/** Returns the part of a row that facts change. */
function lifeOf(row: Life): Life {
  const { state, cause, wanted, attempt, taskId, accepted } = row;
  const { begunAt, pausedAt, resumedAt, endedAt, stopWantedAt } = row;
  return {
    state,
    cause,
    wanted,
    attempt,
    taskId,
    accepted,
    begunAt,
    pausedAt,
    resumedAt,
    endedAt,
    stopWantedAt,
  };
}

/** A file that begins earlier than this before its recording has an impossible time. */
const BEFORE_START_MS = 86_400_000;

function fileOf(file: FileReport, row: Recording): NonNullable<Patch['files']>[number] {
  // The beginning of an adopted task is unknown.
  const earliest = row.attempt === 0 ? -Infinity : row.createdAt - BEFORE_START_MS;
  const timeOf = (reported: number | undefined): number | null =>
    reported === undefined || reported < earliest ? null : reported;
  return {
    taskId: file.task ?? OWN_TASK,
    name: file.name,
    state: file.state,
    reasonCode: file.reason?.code ?? null,
    reason: file.reason?.message ?? null,
    userId: file.userId ?? null,
    track: file.track ?? null,
    format: file.format ?? null,
    url: file.url ?? null,
    sizeBytes: file.sizeBytes ?? null,
    beginsAt: timeOf(file.beginsAt),
    endsAt: timeOf(file.endsAt),
  };
}
