import { InvalidInput } from '../errors.ts';
import type { RecordingRow } from '../ledger/rows.ts';
import type { Desk } from '../recordings/desk.ts';
import { newRecordingId } from '../recordings/recording-id.ts';
import { Evidence } from '../recordings/recording.ts';
import { takenOver } from '../recordings/marks/regained.ts';
import type { Report, TaskRef } from '../recordings/recorder.ts';
import type { CallbackNews } from './callback.ts';

/** Asks the vendor whether news of an unsigned callback is true. */
export type Confirm = (product: string, task: TaskRef, told: Report) => Promise<Report | null>;

/**
 * Takes tasks into the ledger that starts of this server made and the ledger does not have. A start is in the ledger
 * before it is sent, so a task with a sealed mark that no recording has was lost by a restore.
 */
export class LostTasks {
  constructor(
    private readonly desk: Desk,
    private readonly confirm: Confirm,
  ) {}

  /** The recording of a lost task that a callback names; undefined where the callback names none. */
  async take(news: CallbackNews, isBodySigned: boolean): Promise<RecordingRow | undefined> {
    const { ledger, log, marks, now } = this.desk;
    const { product, account, room, taskId, vendorKey, report } = news;
    if (product === null || account === null || taskId === null || vendorKey === null) return undefined;
    if (!marks.isOurs(vendorKey) || (report.facts.length === 0 && !report.files?.length)) return undefined;
    if (await ledger.findByVendorKey(product, vendorKey)) return undefined; // of another room: somebody copied the mark
    const ref = this.#refOf(news);
    if (!ref) return undefined;
    const task = { ...ref, room: ref.room ?? room, vendorKey };
    if (!isBodySigned && !(await this.confirm(product, { ...task, recordingId: '', sentAt: null }, report))) {
      return undefined;
    }
    const at = now();
    const id = newRecordingId(at);
    const { taken } = await ledger.begin(takenOver(id, at, taskId, { product, ...task }, Evidence.CALLBACK, {}), {
      key: `adopt ${product} ${taskId}`,
      operation: 'adopt',
      inputHash: '',
      createdAt: at,
      leaseUntil: at + this.desk.leaseMs,
    });
    if (!taken)
      log.warn({ recordingId: id, product, taskId }, 'a task of ours that the ledger did not have is taken over');
    await ledger.dropOrphan(product, taskId);
    return ledger.find(taken?.recordingId ?? id);
  }

  #refOf({
    product,
    account,
    taskId,
    room,
    session,
  }: CallbackNews): Omit<TaskRef, 'recordingId' | 'sentAt'> | undefined {
    const sessionId = session?.sessionId ?? null;
    try {
      return this.desk.recorder(product!).adopt({ account: account!, taskId, room, sessionId, region: null });
    } catch (error) {
      if (error instanceof InvalidInput) return undefined;
      throw error;
    }
  }
}
