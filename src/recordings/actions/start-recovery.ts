import { KEY_LIFETIME_MS } from '../../ledger/contract/limits.ts';
import type { NewKey } from '../../ledger/contract/ledger.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { Recorder, Report, StartPlan } from '../../domain/recorder.ts';
import { Evidence, RecordingCause, RecordingState } from '../../domain/recording.ts';
import { KeyTaken } from '../idempotency/executor.ts';
import { adoptedRecording, ownOf } from '../starts/new-recording.ts';
import type { StartInput } from '../starts/start-request.ts';
import type { EngineParts } from '../engine/engine-parts.ts';

/** Bound on the successive starts under one key; each of them but the last is a week old. */
const MAX_USES = 50;

/** The plan of a start with an idempotency key. */
export interface KeyedPlan {
  readonly plan: StartPlan;
  /** The recording of an earlier start with the key, which a callback recovered. */
  readonly known?: Recording;
}

/** A start request under its idempotency key. */
interface KeyedStart {
  readonly id: string;
  /** Unix ms. */
  readonly at: number;
  readonly recorder: Recorder;
  readonly plan: StartPlan;
  readonly input: StartInput;
  readonly key: NewKey;
}

/** Recovers starts with an idempotency key that a restore of the ledger lost and whose task runs at the vendor. */
export class StartRecovery {
  constructor(private readonly parts: Pick<EngineParts, 'ledger' | 'store' | 'marks' | 'sealedStarts' | 'now'>) {}

  /**
   * Plans a start with the mark of its key. A mark that a recording uses is spent, unless its start was refused for a
   * transient reason. If that recording was recovered from the vendor, the key belongs to it.
   */
  async plan(recorder: Recorder, input: StartInput, id: string, key: string): Promise<KeyedPlan> {
    const { ledger, marks, now } = this.parts;
    for (let use = 0; use < MAX_USES; use++) {
      const plan = recorder.plan(input, marks.ofKey(recorder.product, key, use));
      const { vendorKey } = plan;
      if (vendorKey === null || !marks.isOurs(vendorKey)) return { plan };
      const known = await ledger.findByVendorKey(recorder.product, vendorKey);
      if (!known || isMarkReusable(known)) return { plan };
      if (wasRecovered(known) && now() - known.createdAt < KEY_LIFETIME_MS) return { plan, known };
    }
    return { plan: recorder.plan(input, marks.ofRecording(id)) };
  }

  /**
   * Recovers the recording of an earlier start with the same key. Returns undefined if there is none. Throws the vendor's
   * error: while the vendor cannot be asked, nothing may be started.
   */
  async recover(start: KeyedStart, known: Recording | undefined): Promise<Recording | KeyTaken | undefined> {
    if (known) {
      const { taken } = await this.parts.ledger.takeKeyFor(start.key, known.id);
      return taken ? new KeyTaken(taken) : this.#complete(known, start);
    }
    const found = await this.#find(start);
    return found && this.#insert(found, start);
  }

  /** Asks the vendor for a task with the mark of the key. Only within a key's lifetime after a restore. */
  async #find({ recorder, plan, id: recordingId }: KeyedStart): Promise<FoundTask | undefined> {
    const { ledger, marks, now } = this.parts;
    const gap = ledger.lineage.gapOf(now() - KEY_LIFETIME_MS);
    if (!gap) return undefined;
    const { account, room, vendorKey, ref } = plan;
    const own = { vendorKey, hasOwnKey: vendorKey !== null && marks.isOurs(vendorKey) };
    const task = { recordingId, account, room, ...own, ref, taskId: null, sentAt: gap.since };
    const isOwned = async (taskId: string): Promise<boolean> =>
      (await ledger.findByTask(recorder.product, taskId)) !== undefined;
    const finding = await recorder.findStart(task, isOwned, {});
    return finding.kind === 'found' ? finding : undefined;
  }

  /** Completes a recording that a callback recovered by the fields that only the start request has. */
  async #complete(known: Recording, { plan, input }: KeyedStart): Promise<Recording> {
    const result = await this.parts.store.transition(known.id, (row) => ({
      evidence: Evidence.CLIENT,
      report: { facts: [] },
      extra: { ...ownOf(input), ...outputsOf(row, plan) },
    }));
    return result?.row ?? known;
  }

  /** Inserts the found task as the recording of the key. */
  async #insert(
    { taskId, report }: FoundTask,
    { id, at, recorder, plan, input, key }: KeyedStart,
  ): Promise<Recording | KeyTaken> {
    const { ledger, store, sealedStarts } = this.parts;
    const { product } = recorder;
    const place = { product, ...plan, ref: sealedStarts.sealRef(plan.ref, id) };
    const origin = { evidence: Evidence.LOOKUP, answer: taskId === null ? null : recorder.answerOf(taskId) };
    const { taken } = await ledger.insert(adoptedRecording({ id, at, taskId }, place, input, origin), key);
    if (taken) return new KeyTaken(taken);
    if (taskId !== null) await ledger.dropOrphan(product, taskId);
    const result = await store.transition(id, { evidence: Evidence.LOOKUP, report });
    return result!.row;
  }
}

interface FoundTask {
  readonly taskId: string | null;
  readonly report: Report;
}

/** Returns the kinds of files of the start, if the recording does not have them. */
function outputsOf({ ref }: Recording, plan: StartPlan): Pick<Recording, 'ref'> | undefined {
  const { outputs } = plan.ref;
  return outputs === undefined || 'outputs' in ref ? undefined : { ref: { ...ref, outputs } };
}

/**
 * Whether a retry may use the mark of this recording: its start was refused for a transient reason. So the key also finds
 * the retry if a restore of the ledger lost both.
 */
export function isMarkReusable({ state, cause, accepted, errors }: Recording): boolean {
  const isRefused = state === RecordingState.FAILED && cause === RecordingCause.REFUSED && !accepted;
  return isRefused && errors !== null && errors.length > 0 && errors.every(({ retryable }) => retryable);
}

function wasRecovered({ accepted, params, sentAt }: Recording): boolean {
  return accepted && params === null && sentAt === null;
}
