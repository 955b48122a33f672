import type { RecordingRow } from '../ledger/contract/rows.ts';
import { isFinal } from '../domain/state-machine.ts';
import type { Extra } from '../recordings/lifecycle/transitions.ts';
import type { Recorder, Report } from '../domain/recorder.ts';
import type { Fact } from '../domain/recording.ts';
import type { CallbackEvent } from './callback.ts';

/** With the id of the task, where that was not known. */
export function withTask(row: RecordingRow, { taskId }: CallbackEvent, report: Report, at: number): Report {
  if (row.taskId !== null || taskId === null || report.facts.length === 0) return report;
  return { ...report, facts: [{ kind: 'accepted', at, taskId }, ...report.facts] };
}

/**
 * The answer to write for a start that was carried out and whose own answer was lost; undefined where no answer is missing.
 * A start that was given up keeps why: its recording is not taken up again.
 */
export function missingAnswer(
  row: RecordingRow,
  { taskId }: CallbackEvent,
  facts: readonly Fact[],
  recorder: Recorder,
): Extra | undefined {
  if (row.accepted || isFinal(row.state) || facts.length === 0) return undefined;
  return { errors: null, ...(row.answer === null && taskId !== null && { answer: recorder.answerOf(taskId) }) };
}
