import { InvalidInput } from '../errors.ts';
import { KEY_LIFETIME_MS } from '../ledger/contract/limits.ts';
import type { RecordingRow } from '../ledger/contract/rows.ts';
import type { Desk } from '../recordings/engine/desk.ts';
import { newRecordingId } from '../domain/recording-id.ts';
import { Evidence } from '../domain/recording.ts';
import { isMarkReusable, recoveredRecording } from '../recordings/engine/start-recovery.ts';
import type { Report, TaskRef } from '../domain/recorder.ts';
import type { CallbackEvent } from './callback.ts';

/** How the vendor is asked because of a callback: not often for one task. */
export interface Asking {
  /** Asks whether news of an unsigned callback is true. */
  readonly confirm: (product: string, task: TaskRef, told: Report) => Promise<Report | null>;
  readonly mayAsk: (product: string, taskId: string) => boolean;
}

/**
 * Takes tasks into the ledger that starts of this server made and the ledger does not have. A start is in the ledger
 * before it is sent, so a task with a sealed mark that no recording has was lost by a restore.
 */
export class LostTasks {
  constructor(
    private readonly desk: Desk,
    private readonly asking: Asking,
  ) {}

  /** The recording of a lost task that a callback names; undefined where the callback names none. */
  async take(news: CallbackEvent, isBodySigned: boolean): Promise<RecordingRow | undefined> {
    const { ledger, log, marks, now } = this.desk;
    const { product, account, room, taskId, report } = news;
    if (product === null || account === null || taskId === null) return undefined;
    if (report.facts.length === 0 && !report.files?.length) return undefined;
    const ref = this.#refOf(news);
    const vendorKey =
      ref && (news.vendorKey ?? (await this.#keyOf(product, { ...ref, recordingId: '', sentAt: null })));
    if (vendorKey == null || !marks.isOurs(vendorKey)) return undefined;
    const known = await ledger.findByVendorKey(product, vendorKey);
    if (known && !isMarkReusable(known)) return undefined; // its start is under way, or somebody copied the mark
    const task = { ...ref!, room: ref!.room ?? room, vendorKey };
    const isBelieved =
      isBodySigned || (await this.asking.confirm(product, { ...task, recordingId: '', sentAt: null }, report)) !== null;
    if (!isBelieved) return undefined;
    const at = now();
    const id = newRecordingId(at);
    const { taken } = await ledger.begin(
      recoveredRecording(this.desk, { id, at, taskId }, { product, ...task }, Evidence.CALLBACK, {}),
      {
        key: `adopt ${product} ${taskId}`,
        operation: 'adopt',
        inputHash: '',
        createdAt: at,
        leaseUntil: at + this.desk.leaseMs,
      },
    );
    if (!taken)
      log.warn({ recordingId: id, product, taskId }, 'a task of ours that the ledger did not have is taken over');
    await ledger.dropOrphan(product, taskId);
    return ledger.find(taken?.recordingId ?? id);
  }

  /** Whether a start with the mark of a failed one may be what a restore took: its retry has the same mark. */
  mayHaveLostRetryOf(row: RecordingRow): boolean {
    const { ledger, marks, now } = this.desk;
    if (row.vendorKey === null || !marks.isOurs(row.vendorKey) || !isMarkReusable(row)) return false;
    return ledger.lineage.gapOf(now() - KEY_LIFETIME_MS) !== undefined;
  }

  /** The key that the callback did not bring, asked for while a restore may have lost its start. */
  async #keyOf(product: string, task: TaskRef): Promise<string | null> {
    const { ledger, now } = this.desk;
    const recorder = this.desk.recorder(product);
    if (!recorder.keyOf || !ledger.lineage.gapOf(now() - KEY_LIFETIME_MS)) return null;
    return this.asking.mayAsk(product, task.taskId!) ? recorder.keyOf(task, { background: true }) : null;
  }

  #refOf({
    product,
    account,
    taskId,
    room,
    session,
  }: CallbackEvent): Omit<TaskRef, 'recordingId' | 'sentAt'> | undefined {
    const sessionId = session?.sessionId ?? null;
    try {
      return this.desk.recorder(product!).adopt({ account: account!, taskId, room, sessionId, region: null });
    } catch (error) {
      if (error instanceof InvalidInput) return undefined;
      throw error;
    }
  }
}
