import { RecordingFailure } from '../../errors.ts';
import { MAX_ORPHANS_LISTED } from '../../ledger/contract/limits.ts';
import type { OrphanRow } from '../../ledger/contract/rows.ts';
import type { Desk } from './desk.ts';
import type { JsonMembers, Recorder } from '../../domain/recorder.ts';

/** How often a vendor is asked for all its tasks, over all processes. */
const LOOK_MS = 5 * 60_000;
/** A task that was not seen for so long has ended, where the vendor lists its tasks. */
const FRESH_MS = 3 * LOOK_MS;
/**
 * For how long one that was seen no more is kept. Where the vendor only calls back, it may run until its end is told;
 * TRTC gives up control after 72 h unless a start says otherwise.
 */
const KEPT_MS = 72 * 60 * 60_000;
/** A task this young may be one whose start is still under way. */
const YOUNG_MS = 2 * 60_000;

/** Tasks that a vendor runs and no recording owns. */
export class Orphans {
  constructor(private readonly desk: Desk) {}

  /** Those that may still run, and those that are being stopped; at most 1,000, the newest seen first. */
  async list(product?: string): Promise<OrphanRow[]> {
    const { ledger, now, recorders } = this.desk;
    const lists = recorders
      .filter((recorder) => product === undefined || recorder.product === product)
      .map((recorder) => ledger.orphans(recorder.product, now() - (recorder.listRunning ? FRESH_MS : KEPT_MS)));
    const all = (await Promise.all(lists)).flat();
    return all.sort((one, other) => other.lastSeenAt - one.lastSeenAt).slice(0, MAX_ORPHANS_LISTED);
  }

  /** Forgets those that have long ended, as far as is known. Those that are being stopped stay until they are. */
  async dropOld(): Promise<void> {
    await this.desk.ledger.dropOrphans(this.desk.now() - KEPT_MS);
  }

  /** Asks a vendor for its tasks, where it can list them, and puts down those that nobody owns. */
  async look(recorder: Recorder): Promise<void> {
    const { ledger, now } = this.desk;
    if (!recorder.listRunning) return;
    if ((await ledger.reserveSlot(`orphans.${recorder.product}`, LOOK_MS, true)) === undefined) return;
    for (const { account } of await ledger.accountsOf(recorder.product)) {
      let tasks;
      try {
        tasks = await recorder.listRunning(account, { background: true });
      } catch (error) {
        if (!(error instanceof RecordingFailure)) throw error;
        continue; // asked again next time
      }
      const at = now();
      const grown = tasks.filter(({ startedAt }) => startedAt === null || at - startedAt >= YOUNG_MS);
      await ledger.seeOrphans(
        grown.map((task) => ({
          product: recorder.product,
          ...task,
          surplusOf: null,
          lastSeenAt: at,
          nextActionAt: null,
        })),
      );
    }
  }

  /** Stops the second task of one start, and tries again where that fails. */
  async stopSurplus(orphan: OrphanRow): Promise<void> {
    const { ledger, log, now, faultPoint } = this.desk;
    const { product, taskId, account, room, surplusOf, fence, tries } = orphan;
    faultPoint('surplus:before-stop');
    const ref = orphan.ref as JsonMembers;
    const task = { recordingId: surplusOf ?? '', account, room, vendorKey: null, taskId, ref, sentAt: null };
    try {
      await this.desk.recorder(product).stop(task, { background: true });
    } catch (error) {
      if (!(error instanceof RecordingFailure)) throw error;
      log.warn({ product, taskId, tries }, 'a second task of one start could not be stopped yet');
      await ledger.settleOrphan(product, taskId, fence, now() + Math.min(60_000, 1000 * 2 ** tries));
      return;
    }
    await ledger.dropOrphan(product, taskId);
  }
}
