import type { Recorder, TaskRef } from '../domain/recorder.ts';
import { Evidence } from '../domain/recording.ts';
import { newRecordingId } from '../domain/recording-id.ts';
import { InvalidInput } from '../errors.ts';
import { KEY_LIFETIME_MS } from '../ledger/contract/limits.ts';
import type { Recording } from '../ledger/contract/entities.ts';
import type { EngineParts } from '../recordings/engine/engine-parts.ts';
import { isMarkReusable } from '../recordings/actions/start-recovery.ts';
import { adoptedRecording, adoptionKey } from '../recordings/starts/new-recording.ts';
import type { CallbackEvent } from './callback.ts';
import { BACKGROUND, type CallbackConfirmer } from './confirm.ts';

/**
 * Takes over tasks that this server started and a restore of the ledger has lost. Every start is in the ledger before it is
 * sent, so a task with a sealed mark and without a recording was lost by a restore.
 */
export class LostTasks {
  constructor(
    private readonly engine: EngineParts,
    private readonly confirmer: CallbackConfirmer,
  ) {}

  /** Takes over the lost task of an event. Returns its recording; undefined if the event is about no lost task. */
  async take(event: CallbackEvent, isBodySigned: boolean): Promise<Recording | undefined> {
    const { ledger, recorders, leases, log, marks, now } = this.engine;
    const { product, account, room, taskId, report } = event;
    if (product === null || account === null || taskId === null) return undefined;
    if (report.facts.length === 0 && !report.files?.length) return undefined;
    const ref = this.#refOf(event);
    if (!ref) return undefined;
    const asked = { recordingId: '', sentAt: null };
    const vendorKey = event.vendorKey ?? (await this.#keyOf(product, { ...ref, ...asked }));
    if (vendorKey == null || !marks.isOurs(vendorKey)) return undefined;
    const known = await ledger.findByVendorKey(product, vendorKey);
    if (known && !isMarkReusable(known)) return undefined; // the start is in progress, or the mark is a copy
    const task = { ...ref, room: ref.room ?? room, vendorKey };
    const isProven = isBodySigned || (await this.confirmer.confirm(product, { ...task, ...asked }, report)) !== null;
    if (!isProven) return undefined;
    const at = now();
    const id = newRecordingId(at);
    const origin = { evidence: Evidence.CALLBACK, answer: recorders.of(product).answerOf(taskId) };
    const { taken } = await ledger.insert(
      adoptedRecording({ id, at, taskId }, { product, ...task }, {}, origin),
      adoptionKey(product, taskId, at, leases.durationMs),
    );
    if (!taken)
      log.warn({ recordingId: id, product, taskId }, 'a task of this server that the ledger did not have is adopted');
    await ledger.dropOrphan(product, taskId);
    return ledger.find(taken?.recordingId ?? id);
  }

  /** Returns whether a restore may have lost the retry of a failed start, which has the same mark. */
  mayHaveLostRetryOf(row: Recording): boolean {
    if (row.vendorKey === null || !this.engine.marks.isOurs(row.vendorKey) || !isMarkReusable(row)) return false;
    return this.#mayHaveLostStarts();
  }

  /** Asks the vendor for the key of a task whose callback has none, if a restore may have lost its start. */
  async #keyOf(product: string, task: TaskRef): Promise<string | null> {
    const recorder = this.engine.recorders.of(product);
    if (!recorder.keyOf || !this.#mayHaveLostStarts()) return null;
    return this.confirmer.mayAsk(product, task.taskId) ? recorder.keyOf(task, BACKGROUND) : null;
  }

  #mayHaveLostStarts(): boolean {
    const { ledger, now } = this.engine;
    return ledger.lineage.gapOf(now() - KEY_LIFETIME_MS) !== undefined;
  }

  #refOf({ product, account, taskId, room, session }: CallbackEvent): ReturnType<Recorder['adopt']> | undefined {
    const sessionId = session?.sessionId ?? null;
    try {
      return this.engine.recorders.of(product!).adopt({ account: account!, taskId, room, sessionId, region: null });
    } catch (error) {
      if (error instanceof InvalidInput) return undefined;
      throw error;
    }
  }
}
