import { RecordingFailure } from '../../errors.ts';
import { MAX_ORPHANS_LISTED } from '../../ledger/contract/limits.ts';
import type { Orphan } from '../../ledger/contract/entities.ts';
import type { JsonMembers, Recorder } from '../../domain/recorder.ts';
import type { EngineParts } from './engine-parts.ts';

/** Interval between listings of a vendor's tasks, over all processes. */
const LIST_MS = 5 * 60_000;
/** For vendors that list their tasks: a task that was not listed for this long has ended. */
const FRESH_MS = 3 * LIST_MS;
/**
 * Retention of an orphan that is no longer seen. Where the vendor only calls back, the task may run until a callback reports
 * its end; TRTC gives up control after 72 h by default.
 */
const KEPT_MS = 72 * 60 * 60_000;
/** The start of a younger task may still be in progress. */
const MIN_AGE_MS = 2 * 60_000;

/** Tasks that run at a vendor and belong to no recording. */
export class Orphans {
  constructor(private readonly parts: Pick<EngineParts, 'ledger' | 'recorders' | 'now' | 'log' | 'faultPoint'>) {}

  /** Returns the orphans that may still run or are being stopped: at most 1,000, the most recently seen first. */
  async list(product?: string): Promise<Orphan[]> {
    const { ledger, now, recorders } = this.parts;
    const lists = recorders.all
      .filter((recorder) => product === undefined || recorder.product === product)
      .map((recorder) => ledger.orphans(recorder.product, now() - (recorder.listRunning ? FRESH_MS : KEPT_MS)));
    const all = (await Promise.all(lists)).flat();
    return all.sort((one, other) => other.lastSeenAt - one.lastSeenAt).slice(0, MAX_ORPHANS_LISTED);
  }

  /** Deletes orphans that no vendor has reported for a while. An orphan that is being stopped is kept. */
  async dropOld(): Promise<void> {
    await this.parts.ledger.dropOrphans(this.parts.now() - KEPT_MS);
  }

  /** Lists the vendor's running tasks, if the vendor can list them, and records the orphans. */
  async find(recorder: Recorder): Promise<void> {
    const { ledger, now } = this.parts;
    const { product } = recorder;
    if (!recorder.listRunning) return;
    if ((await ledger.reserveSlot(`orphans.${product}`, LIST_MS, true)) === undefined) return;
    for (const { account } of await ledger.accountsOf(product)) {
      let tasks;
      try {
        tasks = await recorder.listRunning(account, { background: true });
      } catch (error) {
        if (!(error instanceof RecordingFailure)) throw error;
        continue; // retried in the next interval
      }
      const at = now();
      const grown = tasks.filter(({ startedAt }) => startedAt === null || at - startedAt >= MIN_AGE_MS);
      await ledger.seeOrphans(
        grown.map((task) => ({ product, ...task, surplusOf: null, lastSeenAt: at, nextActionAt: null })),
      );
    }
  }

  /** Stops the surplus task of a repeated start; schedules a retry if the vendor fails. */
  async stopSurplus(orphan: Orphan): Promise<void> {
    const { ledger, recorders, log, now, faultPoint } = this.parts;
    const { product, taskId, account, room, surplusOf, fence, tries } = orphan;
    faultPoint('surplus:before-stop');
    const ref = orphan.ref as JsonMembers;
    const task = { recordingId: surplusOf ?? '', account, room, vendorKey: null, taskId, ref, sentAt: null };
    try {
      await recorders.of(product).stop(task, { background: true });
    } catch (error) {
      if (!(error instanceof RecordingFailure)) throw error;
      log.warn({ product, taskId, tries }, 'the surplus task of a repeated start could not be stopped yet');
      await ledger.settleOrphan(product, taskId, fence, now() + Math.min(60_000, 1000 * 2 ** tries));
      return;
    }
    await ledger.dropOrphan(product, taskId);
  }
}
