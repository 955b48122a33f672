import type { Timing } from '../calls/timing.ts';
import { RecordingFailure } from '../errors.ts';
import type { Settled } from '../ledger/callbacks.ts';
import type { CallbackRow } from '../ledger/rows.ts';
import type { Desk } from '../recordings/desk.ts';
import { Applying, type Outcome } from './applying.ts';
import { verified, type CallbackNews, type CallbackSource } from './callback.ts';

/** Callbacks taken at a time, and how often is looked for those whose time has come. */
const BATCH = 100;
/** Tasks worked on at a time: what comes in must not wait for what is applied. */
const AT_ONCE = 6;
const ROUND_MS = 250;
/** After a fault of the ledger. */
const REST_MS = 1000;
/** For how long one process may be at work on a callback: a look-up at the vendor has to fit in. */
const LEASE_MS = 40_000;
/** For how long a recording may become known, or be confirmed, after a callback of it. */
const PATIENCE_MS = 10 * 60_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;
const CLEANING_MS = 3_600_000;

interface Read {
  readonly callback: CallbackRow;
  readonly news: readonly CallbackNews[];
}

export interface InboxOptions {
  readonly desk: Desk;
  readonly sources: readonly CallbackSource[];
  readonly timing: Timing;
  /** For how long callbacks are kept, in ms. */
  readonly keptMs: number;
}

/**
 * Applies callbacks that were taken in, over and over. They are on disk until it is known what became of them, so none
 * is lost with a process. Any number of processes may run one: a callback is held by one of them at a time, and applied
 * twice it changes nothing.
 */
export class Inbox {
  readonly #desk: Desk;
  readonly #sources: ReadonlyMap<string, CallbackSource>;
  readonly #timing: Timing;
  readonly #keptMs: number;
  readonly #applying: Applying;
  #round: Promise<void> | undefined;
  #isAsked = false;
  #isStarted = false;
  #lastCleaning = 0;

  constructor({ desk, sources, timing, keptMs }: InboxOptions) {
    this.#desk = desk;
    this.#sources = new Map(sources.map((source) => [source.path, source]));
    this.#timing = timing;
    this.#keptMs = keptMs;
    this.#applying = new Applying(desk);
  }

  start(): void {
    this.#isStarted = true;
    this.#later(0);
  }

  /** Takes nothing further; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    await this.#round;
  }

  /** There is something new. */
  kick(): void {
    this.#isAsked = true;
    if (this.#isStarted && !this.#round) this.#run();
  }

  /** Applies everything that is due now, once. Answers how many callbacks that were. */
  async runDue(): Promise<number> {
    const { ledger, now } = this.#desk;
    const at = now();
    const due = await ledger.callbacks.claimDue(at, at + LEASE_MS, BATCH);
    const tasks = this.#byTask(due);
    const settled: Settled[] = [];
    const work = async (): Promise<void> => {
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        for (const one of task) settled.push(await this.#handle(one));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (settled.length > 0) await ledger.callbacks.settle(settled);
    return due.length;
  }

  #later(ms: number): void {
    this.#timing.setTimer(() => {
      if (!this.#isStarted) return;
      this.#run();
      this.#later(ROUND_MS);
    }, ms);
  }

  #run(): void {
    this.#round ??= this.#rounds().finally(() => {
      this.#round = undefined;
      if (this.#isAsked && this.#isStarted) this.#run(); // asked at the very end
    });
  }

  async #rounds(): Promise<void> {
    try {
      do {
        this.#isAsked = false;
        while ((await this.runDue()) === BATCH && this.#isStarted);
      } while (this.#isAsked && this.#isStarted);
      await this.#clean();
    } catch (error) {
      this.#desk.log.error({ err: error }, 'callbacks cannot be read from the ledger');
      await new Promise<void>((resolve) => this.#timing.setTimer(resolve, REST_MS));
    }
  }

  /** Callbacks of one task together, in the order in which they came: it is nearly always that of what they tell. */
  #byTask(due: readonly CallbackRow[]): Read[][] {
    const read = due.map((callback) => ({ callback, news: this.#read(callback) }));
    return [...Map.groupBy(read, ({ callback, news }) => news[0]?.taskId ?? callback.digest).values()];
  }

  async #handle({ callback, news }: Read): Promise<Settled> {
    const outcomes: Outcome[] = [];
    for (const one of news) outcomes.push(await this.#apply(callback, one));
    return this.#settled(callback, news[0], outcomes);
  }

  /** None where it cannot be read, or its vendor is gone. */
  #read({ source, text, receivedAt, digest }: CallbackRow): readonly CallbackNews[] {
    try {
      return this.#sources.get(source)?.read(verified(text), receivedAt) ?? [];
    } catch (error) {
      this.#desk.log.error({ err: error, source, digest }, 'a callback could not be read');
      return [];
    }
  }

  async #apply(callback: CallbackRow, news: CallbackNews): Promise<Outcome> {
    const { isBodySigned } = this.#sources.get(callback.source)!;
    const age = this.#desk.now() - callback.receivedAt;
    try {
      return await this.#applying.apply(news, { isBodySigned, age });
    } catch (error) {
      // The vendor, or the ledger, cannot be asked now. Anything else is a fault of ours, and must hold up no other.
      if (!(error instanceof RecordingFailure)) {
        const { source, digest } = callback;
        this.#desk.log.error({ err: error, source, digest }, 'a callback could not be applied');
      }
      return { kind: 'later', recordingId: null, why: 'DOUBTED' };
    }
  }

  #settled(callback: CallbackRow, news: CallbackNews | undefined, outcomes: readonly Outcome[]): Settled {
    const { digest, fence } = callback;
    const told = { digest, fence, type: news?.type ?? null, taskId: news?.taskId ?? null };
    const recordingId = outcomes.find((outcome) => outcome.recordingId !== null)?.recordingId ?? null;
    const waiting = outcomes.find(({ kind }) => kind === 'later');
    if (waiting?.kind === 'later') {
      const at = this.#desk.now();
      if (at - callback.receivedAt >= PATIENCE_MS) {
        if (waiting.why !== 'APPLIED')
          this.#desk.log.warn(
            { source: callback.source, type: told.type, digest: callback.digest, outcome: waiting.why },
            'a callback came to nothing',
          );
        return { ...told, recordingId, state: waiting.why, nextActionAt: null };
      }
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** callback.tries);
      return { ...told, recordingId, state: 'WAITING', nextActionAt: at + wait };
    }
    const isApplied = outcomes.some(({ kind }) => kind === 'applied');
    return { ...told, recordingId, state: isApplied ? 'APPLIED' : 'KEPT', nextActionAt: null };
  }

  async #clean(): Promise<void> {
    const now = this.#desk.now();
    if (now - this.#lastCleaning < CLEANING_MS) return;
    this.#lastCleaning = now;
    await this.#desk.ledger.callbacks.drop(now - this.#keptMs);
    await this.#desk.ledger.sessions.drop(now - this.#keptMs);
  }
}
