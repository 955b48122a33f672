import type { CallOptions } from '../../calls/call-options.ts';
import { ActionNotAvailable, NotSupported, RecordingEnded, RecordingNotFound } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import { isControllable, isOver } from '../lifecycle/available-actions.ts';
import { canBeAskedAfterwards } from '../lifecycle/afterwards.ts';
import { taskOf, withRef, type Desk } from '../engine/desk.ts';
import { changeSettings } from './settings-changes.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { reportOf } from '../lifecycle/transitions.ts';
import { Capability, type Recorder, type RefChange, type Report } from '../../domain/recorder.ts';
import { Evidence, RecordingCause } from '../../domain/recording.ts';
import type { Worker } from '../engine/worker.ts';

/** What a call to a vendor came to. */
interface Done {
  readonly report: Report;
  readonly ref?: RefChange;
}

const NO_NEWS: Report = { facts: [] };

/** What a client wants of a recording that was started, whichever vendor's it is. */
export class Control {
  constructor(
    private readonly desk: Desk,
    private readonly worker: Worker,
  ) {}

  /** Puts down that a recording is to stop, then asks the vendor. Stopping what has ended changes nothing. */
  stop(id: string): Promise<RecordingRow> {
    return this.desk.atWork.track(id, () => this.#stop(id));
  }

  async #stop(id: string): Promise<RecordingRow> {
    const { desk } = this;
    const known = await this.#find(id);
    if (isOver(known)) return known;
    desk.faultPoint('stop:before-intent');
    const held = await this.desk.take(id, {
      kind: 'stopWanted',
      at: desk.now(),
      cause: RecordingCause.CLIENT,
    });
    desk.faultPoint('stop:intent-kept');
    if (isFinal(held.row.state) || !held.hold) return held.row;
    const { hold } = held;
    const stopping = desk.atWork.track(id, () => this.worker.act(hold, {})); // also when who asked knows sooner
    return desk.proofs.race(id, stopping, isOver, (row) => row);
  }

  /** Puts down that a recording is to stop. The reconciler asks the vendor at its next round. */
  async wishStop(id: string): Promise<RecordingRow> {
    const { desk } = this;
    const fact = { kind: 'stopWanted', at: desk.now(), cause: RecordingCause.CLIENT } as const;
    const moved = await desk.move(id, (row) =>
      isOver(row)
        ? undefined
        : { evidence: Evidence.CLIENT, report: reportOf(fact), extra: { nextActionAt: desk.now(), tries: 0 } },
    );
    if (!moved) throw new RecordingNotFound(id);
    return moved.row;
  }

  /** Pauses it, where the product can. Throws what the vendor answers. */
  pause(id: string): Promise<RecordingRow> {
    return this.#control(id, Capability.PAUSE, async (recorder, row, terms) => ({
      report: await recorder.pause!(taskOf(row), terms),
    }));
  }

  resume(id: string): Promise<RecordingRow> {
    return this.#control(id, Capability.RESUME, async (recorder, row, terms) => ({
      report: await recorder.resume!(taskOf(row), terms),
    }));
  }

  /** Replaces the layout. `warnings` say what the vendor changed beside it. */
  async updateLayout(
    id: string,
    layoutFor: (product: string) => object,
  ): Promise<{ readonly row: RecordingRow; readonly warnings: readonly string[] }> {
    const { desk } = this;
    let warnings: readonly string[] = [];
    const row = await this.#control(id, Capability.UPDATE_LAYOUT, async (recorder, before, terms) => {
      const change = recorder.updateLayout!(desk.taskInClear(before), layoutFor(before.product), terms);
      warnings = change.warnings ?? [];
      const send = (): Promise<unknown> => change.send();
      if (change.settings)
        return { report: NO_NEWS, ref: (await changeSettings(desk, before, change.settings, send)).ref };
      await send();
      return { report: NO_NEWS };
    });
    return { row, warnings };
  }

  /** Asks the vendor now how a recording stands. */
  async refresh(id: string): Promise<RecordingRow> {
    const row = await this.#find(id);
    if (isFinal(row.state)) return this.#lookAfterwards(row);
    return this.desk.atWork.track(id, async () => {
      const { hold } = await this.desk.take(id);
      return hold ? this.worker.look(hold, {}) : row;
    });
  }

  async #lookAfterwards(row: RecordingRow): Promise<RecordingRow> {
    const { desk } = this;
    const recorder = desk.recorder(row.product);
    if (!canBeAskedAfterwards(row, recorder)) return row;
    const report = await recorder.poll(taskOf(row), {});
    const moved = await desk.move(row.id, { evidence: Evidence.POLL, report, look: 'ANSWERED' });
    return moved?.row ?? row;
  }

  async #control(
    id: string,
    capability: Capability,
    call: (recorder: Recorder, row: RecordingRow, terms: CallOptions) => Promise<Done>,
  ): Promise<RecordingRow> {
    const row = await this.#find(id);
    const recorder = this.desk.recorder(row.product);
    if (!recorder.capabilities.includes(capability)) {
      throw new NotSupported(row.product, capability, recorder.capabilities);
    }
    if (isOver(row)) throw new RecordingEnded(row.state);
    if (!isControllable(row)) throw new ActionNotAvailable(capability, row.state, row.wanted === 'STOPPED');
    const { desk } = this;
    let done: Done;
    try {
      done = await call(recorder, row, {});
    } catch (error) {
      await desk.keep(() => desk.lookSoon(id));
      throw error;
    }
    // Done at the vendor: a ledger that cannot be reached does not make it undone. The next look shows it.
    const extra = { nextActionAt: desk.now(), tries: 0 };
    const { report, ref } = done;
    const moved = await desk.keep(() =>
      desk.move(id, (fresh) => ({ evidence: Evidence.ANSWER, report, extra: { ...extra, ...withRef(fresh, ref) } })),
    );
    return moved?.row ?? row;
  }

  async #find(id: string): Promise<RecordingRow> {
    const row = await this.desk.ledger.find(id);
    if (!row) throw new RecordingNotFound(id);
    return row;
  }
}
