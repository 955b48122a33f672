import { LedgerUnavailable } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import { canBeAskedAfterwards } from '../lifecycle/afterwards.ts';
import type { Desk } from '../engine/desk.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { SettingsChange } from '../../domain/recorder.ts';
import { changeSettings } from './settings-changes.ts';
import { Evidence, RecordingCause, type Fact } from '../../domain/recording.ts';

/** The vendor's answer, and the recording that the action was about. */
interface Ran<Result> {
  readonly answer: Result;
  readonly row: RecordingRow | undefined;
}

/** The vendors' own actions and reads, as the ledger learns of them where they are about a recording of ours. */
export class VendorActions {
  constructor(private readonly desk: Desk) {}

  /**
   * Runs one of the vendor's own actions. Where it is about a recording of ours, the ledger is told: of a stop before it
   * is sent, of all others afterwards.
   */
  async run<Result extends object>(
    find: () => Promise<RecordingRow | undefined>,
    effect: 'stop' | 'change',
    call: () => Promise<Result>,
  ): Promise<Ran<Result>> {
    const row = await find();
    if (!row || isFinal(row.state)) return { answer: await call(), row };
    return this.desk.atWork.track(row.id, () => this.#run(row, effect, call));
  }

  async #run<Result extends object>(
    row: RecordingRow,
    effect: 'stop' | 'change',
    call: () => Promise<Result>,
  ): Promise<Ran<Result>> {
    const { desk } = this;
    const stopWanted: Fact = { kind: 'stopWanted', at: desk.now(), cause: RecordingCause.CLIENT };
    // Held, so that nobody else stops it meanwhile.
    const fence = effect === 'stop' ? (await desk.take(row.id, stopWanted)).hold?.fence : undefined;
    let answer: Result;
    try {
      answer = await call();
    } catch (error) {
      await desk.keep(() => desk.lookSoon(row.id, 0, fence));
      throw error;
    }
    // The stop was taken, so it counts as the first try: what comes next is a look, and not another stop.
    const tries = effect === 'stop' ? 1 : 0;
    return { answer, row: (await desk.keep(() => desk.lookSoon(row.id, tries, fence))) ?? row };
  }

  /** Changes the settings of a task by one of the vendor's own actions. `plan` completes the change for the recording. */
  async change<Result extends object>(
    find: () => Promise<RecordingRow | undefined>,
    plan: (row: RecordingRow | undefined) => Promise<SettingsChange<Result>>,
  ): Promise<Ran<Result> & { readonly warnings: readonly string[] }> {
    const { desk } = this;
    const row = await find();
    const ref = row && desk.sealedStarts.settings.open(row.ref, row.id);
    const { settings, warnings = [], send } = await plan(row && { ...row, ref: ref! });
    if (!row || isFinal(row.state) || !settings) return { answer: await send(), row, warnings };
    const { answer, ref: changes } = await changeSettings(desk, row, settings, send);
    const changed = await desk.keep(() => desk.lookSoon(row.id, 0, undefined, changes));
    return { answer, row: changed ?? row, warnings };
  }

  /** Runs one of the vendor's own reads. What it tells of a recording of ours moves that. */
  async read<Result extends object>(
    product: string,
    find: () => Promise<RecordingRow | undefined>,
    call: () => Promise<Result>,
  ): Promise<Result> {
    const answer = await call();
    const recorder = this.desk.recorder(product);
    try {
      const row = recorder.observe && (await find());
      if (row && (!isFinal(row.state) || canBeAskedAfterwards(row, recorder))) {
        await this.desk.move(row.id, { evidence: Evidence.POLL, report: recorder.observe!(answer) });
      }
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error; // the answer is good all the same
    }
    return answer;
  }
}
