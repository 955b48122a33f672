import { KEY_LIFETIME_MS } from '../../ledger/contract/limits.ts';
import type { NewKey } from '../../ledger/contract/ledger.ts';
import type { NewRecording, RecordingRow } from '../../ledger/contract/rows.ts';
import type { Desk } from './desk.ts';
import { newLife, reduce } from '../../domain/state-machine.ts';
import { lifeOf } from '../lifecycle/transitions.ts';
import type { Recorder, Report, StartPlan } from '../../domain/recorder.ts';
import { Evidence, RecordingCause, RecordingState } from '../../domain/recording.ts';
import { newRecording, ownOf, type StartInput } from '../starts/start-request.ts';

/** More starts one after the other under one key are not expected: each but the last is a week old. */
const MAX_USES = 50;

/** A plan of a start with an idempotency key. */
export interface KeyedPlan {
  readonly plan: StartPlan;
  /** The recording that a callback brought back of an earlier start with the key. */
  readonly known?: RecordingRow;
}

/** A task that runs and that the ledger lost. */
export interface FoundTask {
  readonly taskId: string | null;
  readonly report: Report;
}

/** Finds again what starts with an idempotency key left at vendors when a restore took them from the ledger. */
export class StartRecovery {
  constructor(private readonly desk: Desk) {}

  /**
   * Plans a start with the mark of its key. A mark that a recording of the ledger has is spent, unless its start was refused
   * for a passing reason. But a recording that was taken over from the vendor is what the key stands for.
   */
  async plan(recorder: Recorder, input: StartInput, id: string, key: string): Promise<KeyedPlan> {
    const { ledger, marks, now } = this.desk;
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
   * Asks the vendor for the task of an earlier start with the same mark, while the ledger may have lost one: for as long
   * as a key counts after a restore. Throws what the vendor answers: as long as it cannot be asked, nothing is started.
   */
  async find(recorder: Recorder, plan: StartPlan, recordingId: string): Promise<FoundTask | undefined> {
    const { ledger, marks, now } = this.desk;
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

  /** Gives a recording that a callback brought back what only its start tells. */
  async complete(known: RecordingRow, plan: StartPlan, input: StartInput): Promise<RecordingRow> {
    const { labels, metadata, stopBy } = ownOf(input);
    const moved = await this.desk.move(known.id, (row) => ({
      evidence: Evidence.CLIENT,
      report: { facts: [] },
      extra: { labels, metadata, stopBy, ...outputsOf(row, plan) },
    }));
    return moved?.row ?? known;
  }

  /** Puts the found task down as the recording of the key. Answers the row, or the key's earlier use. */
  async takeOver(
    { taskId, report }: FoundTask,
    { id, at, product, plan }: { id: string; at: number; product: string; plan: StartPlan },
    input: StartInput,
    key: NewKey,
  ): Promise<{ row: RecordingRow } | { taken: NonNullable<Awaited<ReturnType<Desk['ledger']['begin']>>['taken']> }> {
    const { desk } = this;
    const place = { product, ...plan, ref: desk.sealedStarts.settings.seal(plan.ref, id) };
    const { taken } = await desk.ledger.begin(
      recoveredRecording(desk, { id, at, taskId }, place, Evidence.LOOKUP, input),
      key,
    );
    if (taken) return { taken };
    if (taskId !== null) await desk.ledger.dropOrphan(product, taskId);
    const moved = await desk.move(id, { evidence: Evidence.LOOKUP, report });
    return { row: moved!.row };
  }
}

/** The kinds of files that a start makes, where the recording does not tell them. */
function outputsOf({ ref }: RecordingRow, plan: StartPlan): Pick<RecordingRow, 'ref'> | undefined {
  const { outputs } = plan.ref;
  return outputs === undefined || 'outputs' in ref ? undefined : { ref: { ...ref, outputs } };
}

/** A recording of a task that runs at the vendor already, as it is first put down. */
export function recoveredRecording(
  desk: Pick<Desk, 'recorder'>,
  { id, at, taskId }: { readonly id: string; readonly at: number; readonly taskId: string | null },
  place: Parameters<typeof newRecording>[2],
  evidence: Evidence,
  input: Pick<StartInput, 'labels' | 'metadata' | 'stopBy'>,
): NewRecording {
  const { life } = reduce(newLife(), { kind: 'accepted', at, taskId });
  const course = { params: null, sentAt: null, controllableUntil: null };
  const made = newRecording({ id, at, dueAt: at }, lifeOf(life), { ...place }, course, input);
  const answer = taskId === null ? null : desk.recorder(place.product).answerOf(taskId);
  return { ...made, evidence, answer };
}

/**
 * Whether a start was refused for a passing reason: the retry comes with its mark, so that it is found by the key also where
 * a restore took both from the ledger.
 */
export function isMarkReusable({ state, cause, accepted, errors }: RecordingRow): boolean {
  const isRefused = state === RecordingState.FAILED && cause === RecordingCause.REFUSED && !accepted;
  return isRefused && errors !== null && errors.length > 0 && errors.every(({ retryable }) => retryable === true);
}

function wasRecovered({ accepted, params, sentAt }: RecordingRow): boolean {
  return accepted && params === null && sentAt === null;
}
