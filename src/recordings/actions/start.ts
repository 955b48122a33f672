import { LedgerUnavailable, OutcomeUnknown } from '../../errors.ts';
import type { Ledger, NewKey } from '../../ledger/contract/ledger.ts';
import { inserted, type NewRecording, type Recording } from '../../ledger/contract/entities.ts';
import type { StartPlan } from '../../domain/recorder.ts';
import { newRecordingId } from '../../domain/recording-id.ts';
import { isFinal, newLife, reduce } from '../../domain/state-machine.ts';
import type { Engine } from '../engine/engine.ts';
import type { Lease } from '../engine/leases.ts';
import type { AttemptOutcome } from '../engine/start-executor.ts';
import { StartRecovery, type KeyedPlan } from './start-recovery.ts';
import { KeyTaken, type CallKey, type Executor } from '../idempotency/executor.ts';
import { startErrorsOf } from '../lifecycle/failure.ts';
import { newRecording } from '../starts/new-recording.ts';
import { checkStopBy, type StartInput, type StartOutcome } from '../starts/start-request.ts';

/** Starts recordings. */
export class Starts {
  readonly #recovery: StartRecovery;

  constructor(
    private readonly engine: Engine,
    private readonly executor: Executor,
  ) {
    this.#recovery = new StartRecovery(engine);
  }

  /**
   * Starts a recording: validates the input, inserts the intent into the ledger, then sends the start. Throws `InvalidInput`
   * and other failures before the insert; later failures are in the outcome.
   */
  start(product: string, operation: string, input: StartInput): Promise<StartOutcome> {
    const call = { key: input.idempotencyKey ?? undefined, operation, input };
    return this.executor.start(call, (key) => this.#start(product, input, key));
  }

  async #start(product: string, input: StartInput, key: CallKey | undefined): Promise<StartOutcome | KeyTaken> {
    const { ledger, recorders, marks, leases, now } = this.engine;
    const recorder = recorders.of(product);
    checkStopBy(input.stopBy, now());
    const complete = recorder.prepare ? await recorder.prepare(input) : input;
    await ledger.clock.settled();
    const at = now();
    const id = newRecordingId(at);
    const { plan, known }: KeyedPlan =
      key === undefined
        ? { plan: recorder.plan(complete, marks.ofRecording(id)) }
        : await this.#recovery.plan(recorder, complete, id, key.key);
    if (input.dryRun === true) {
      return { row: null, replayed: false, errors: [], preview: { ...plan.wire(), product, layoutInput: plan.layout } };
    }
    const use: NewKey | undefined = key && { ...key, createdAt: at, leaseUntil: at + leases.durationMs };
    if (use) {
      const recovered = await this.#recovery.recover({ id, at, recorder, plan, input: complete, key: use }, known);
      if (recovered instanceof KeyTaken) return recovered;
      if (recovered) return outcomeOf(recovered, startErrorsOf(recovered), true);
      await ledger.clock.settled();
    }
    const started = await this.#insertAndSend(id, product, plan, input, use);
    return started instanceof KeyTaken ? started : outcomeOf(started.row, started.errors, false);
  }

  async #insertAndSend(
    id: string,
    product: string,
    plan: StartPlan,
    input: StartInput,
    key: NewKey | undefined,
  ): Promise<AttemptOutcome | KeyTaken> {
    const { inFlight, leases, outcomes, sealedStarts, faultPoint, now } = this.engine;
    // The lease begins only here: the queries before may have taken long.
    const claimedAt = leases.clock();
    const at = now();
    const { life } = reduce(newLife(), { kind: 'sending', at, attempt: 1 });
    const sealedParams = plan.secretParams && sealedStarts.seal(plan.secretParams, id);
    const controllableUntil = plan.controllableForMs === null ? null : at + plan.controllableForMs;
    const recording = newRecording(
      { id, at, dueAt: at + leases.durationMs },
      life,
      { product, ...plan, ref: sealedStarts.sealRef(plan.ref, id) },
      input,
      { params: plan.params, sealedParams, sentAt: at, controllableUntil },
    );
    return inFlight.track(id, async () => {
      faultPoint('start:before-intent');
      const { taken, retryOf } = await this.#insert(recording, key);
      if (taken) return new KeyTaken(taken);
      faultPoint('start:intent-kept');
      const row = inserted(recording, retryOf);
      // Tracked until the vendor has answered; the client may get its answer earlier.
      const sending = inFlight.track(id, () => this.#send(leases.of(row, claimedAt), plan));
      return outcomes.race(id, sending, isOutcomeKnown, (proof) => ({ row: proof, errors: startErrorsOf(proof) }));
    });
  }

  /** Sends the start. An ambiguous refusal is looked up before the client gets an answer. */
  async #send(lease: Lease, plan: StartPlan): Promise<AttemptOutcome> {
    const { startExecutor, worker } = this.engine;
    const attempt = await startExecutor.send(lease, plan, { background: false, followsUp: true });
    if (!attempt.isAmbiguous) return attempt;
    const row = await worker.lookUpRefusal({ ...lease, row: attempt.row });
    return { row, errors: startErrorsOf(row) };
  }

  /**
   * Inserts the intent. If the connection is lost at the commit, the ledger is queried for the row: a committed intent is
   * sent by the reconciler of some process, so the start must not be reported as failed.
   */
  async #insert(recording: NewRecording, key: NewKey | undefined): ReturnType<Ledger['insert']> {
    const { ledger, store } = this.engine;
    try {
      return await ledger.insert(recording, key);
    } catch (error) {
      if (!(error instanceof LedgerUnavailable && error.mayBeDone)) throw error;
      const found = await store.persist(async () => ({ row: await ledger.find(recording.id) }));
      if (!found) throw new OutcomeUnknown('the ledger', 'the ledger lost its connection at the commit');
      if (!found.row) throw error;
      return { taken: null, retryOf: found.row.retryOf };
    }
  }
}

function outcomeOf(row: Recording, errors: StartOutcome['errors'], replayed: boolean): StartOutcome {
  return { row, errors, replayed, preview: null };
}

function isOutcomeKnown({ accepted, state }: Recording): boolean {
  return accepted || isFinal(state);
}
