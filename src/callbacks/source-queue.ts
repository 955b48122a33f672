import type { Timing } from '../calls/timing.ts';
import { SingleFlight } from '../concurrency/single-flight.ts';
import { RecordingFailure } from '../errors.ts';
import type { SettledCallback } from '../ledger/contract/callback-store.ts';
import type { Callback } from '../ledger/contract/entities.ts';
import type { EngineParts } from '../recordings/engine/engine-parts.ts';
import type { Outcome } from './apply.ts';
import { verified, type CallbackEvent, type CallbackSource } from './callback.ts';
import type { CallbackHandler } from './callback-handler.ts';

/** Callbacks that are claimed together, and tasks that are handled at a time. Handling must not delay the ingest. */
const SIGNED = { claimed: 100, atOnce: 6 };
/**
 * If the vendor may have to be asked, no claimed callback waits, because a question may last as long as the lease. The number
 * is enough to open the circuit breaker of a vendor that answers none of 20 calls.
 */
const UNSIGNED = { claimed: 24, atOnce: 24 };
/** Lease on a callback. */
const LEASE_MS = 40_000;
/** Maximum time for one callback, with one question to the vendor. */
const MAX_HANDLING_MS = 30_000;
/** A callback is given up after this time, in which its recording could become known or confirmed … */
const PATIENCE_MS = 10 * 60_000;
/** … and after this number of tries, which take a minute: the server may have been down meanwhile. */
const MIN_TRIES = 8;
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 60_000;

interface ParsedCallback {
  readonly callback: Callback;
  readonly events: readonly CallbackEvent[];
}

/** Handles the callbacks of one source. Each source has a queue, so a silent vendor delays no callbacks of other vendors. */
export class SourceQueue {
  readonly #limits: typeof SIGNED;
  #settled: SettledCallback[] = [];
  readonly #settling = new SingleFlight(() => this.#settle());

  constructor(
    private readonly path: string,
    /** Absent if the vendor is no longer configured. */
    private readonly source: CallbackSource | undefined,
    private readonly engine: EngineParts,
    private readonly handler: CallbackHandler,
    private readonly timing: Timing,
  ) {
    this.#limits = source?.isBodySigned === false ? UNSIGNED : SIGNED;
  }

  /** Handles all callbacks that are due, while `goesOn`. Returns their number. */
  async run(goesOn: () => boolean): Promise<number> {
    let done = 0;
    let count: number;
    try {
      do {
        count = await this.#round();
        done += count;
      } while (count === this.#limits.claimed && goesOn());
    } finally {
      await this.#settling.idle();
    }
    return done;
  }

  async #round(): Promise<number> {
    const { ledger, now } = this.engine;
    const claimedAt = this.timing.now();
    const isInTime = (): boolean => this.timing.now() - claimedAt <= LEASE_MS - MAX_HANDLING_MS;
    const at = now();
    const due = await ledger.callbacks.claimDue(at, at + LEASE_MS, this.#limits.claimed, this.path);
    const tasks = this.#byTask(due);
    const work = async (): Promise<void> => {
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        for (const callback of task) {
          // If the handling could outlast the lease, the callback is left and becomes due when the lease expires.
          if (isInTime()) this.#settled.push(await this.#handle(callback));
        }
        // While tasks wait, a commit settles several of them: it costs as much as a task.
        if (tasks.length === 0) void this.#settling.run();
      }
    };
    await Promise.all(Array.from({ length: this.#limits.atOnce }, work));
    return due.length;
  }

  async #settle(): Promise<void> {
    if (this.#settled.length === 0) return;
    try {
      await this.engine.ledger.callbacks.settle(this.#settled.splice(0));
    } catch (error) {
      // The callbacks become due again when their lease expires.
      this.engine.log.error({ err: error, source: this.path }, 'the results of callbacks cannot be written');
    }
  }

  /** Groups callbacks by the task of their first event, nearly always the only one, in the order of their arrival. */
  #byTask(due: readonly Callback[]): ParsedCallback[][] {
    const parsed = due.map((callback) => ({ callback, events: this.#parse(callback) }));
    return [...Map.groupBy(parsed, ({ callback, events }) => events[0]?.taskId ?? callback.digest).values()];
  }

  async #handle({ callback, events }: ParsedCallback): Promise<SettledCallback> {
    const outcomes: Outcome[] = [];
    for (const event of events) outcomes.push(await this.#handleEvent(callback, event));
    return this.#settledOf(callback, events[0], outcomes);
  }

  /** Returns no events if the callback cannot be read, or its vendor is no longer configured. */
  #parse({ source, text, receivedAt, digest }: Callback): readonly CallbackEvent[] {
    try {
      return this.source?.read(verified(text), receivedAt) ?? [];
    } catch (error) {
      this.engine.log.error({ err: error, source, digest }, 'a callback could not be read');
      return [];
    }
  }

  async #handleEvent(callback: Callback, event: CallbackEvent): Promise<Outcome> {
    const { isBodySigned } = this.source!;
    const age = this.engine.now() - callback.receivedAt;
    try {
      return await this.handler.handle(event, { isBodySigned, age });
    } catch (error) {
      // A RecordingFailure: the vendor or the ledger is out of reach. Other errors are defects and must not stop the queue.
      if (!(error instanceof RecordingFailure)) {
        const { source, digest } = callback;
        this.engine.log.error({ err: error, source, digest }, 'a callback could not be applied');
      }
      return { kind: 'later', recordingId: null, why: 'DOUBTED' };
    }
  }

  #settledOf(callback: Callback, event: CallbackEvent | undefined, outcomes: readonly Outcome[]): SettledCallback {
    const { digest, fence, source, receivedAt, tries } = callback;
    const type = event?.type ?? null;
    const recordingId = outcomes.find((outcome) => outcome.recordingId !== null)?.recordingId ?? null;
    const settled = { digest, fence, type, taskId: event?.taskId ?? null, recordingId };
    const waiting = outcomes.find((outcome) => outcome.kind === 'later');
    if (!waiting) {
      const kinds = outcomes.map(({ kind }) => kind);
      const state = kinds.includes('unread') ? 'UNREAD' : kinds.includes('applied') ? 'APPLIED' : 'KEPT';
      return { ...settled, state, nextActionAt: null };
    }
    const at = this.engine.now();
    if (at - receivedAt < PATIENCE_MS || tries < MIN_TRIES) {
      const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
      return { ...settled, state: 'WAITING', nextActionAt: at + waitMs };
    }
    if (waiting.why !== 'APPLIED') {
      this.engine.log.warn({ source, type, digest, outcome: waiting.why }, 'a callback changed nothing');
    }
    return { ...settled, state: waiting.why, nextActionAt: null };
  }
}
