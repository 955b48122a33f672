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
import { maskedSettings } from '../starts/sealed-settings.ts';
import { mayBeSent } from '../starts/sealed-starts.ts';

/** What a row becomes beside what facts make of it. */
export type Extra = NonNullable<Patch['set']>;

export interface Transition {
  readonly at: number;
  readonly evidence: Evidence;
  readonly report: Report;
  readonly extra?: Extra;
  readonly releaseKey?: boolean;
  /** Nothing is changed when another recording has the task by now. */
  readonly unlessOwned?: true;
  /** An action that came to nothing: the next one waits longer. */
  readonly fruitless?: boolean;
  /** Nothing was heard for so long that no further file is to be expected of what was told. */
  readonly isQuiet?: boolean;
  /** How far the vendor was asked how the recording stands. Absent: not at all. */
  readonly poll?: PollOutcome;
}

/** What facts make of a row: what to write, and what to do beside. */
export interface TransitionResult {
  readonly patch: Patch;
  readonly effects: readonly Effect[];
}

/** Applies facts to a row by the state machine, and says when the row is looked at next. Pure. */
export function applyTransition(row: Recording, move: Transition, policy: Policy, random?: number): TransitionResult {
  const effects: Effect[] = [];
  let life = lifeOf(row);
  let { evidence } = move;
  const told = toldFacts(row, move);
  const due = dueOf(row, move, policy);
  for (const fact of [...told, ...due]) {
    const stepped = reduce(life, fact);
    if (stepped.life.state !== life.state) evidence = due.includes(fact) ? Evidence.DEADLINE : move.evidence;
    life = stepped.life;
    effects.push(...stepped.effects);
  }
  const overdue = due.find(({ kind }) => kind === 'filesOverdue');
  const results = gathered(row.results, move.report, move.at);
  const { repeat = true } = policy.filesRule(row.product).repeatRule ?? {};
  const setOf = (of: Life, judgedBy: Recording['results']): Extra => {
    const known = withOverdue(judgedBy, of.state, overdue?.at);
    const isNews = of.state !== row.state || of.taskId !== row.taskId;
    const tries = isNews ? 0 : move.fruitless ? row.tries + 1 : row.tries;
    const ref = isFinal(of.state) ? maskedSettings(move.extra?.ref ?? row.ref) : undefined;
    const next = { ...row, ...of, results: known, tries, ...move.extra, ...(isNews && { newsAt: move.at }) };
    return {
      ...of,
      results: known,
      tries,
      // What went wrong with the start was its answer, and that is over.
      ...(of.accepted && !row.accepted && { errors: null }),
      // Credentials are kept as long as the start may have to be sent, and no longer.
      ...(row.sealedParams !== null && !mayBeSent(of, repeat) && { sealedParams: null }),
      ...(of.state !== row.state && { evidence: of.state === life.state ? evidence : move.evidence }),
      ...timesOf(next, move, policy, random),
      ...(ref !== undefined && ref !== row.ref && { ref }),
    };
  };
  const judge = (files: readonly RecordingFile[]): Extra => {
    const known = withUndelivered(results, files);
    const circumstances = {
      replaces: policy.filesRule(row.product).repeatRule?.replaces ?? false,
      isQuiet: move.isQuiet ?? false,
    };
    const verdict = isJudged(life) ? verdictOf({ ...row, ...life, results: known }, files, circumstances) : undefined;
    return setOf(verdict ? reduce(life, verdict).life : life, known);
  };
  const files = (move.report.files ?? []).map((file) => fileOf(file, row));
  const settle = results === row.results && files.length === 0 ? undefined : results && settledBy(results);
  const mayJudge = files.length > 0 || settle != null || (results !== null && isJudged(life));
  const surplus = effects.flatMap((effect) => (effect.kind === 'stopSurplus' ? [effect.taskId] : []));
  return {
    effects,
    patch: {
      at: move.at,
      evidence: move.evidence,
      set: setOf(life, results),
      files,
      ...(settle && { settle }),
      ...(mayJudge && { judge }),
      ...(surplus.length > 0 && { surplusTaskIds: surplus }),
      ...(move.releaseKey && { releaseKey: true }),
      ...(move.unlessOwned && { unlessOwned: true }),
    },
  };
}

/** What a move tells, in order. What the vendor says about files is gathered, and judged together with the files. */
function toldFacts(row: Recording, { report, evidence, at }: Transition): Fact[] {
  const isOutOfControl = row.controllableUntil !== null && row.controllableUntil <= at;
  return report.facts.flatMap((fact): Fact[] => {
    // After the time of control the vendor knows no task any more, whether it runs or not.
    const isNoProof = isOutOfControl && fact.kind === 'ended' && fact.cause === RecordingCause.GONE;
    if (isNoProof && evidence !== Evidence.CALLBACK) return [];
    if (!isResult(fact)) return [fact];
    return fact.task === undefined ? [{ kind: 'ended', at: fact.at, cause: null }] : [];
  });
}

const SIGNS_OF_LIFE: readonly Fact['kind'][] = ['running', 'paused', 'resumed'];

/** The deadlines that a move judges, in order. They come behind what was told: by that, much is no longer due. */
function dueOf(row: Recording, { report, extra, at, poll }: Transition, policy: Policy): readonly Fact[] {
  // A result that comes at the last moment is judged first.
  const isInTime = report.facts.some(isResult);
  // A vendor that tells how the task runs has not let go of it: one of the two clocks is wrong.
  const isControlled = poll === 'ANSWERED' && report.facts.some(({ kind }) => SIGNS_OF_LIFE.includes(kind));
  return dueFacts({ ...row, ...extra }, at, policy, poll).filter(
    ({ kind }) => !(kind === 'filesOverdue' && isInTime) && !(kind === 'controlLost' && isControlled),
  );
}

/** Whether the state follows from the files: the recording has ended, and neither failed nor was given up. */
function isJudged({ state, accepted, endedAt }: Life): boolean {
  return accepted && endedAt !== null && (state === RecordingState.PROCESSING || FILE_VERDICTS.includes(state));
}

/** When the row is looked at next. While somebody works on it, that is when their lease ends. */
function timesOf(next: Recording, { at, extra }: Transition, policy: Policy, random: number | undefined): Extra {
  const asked = extra?.nextActionAt;
  if (asked !== undefined) return { ...extra, urgentAt: asked };
  const nextAt = nextActionAt(next, at, policy, random);
  return { ...extra, nextActionAt: nextAt, urgentAt: urgentAt(next, nextAt, policy) };
}

/** A report of one fact. */
export function reportOf(fact: Fact): Report {
  return { facts: [fact] };
}

/** The part of a row that facts move. */
export function lifeOf(row: Life): Life {
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

/** A file that began so long before its recording tells a time that cannot be. */
const BEFORE_START_MS = 86_400_000;

function fileOf(file: FileReport, row: Recording): NonNullable<Patch['files']>[number] {
  // When a task that was taken over began is not known.
  const earliest = row.attempt === 0 ? -Infinity : row.createdAt - BEFORE_START_MS;
  const timeOf = (told: number | undefined): number | null => (told === undefined || told < earliest ? null : told);
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
