import { ActionNotAvailable, NotSupported, RecordingEnded, RecordingNotFound } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { Capability, type Recorder, type RefChange, type Report, type TaskRef } from '../../domain/recorder.ts';
import { Evidence, RecordingCause } from '../../domain/recording.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { Engine } from '../engine/engine.ts';
import { taskOf } from '../engine/task-ref.ts';
import { canPollFinal, isControllable, isOver } from '../lifecycle/available-actions.ts';
import { reportOf } from '../lifecycle/transitions.ts';
import { changeSettings } from './settings-changes.ts';

/** Result of a call to a vendor. */
interface CallResult {
  readonly report: Report;
  readonly ref?: RefChange;
}

const NO_NEWS: Report = { facts: [] };

/** Controls recordings that were started, for every vendor. */
export class Control {
  constructor(private readonly engine: Engine) {}

  /** Records that the recording must stop, then stops the task. Changes nothing if the recording has ended. */
  stop(id: string): Promise<Recording> {
    return this.engine.inFlight.track(id, () => this.#stop(id));
  }

  async #stop(id: string): Promise<Recording> {
    const { inFlight, leases, outcomes, worker, faultPoint, now } = this.engine;
    const known = await this.#find(id);
    if (isOver(known)) return known;
    faultPoint('stop:before-intent');
    const stopWanted = { kind: 'stopWanted', at: now(), cause: RecordingCause.CLIENT } as const;
    const { row, lease } = await leases.acquire(id, stopWanted);
    faultPoint('stop:intent-kept');
    if (isFinal(row.state) || !lease) return row;
    // Tracked until the vendor has answered; the client may get its answer earlier.
    const stopping = inFlight.track(id, () => worker.act(lease, {}));
    return outcomes.race(id, stopping, isOver, (proof) => proof);
  }

  /** Records that the recording must stop. The reconciler stops the task in its next round. */
  async requestStop(id: string): Promise<Recording> {
    const { store, now } = this.engine;
    const at = now();
    const report = reportOf({ kind: 'stopWanted', at, cause: RecordingCause.CLIENT });
    const result = await store.transition(id, (row) =>
      isOver(row) ? undefined : { evidence: Evidence.CLIENT, report, extra: { nextActionAt: at, tries: 0 } },
    );
    if (!result) throw new RecordingNotFound(id);
    return result.row;
  }

  /** Throws the vendor's error, also in the methods below. */
  pause(id: string): Promise<Recording> {
    return this.#call(id, Capability.PAUSE, async (recorder, task) => ({ report: await recorder.pause!(task, {}) }));
  }

  resume(id: string): Promise<Recording> {
    return this.#call(id, Capability.RESUME, async (recorder, task) => ({ report: await recorder.resume!(task, {}) }));
  }

  /** Replaces the layout. `warnings` list the other settings that the vendor changed. */
  async updateLayout(
    id: string,
    layoutFor: (product: string) => object,
  ): Promise<{ readonly row: Recording; readonly warnings: readonly string[] }> {
    let warnings: readonly string[] = [];
    const row = await this.#call(id, Capability.UPDATE_LAYOUT, async (recorder, task, before) => {
      const ref = this.engine.sealedStarts.openRef(before.ref, id) as TaskRef['ref'];
      const change = recorder.updateLayout!({ ...task, ref }, layoutFor(before.product), {});
      warnings = change.warnings ?? [];
      const send = (): Promise<unknown> => change.send();
      if (change.settings) {
        return { report: NO_NEWS, ref: (await changeSettings(this.engine, before, change.settings, send)).ref };
      }
      await send();
      return { report: NO_NEWS };
    });
    return { row, warnings };
  }

  /** Polls the vendor for the recording now. */
  async refresh(id: string): Promise<Recording> {
    const { inFlight, leases, worker } = this.engine;
    const row = await this.#find(id);
    if (isFinal(row.state)) return this.#pollFinal(row);
    return inFlight.track(id, async () => {
      const { lease } = await leases.acquire(id);
      return lease ? worker.poll(lease) : row;
    });
  }

  async #pollFinal(row: Recording): Promise<Recording> {
    const recorder = this.engine.recorders.of(row.product);
    if (!canPollFinal(row, recorder)) return row;
    const report = await recorder.poll(taskOf(row), {});
    const result = await this.engine.store.transition(row.id, { evidence: Evidence.POLL, report, poll: 'ANSWERED' });
    return result?.row ?? row;
  }

  async #call(
    id: string,
    capability: Capability,
    call: (recorder: Recorder, task: TaskRef, row: Recording) => Promise<CallResult>,
  ): Promise<Recording> {
    const { store, recorders } = this.engine;
    const row = await this.#find(id);
    const recorder = recorders.of(row.product);
    if (!recorder.capabilities.includes(capability)) {
      throw new NotSupported(row.product, capability, recorder.capabilities);
    }
    if (isOver(row)) throw new RecordingEnded(row.state);
    if (!isControllable(row)) throw new ActionNotAvailable(capability, row.state, row.wanted === 'STOPPED');
    let result: CallResult;
    try {
      result = await call(recorder, taskOf(row), row);
    } catch (error) {
      await store.pollSoon(id);
      throw error;
    }
    // The vendor has done it. If the ledger is unavailable, the next poll reports the change.
    return (await store.pollSoon(id, result)) ?? row;
  }

  async #find(id: string): Promise<Recording> {
    const row = await this.engine.ledger.find(id);
    if (!row) throw new RecordingNotFound(id);
    return row;
  }
}
