import { cursorOf } from '../../events/cursor.ts';
import type { Transition } from '../../events/event-filter.ts';
import type { RecordingChange, Recording } from '../../ledger/contract/entities.ts';
import { OWN_TASK } from '../../recordings/files/results.ts';
import { explain } from '../../recordings/lifecycle/explanation.ts';
import { availableActions } from '../../recordings/lifecycle/available-actions.ts';
import { errorsOf } from '../../recordings/lifecycle/failure.ts';
import { unknownTasks } from '../../recordings/files/verdict.ts';
import type { NameValue } from '../../recordings/starts/start-request.ts';
import type { Recorder } from '../../domain/recorder.ts';
import { RecordingType } from './recording.types.ts';
import { RecordingState } from '../../domain/recording.ts';

/** A recording as clients see it. */
export function recordingOf(row: Recording, recorder: Recorder): RecordingType {
  const { id, account, room, state, cause, evidence, wanted, taskId, vendorKey } = row;
  const { createdAt, updatedAt, sentAt, pausedAt, endedAt, stopBy, controllableUntil } = row;
  return Object.assign(new RecordingType(), {
    id,
    product: row.product,
    account,
    room,
    state,
    cause,
    evidence,
    explanation: explain(row, recorder),
    wanted,
    taskId,
    vendorKey,
    createdAt,
    updatedAt,
    changedAt: row.newsAt,
    sentAt,
    startedAt: row.begunAt,
    pausedAt: state === RecordingState.PAUSED ? pausedAt : null,
    endedAt,
    stopBy,
    controllableUntil,
    attempts: row.attempt,
    retryOf: row.retryOf,
    supersededBy: row.supersededBy,
    availableActions: availableActions(row, recorder),
    productCapabilities: recorder.capabilities,
    capabilities: recorder.capabilities,
    lastChange: row.lastChange,
    labels: pairsOf(row.labels),
    metadata: pairsOf(row.metadata),
    filesOverdueAt: row.results?.overdueAt ?? null,
    errors: errorsOf(row),
    results: row.results,
    unknownTasks: recorder.repeatRule.replaces ? unknownTasks(row) : 0,
  });
}

/** A change as clients see it. */
export interface ChangeView extends RecordingChange {
  readonly cursor: string;
  readonly fileName: string | null;
  readonly fileTaskId: string | null;
  readonly recording: RecordingType;
  /** Transition for the filter of a subscription. Null: not a subscription, or unknown. */
  readonly transition: Transition | null;
}

export function changeOf(
  row: RecordingChange,
  recording: RecordingType,
  transition: Transition | null = null,
): ChangeView {
  const fileTaskId = row.fileTask === OWN_TASK ? null : row.fileTask;
  return { ...row, cursor: cursorOf(row), fileName: row.file, fileTaskId, recording, transition };
}

function pairsOf(map: Readonly<Record<string, string>>): NameValue[] {
  return Object.entries(map).map(([name, value]) => ({ name, value }));
}
