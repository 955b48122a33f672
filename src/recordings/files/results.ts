import type { RecordingFile } from '../../ledger/contract/entities.ts';
import type { Report } from '../../domain/recorder.ts';
import {
  RecordingState,
  type Fact,
  type OutputResult,
  type Results,
  type UndeliveredFile,
  type VendorReason,
} from '../../domain/recording.ts';

/** Key of the recording's own task in `Results.tasks`. */
export const OWN_TASK = '';
/** Kind of a result that covers all files. */
export const ALL_FILES = 'all';

/** Bound on the stored notes, file names and event types: as many as a person reads. */
const MAX_KEPT = 10;

/** States of a result in ascending rank: a higher rank replaces a lower one, in whatever order reports arrive. */
const RANKS: readonly OutputResult['state'][] = ['HELD_BY_VENDOR', 'FAILED', 'DONE'];

export const NO_RESULTS: Results = {
  tasks: {},
  notes: [],
  unread: [],
  media: null,
  undelivered: { count: 0, files: [] },
};

type ResultFact = Extract<Fact, { readonly kind: 'filesDone' | 'filesMissing' }>;

/** Whether a fact is the vendor's result for files as a whole. */
export function isResult(fact: Fact): fact is ResultFact {
  return fact.kind === 'filesDone' || fact.kind === 'filesMissing';
}

/** Adds a report to the results. Returns the same object, or null, if the report adds nothing. */
export function gathered(known: Results | null, report: Report, at: number): Results | null {
  let results = known ?? NO_RESULTS;
  for (const fact of report.facts) if (isResult(fact)) results = withResult(results, fact);
  for (const task of report.tasks ?? []) results = withTask(results, task);
  for (const note of report.notes ?? []) results = withNote(results, note);
  if (report.unread !== undefined) results = withUnread(results, report.unread);
  if (report.isPublished !== undefined) results = withMedia(results, report.isPublished, at);
  return results === NO_RESULTS ? known : results;
}

function withTask(results: Results, task: string): Results {
  return results.tasks[task] ? results : { ...results, tasks: { ...results.tasks, [task]: {} } };
}

/** Records which files were not delivered. Returns the same object, or null, if nothing changed. */
export function withUndelivered(known: Results | null, files: readonly RecordingFile[]): Results | null {
  const bad = files.flatMap(undeliveredOf);
  const undelivered = { count: bad.length, files: bad.slice(0, MAX_KEPT) };
  const results = known ?? NO_RESULTS;
  if (JSON.stringify(undelivered) === JSON.stringify(results.undelivered)) return known;
  return { ...results, undelivered };
}

/**
 * Records since when the files of an INCOMPLETE recording are overdue; clears the time in other states. Returns the same
 * object if nothing changed.
 */
export function withOverdue(
  known: Results | null,
  state: RecordingState,
  overdueAt: number | undefined,
): Results | null {
  if (state !== RecordingState.INCOMPLETE) {
    if (known?.overdueAt === undefined) return known;
    const { overdueAt: _, ...others } = known;
    return others;
  }
  return overdueAt === undefined || known?.overdueAt !== undefined ? known : { ...(known ?? NO_RESULTS), overdueAt };
}

/** Returns a function that settles files by results, because a result can cover files without naming them. */
export function settledBy({ tasks }: Results): ((file: RecordingFile) => RecordingFile) | undefined {
  const covers = Object.entries(tasks).flatMap(([task, outputs]) =>
    Object.values(outputs).flatMap((result) => (result.covers === undefined ? [] : [{ ...result, task }])),
  );
  if (covers.length === 0) return undefined;
  return (file) => {
    const result = covers.find(({ task, covers: ending }) => task === file.taskId && file.name.endsWith(`.${ending}`));
    if (!result || file.state === 'READY' || file.state === 'FAILED') return file;
    if (result.state === 'DONE') return { ...file, state: 'READY', reasonCode: null, reason: null };
    return { ...file, state: result.state, reasonCode: result.code, reason: result.message };
  };
}

function undeliveredOf({ name, state, reasonCode: code, reason: message }: RecordingFile): UndeliveredFile[] {
  return state === 'FAILED' || state === 'HELD_BY_VENDOR' ? [{ name, state, code, message }] : [];
}

function withResult(results: Results, fact: ResultFact): Results {
  const { task = OWN_TASK, output = ALL_FILES, covers } = fact;
  const { state, code, message } = resultOf(fact);
  const known = results.tasks[task]?.[output];
  if (known && RANKS.indexOf(known.state) >= RANKS.indexOf(state)) return results;
  const result = { state, code, message, ...(covers !== undefined && { covers }) };
  return { ...results, tasks: { ...results.tasks, [task]: { ...results.tasks[task], [output]: result } } };
}

function resultOf(fact: ResultFact): OutputResult {
  if (fact.kind === 'filesDone') return { state: 'DONE', code: null, message: null };
  return fact.result ?? { state: 'FAILED', code: null, message: null };
}

function withNote(results: Results, { code, message }: VendorReason): Results {
  const isKnown = results.notes.some((note) => note.code === code && note.message === message);
  if (isKnown || results.notes.length >= MAX_KEPT) return results;
  return { ...results, notes: [...results.notes, { code, message }] };
}

function withUnread(results: Results, type: string): Results {
  if (results.unread.includes(type) || results.unread.length >= MAX_KEPT) return results;
  return { ...results, unread: [...results.unread, type] };
}

function withMedia(results: Results, isPublished: boolean, at: number): Results {
  const { media } = results;
  const seen = isPublished || (media?.seen ?? false);
  const noneSince = isPublished ? null : (media?.noneSince ?? at);
  if (media && media.seen === seen && media.noneSince === noneSince) return results;
  return { ...results, media: { seen, noneSince } };
}
