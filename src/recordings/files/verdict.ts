import type { RecordingFile, Recording } from '../../ledger/contract/entities.ts';
import { FILE_VERDICTS, RecordingState, type Fact, type OutputResult, type Results } from '../../domain/recording.ts';
import { ALL_FILES, OWN_TASK } from './results.ts';

/** What of a recording its files are judged by. */
export type Judged = Pick<Recording, 'state' | 'attempt' | 'ref' | 'results' | 'endedAt'>;

/** Circumstances that the recording itself does not tell. */
export interface Circumstances {
  /** Whether a repeated start ends the task of the start before. */
  readonly replaces: boolean;
  /** Whether nothing was heard for so long that no file will come that belongs to what was told. */
  readonly isQuiet: boolean;
}

/**
 * What the files of a recording that has ended amount to, as a fact. Undefined: the vendor has not said all of it yet.
 * COMPLETE needs proof: the vendor said of every kind of files, of every task, that all are there; every file is READY;
 * every event could be read.
 */
export function verdictOf(
  recording: Judged,
  files: readonly Pick<RecordingFile, 'state'>[],
  circumstances: Circumstances,
): Fact | undefined {
  const at = recording.endedAt ?? 0;
  const verdict = judge(recording, files, circumstances);
  if (verdict !== undefined) return { kind: verdict, at };
  // News that is not settled takes back what was concluded before it came.
  const isOpen = recording.state !== RecordingState.NOTHING_RECORDED || files.length > 0;
  const wasJudged = FILE_VERDICTS.includes(recording.state) && recording.state !== RecordingState.INCOMPLETE;
  return wasJudged && isOpen ? { kind: 'filesMissing', at } : undefined;
}

/** How many tasks of a recording are not known at all: those of starts without an answer that a repeat replaced. */
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
  const told = tasks.map((task) => toldOf(task, outputs, isSettled));
  if (told.includes(undefined)) return undefined;
  const isBad = told.some((list) => list?.some(({ state }) => state !== 'DONE'));
  if (isBad || files.some(({ state }) => state === 'FAILED' || state === 'HELD_BY_VENDOR')) return 'filesMissing';
  if (files.length === 0) return isQuiet ? withoutFiles(results) : undefined;
  if (files.some(({ state }) => state !== 'READY')) return undefined;
  if ((results?.unread.length ?? 0) > 0 || (replaces && unknownTasks(recording) > 0)) return 'filesMissing';
  return 'filesDone';
}

/** The vendor told of no file: either there was nothing to record, or what told of the files was lost. */
function withoutFiles(results: Results | null): Verdict {
  const isSilent = results?.media?.seen === false && results.unread.length === 0;
  return isSilent ? 'nothingRecorded' : 'filesMissing';
}

type Task = Readonly<Record<string, OutputResult>>;

/** What was told of each task, the recording's own first. Older rows that are COMPLETE say nothing else. */
function tasksOf({ results, state }: Judged): Task[] {
  const { [OWN_TASK]: own, ...others } = results?.tasks ?? {};
  const isOld = own === undefined && state === RecordingState.COMPLETE;
  const done: Task = { [ALL_FILES]: { state: 'DONE', code: null, message: null } };
  return [own ?? (isOld ? done : {}), ...Object.values(others)];
}

/**
 * The results of a task, one for each expected kind of files; undefined while one is not told. Where nobody knows which kinds
 * there are, as of a task that was taken over, that one is done proves nothing of others until no more is told.
 */
function toldOf(task: Task, outputs: readonly string[], isSettled: boolean): OutputResult[] | undefined {
  const whole = task[ALL_FILES];
  if (outputs.length === 0) {
    const all = Object.values(task);
    const isKnown = whole !== undefined || isSettled || all.some(({ state }) => state !== 'DONE');
    return all.length > 0 && isKnown ? all : undefined;
  }
  const told = outputs.flatMap((output) => task[output] ?? whole ?? []);
  return told.length === outputs.length ? told : undefined;
}

/** The kinds of files that a start makes. Rows that were written before there were several have `result`. */
function outputsOf({ outputs, result }: Recording['ref']): readonly string[] {
  if (Array.isArray(outputs)) return outputs.filter((output) => typeof output === 'string');
  return typeof result === 'string' ? [result] : [];
}
