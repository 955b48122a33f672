import type { RecordingFile, Recording } from '../../ledger/contract/entities.ts';
import { FILE_VERDICTS, RecordingState, type Fact, type OutputResult, type Results } from '../../domain/recording.ts';
import { ALL_FILES, OWN_TASK } from './results.ts';

/** The part of a recording that determines the verdict on its files. */
type Judged = Pick<Recording, 'state' | 'attempt' | 'ref' | 'results' | 'endedAt'>;

/** Conditions that are not part of the recording. */
export interface Circumstances {
  /** Whether a repeated start ends the task of the attempt before. */
  readonly replaces: boolean;
  /** Whether the time without news suffices to expect no further file. */
  readonly isQuiet: boolean;
}

/**
 * Returns the verdict on the files of an ended recording, as a fact. Undefined: reports of the vendor are still missing.
 * COMPLETE requires proof: the vendor confirmed every kind of files of every task, every file is READY, and every event could
 * be read.
 */
export function verdictOf(
  recording: Judged,
  files: readonly Pick<RecordingFile, 'state'>[],
  circumstances: Circumstances,
): Fact | undefined {
  const at = recording.endedAt ?? 0;
  const verdict = judge(recording, files, circumstances);
  if (verdict !== undefined) return { kind: verdict, at };
  // Unsettled news revokes an earlier verdict.
  const isOpen = recording.state !== RecordingState.NOTHING_RECORDED || files.length > 0;
  const wasJudged = FILE_VERDICTS.includes(recording.state) && recording.state !== RecordingState.INCOMPLETE;
  return wasJudged && isOpen ? { kind: 'filesMissing', at } : undefined;
}

/** Returns the number of unknown tasks: those of attempts without an answer that a repeat replaced. */
export function unknownTasks({ attempt, results }: Pick<Recording, 'attempt' | 'results'>): number {
  const others = Object.keys(results?.tasks ?? {}).filter((task) => task !== OWN_TASK).length;
  return Math.max(0, attempt - 1 - others);
}

type Verdict = 'filesDone' | 'filesMissing' | 'nothingRecorded';

function judge(
  recording: Judged,
  files: readonly Pick<RecordingFile, 'state'>[],
  { replaces, isQuiet }: Circumstances,
): Verdict | undefined {
  const { results } = recording;
  const tasks = tasksOf(recording);
  const outputs = outputsOf(recording.ref);
  const isSettled = isQuiet || FILE_VERDICTS.includes(recording.state);
  const reported = tasks.map((task) => reportedOf(task, outputs, isSettled));
  if (reported.includes(undefined)) return undefined;
  const isBad = reported.some((list) => list?.some(({ state }) => state !== 'DONE'));
  if (isBad || files.some(({ state }) => state === 'FAILED' || state === 'HELD_BY_VENDOR')) return 'filesMissing';
  if (files.length === 0) return isQuiet ? withoutFiles(results) : undefined;
  if (files.some(({ state }) => state !== 'READY')) return undefined;
  if ((results?.unread.length ?? 0) > 0 || (replaces && unknownTasks(recording) > 0)) return 'filesMissing';
  return 'filesDone';
}

/** Verdict without a reported file: there was nothing to record, or the reports were lost. */
function withoutFiles(results: Results | null): Verdict {
  const isSilent = results?.media?.seen === false && results.unread.length === 0;
  return isSilent ? 'nothingRecorded' : 'filesMissing';
}

type Task = Readonly<Record<string, OutputResult>>;

/** Returns the results of each task, the recording's own first. COMPLETE rows of earlier versions have no results. */
function tasksOf({ results, state }: Judged): Task[] {
  const { [OWN_TASK]: own, ...others } = results?.tasks ?? {};
  const isOld = own === undefined && state === RecordingState.COMPLETE;
  const done: Task = { [ALL_FILES]: { state: 'DONE', code: null, message: null } };
  return [own ?? (isOld ? done : {}), ...Object.values(others)];
}

/**
 * Returns the results of a task, one for each expected kind of files; undefined while a result is missing. If the kinds are
 * unknown, as for an adopted task, one result proves nothing about other kinds until no more news arrives.
 */
function reportedOf(task: Task, outputs: readonly string[], isSettled: boolean): OutputResult[] | undefined {
  const whole = task[ALL_FILES];
  if (outputs.length === 0) {
    const all = Object.values(task);
    const isKnown = whole !== undefined || isSettled || all.some(({ state }) => state !== 'DONE');
    return all.length > 0 && isKnown ? all : undefined;
  }
  const reported = outputs.flatMap((output) => task[output] ?? whole ?? []);
  return reported.length === outputs.length ? reported : undefined;
}

/** Returns the kinds of files of a start. Rows of earlier versions have a single kind in `result`. */
function outputsOf({ outputs, result }: Recording['ref']): readonly string[] {
  if (Array.isArray(outputs)) return outputs.filter((output) => typeof output === 'string');
  return typeof result === 'string' ? [result] : [];
}
