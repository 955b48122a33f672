import type { CallTerms } from '../calls/terms.ts';
import { NotSupported, RecordingEnded, RecordingNotFound } from '../errors.ts';
import type { RecordingRow } from '../ledger/rows.ts';
import { taskOf, type Desk, type Hold } from './desk.ts';
import { isFinal } from './life.ts';
import { only } from './moves.ts';
import { Capability, type Recorder, type Report } from './recorder.ts';
import { Evidence, RecordingCause, RecordingState, type Fact } from './recording.ts';
import type { Worker } from './worker.ts';

/** What a client wants of a recording that was started, whichever vendor's it is. */
export class Control {
  constructor(
    private readonly desk: Desk,
    private readonly worker: Worker,
  ) {}

  /** Puts down that a recording is to stop, then asks the vendor. Stopping what has ended changes nothing. */
  async stop(id: string): Promise<RecordingRow> {
    const { desk } = this;
    desk.faultPoint('stop:before-intent');
    const held = await this.#take(id, {
      kind: 'stopWanted',
      at: desk.now(),
      cause: RecordingCause.CLIENT,
    });
    desk.faultPoint('stop:intent-kept');
    if (isFinal(held.row.state) || !held.hold) return held.row;
    return this.worker.act(held.hold, {});
  }

  /** Pauses it, where the product can. Throws what the vendor answers. */
  pause(id: string): Promise<RecordingRow> {
    return this.#control(id, Capability.PAUSE, (recorder, row, terms) => recorder.pause!(taskOf(row), terms));
  }

  resume(id: string): Promise<RecordingRow> {
    return this.#control(id, Capability.RESUME, (recorder, row, terms) => recorder.resume!(taskOf(row), terms));
  }

  updateLayout(id: string, layoutFor: (product: string) => object): Promise<RecordingRow> {
    return this.#control(id, Capability.UPDATE_LAYOUT, (recorder, row, terms) =>
      recorder.updateLayout!(taskOf(row), layoutFor(row.product), terms),
    );
  }

  /** Asks the vendor now how a recording stands. */
  async refresh(id: string): Promise<RecordingRow> {
    const row = await this.#find(id);
    if (isFinal(row.state)) return row;
    const { hold } = await this.#take(id);
    return hold ? this.worker.look(hold, {}) : row;
  }

  async #control(
    id: string,
    capability: Capability,
    call: (recorder: Recorder, row: RecordingRow, terms: CallTerms) => Promise<Report>,
  ): Promise<RecordingRow> {
    const row = await this.#find(id);
    const recorder = this.desk.recorder(row.product);
    if (!recorder.capabilities.includes(capability)) {
      throw new NotSupported(row.product, capability, recorder.capabilities);
    }
    if (isFinal(row.state) || row.endedAt !== null) throw new RecordingEnded(row.state);
    try {
      const report = await call(recorder, row, {});
      const result = await this.desk.move(id, { evidence: Evidence.ANSWER, report });
      return (await this.desk.lookSoon(id)) ?? result?.row ?? row;
    } catch (error) {
      await this.desk.lookSoon(id);
      throw error;
    }
  }

  /** Takes a row for this process, with what a client wants of it. None to hold while its start is under way. */
  async #take(id: string, fact?: Fact): Promise<{ readonly row: RecordingRow; readonly hold: Hold | undefined }> {
    const takenAt = this.desk.clock();
    let isTaken = false;
    const result = await this.desk.move(id, (row) => {
      const report = fact ? only(fact) : { facts: [] };
      isTaken = !isFinal(row.state) && (row.accepted || row.state === RecordingState.UNKNOWN);
      const extra = { fence: row.fence + 1, nextActionAt: this.desk.now() + this.desk.leaseMs };
      return { evidence: Evidence.CLIENT, report, ...(isTaken && { extra }) };
    });
    if (!result) throw new RecordingNotFound(id);
    return { row: result.row, hold: isTaken ? this.desk.hold(result.row, takenAt) : undefined };
  }

  async #find(id: string): Promise<RecordingRow> {
    const row = await this.desk.ledger.find(id);
    if (!row) throw new RecordingNotFound(id);
    return row;
  }
}
