import { LedgerUnavailable } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { SettingsChange } from '../../domain/recorder.ts';
import { Evidence, RecordingCause } from '../../domain/recording.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { EngineParts } from '../engine/engine-parts.ts';
import { canPollFinal } from '../lifecycle/available-actions.ts';
import { changeSettings } from './settings-changes.ts';

type Find = () => Promise<Recording | undefined>;

/** The vendor's answer, and the recording that the action concerns. */
interface Ran<Result> {
  readonly answer: Result;
  readonly row: Recording | undefined;
}

/** Runs the vendors' own actions and queries, and updates the recording that they concern. */
export class VendorActions {
  constructor(
    private readonly parts: Pick<EngineParts, 'store' | 'leases' | 'inFlight' | 'recorders' | 'sealedStarts' | 'now'>,
  ) {}

  /**
   * Runs an action of the vendor. If the action concerns a recording of the ledger, a stop is recorded before the call, any
   * other action after the call.
   */
  async run<Result extends object>(
    find: Find,
    effect: 'stop' | 'change',
    call: () => Promise<Result>,
  ): Promise<Ran<Result>> {
    const row = await find();
    if (!row || isFinal(row.state)) return { answer: await call(), row };
    return this.parts.inFlight.track(row.id, () => this.#run(row, effect === 'stop', call));
  }

  async #run<Result extends object>(
    row: Recording,
    isStop: boolean,
    call: () => Promise<Result>,
  ): Promise<Ran<Result>> {
    const { store, leases, now } = this.parts;
    const stopWanted = { kind: 'stopWanted', at: now(), cause: RecordingCause.CLIENT } as const;
    // The lease prevents a second stop during the call.
    const fence = isStop ? (await leases.acquire(row.id, stopWanted)).lease?.fence : undefined;
    let answer: Result;
    try {
      answer = await call();
    } catch (error) {
      await store.pollSoon(row.id, { fence });
      throw error;
    }
    // The stop counts as the first try, so the next action is a poll and not another stop.
    return { answer, row: (await store.pollSoon(row.id, { tries: isStop ? 1 : 0, fence })) ?? row };
  }

  /** Changes the settings of a task by an action of the vendor. `plan` completes the change from the recording. */
  async change<Result extends object>(
    find: Find,
    plan: (row: Recording | undefined) => Promise<SettingsChange<Result>>,
  ): Promise<Ran<Result> & { readonly warnings: readonly string[] }> {
    const row = await find();
    const clear = row && { ...row, ref: this.parts.sealedStarts.openRef(row.ref, row.id) };
    const { settings, warnings = [], send } = await plan(clear);
    if (!row || isFinal(row.state) || !settings) return { answer: await send(), row, warnings };
    const { answer, ref } = await changeSettings(this.parts, row, settings, send);
    const changed = await this.parts.store.pollSoon(row.id, { ref });
    return { answer, row: changed ?? row, warnings };
  }

  /** Runs a query of the vendor. If the answer describes a recording of the ledger, the recording is updated. */
  async read<Result extends object>(product: string, find: Find, call: () => Promise<Result>): Promise<Result> {
    const answer = await call();
    const recorder = this.parts.recorders.of(product);
    try {
      const row = recorder.observe && (await find());
      if (row && (!isFinal(row.state) || canPollFinal(row, recorder))) {
        await this.parts.store.transition(row.id, { evidence: Evidence.POLL, report: recorder.observe!(answer) });
      }
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error; // the vendor's answer is valid without the ledger
    }
    return answer;
  }
}
