import type { Timing } from '../calls/timing.ts';
import { RecordingFailure } from '../errors.ts';
import type { SettledCallback } from '../ledger/contract/callback-store.ts';
import type { CallbackRow } from '../ledger/contract/rows.ts';
import type { Desk } from '../recordings/engine/desk.ts';
import type { CallbackHandler, Outcome } from './callback-handler.ts';
import { verified, type CallbackEvent, type CallbackSource } from './callback.ts';

/** Callbacks taken at a time, and tasks of them worked on at a time: what comes in must not wait for what is applied. */
const SIGNED = { most: 100, atOnce: 6 };
/**
 * Where the vendor may have to be asked none is taken to wait, for asking may last as long as the lease. So many, because a
 * vendor that answers none of 20 calls is asked no more for a while.
 */
const UNSIGNED = { most: 24, atOnce: 24 };
/** For how long one process may be at work on a callback. */
const LEASE_MS = 40_000;
/** How long one callback may take: its vendor is asked once. */
const LONGEST_MS = 30_000;
/** For how long a recording may become known, or be confirmed, after a callback of it. */
const PATIENCE_MS = 10 * 60_000;
/** And how often it is tried at least: the server may have been down meanwhile. Eight tries take a minute. */
const LEAST_TRIES = 8;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 60_000;

interface Read {
  readonly callback: CallbackRow;
  readonly news: readonly CallbackEvent[];
}

/** Applies the callbacks of one source. Each has its own, so a vendor that is silent holds up the callbacks of no other. */
export class SourceQueue {
  readonly #most: number;
  readonly #atOnce: number;
  #outcomes: SettledCallback[] = [];
  #settling: Promise<void> | undefined;

  constructor(
    private readonly path: string,
    /** Absent: its vendor is gone. */
    private readonly source: CallbackSource | undefined,
    private readonly desk: Desk,
    private readonly applying: CallbackHandler,
    private readonly timing: Timing,
  ) {
    const { most, atOnce } = source?.isBodySigned === false ? UNSIGNED : SIGNED;
    this.#most = most;
    this.#atOnce = atOnce;
  }

  /** Applies everything that is due now, while `goesOn`. Answers how many callbacks that were. */
  async run(goesOn: () => boolean): Promise<number> {
    let done = 0;
    let count: number;
    try {
      do {
        count = await this.#round();
        done += count;
      } while (count === this.#most && goesOn());
    } finally {
      await this.#settling;
    }
    return done;
  }

  async #round(): Promise<number> {
    const { ledger, now } = this.desk;
    const takenAt = this.timing.now();
    const isInTime = (): boolean => this.timing.now() - takenAt <= LEASE_MS - LONGEST_MS;
    const at = now();
    const due = await ledger.callbacks.claimDue(at, at + LEASE_MS, this.#most, this.path);
    const tasks = this.#byTask(due);
    const work = async (): Promise<void> => {
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        for (const one of task) {
          // What may take longer than the lease is left alone, and comes up again when that has run out.
          if (isInTime()) this.#outcomes.push(await this.#handle(one));
        }
        // While there is more to begin a commit takes several: it costs as much as a task.
        if (tasks.length === 0 && this.#outcomes.length > 0) this.#settling ??= this.#settle();
      }
    };
    await Promise.all(Array.from({ length: this.#atOnce }, work));
    return due.length;
  }

  /** Puts down what is known, and what becomes known meanwhile. */
  async #settle(): Promise<void> {
    while (this.#outcomes.length > 0) {
      try {
        await this.desk.ledger.callbacks.settle(this.#outcomes.splice(0));
      } catch (error) {
        // They come up again when their lease has run out.
        this.desk.log.error({ err: error, source: this.path }, 'what became of callbacks cannot be written down');
      }
    }
    this.#settling = undefined;
  }

  /** Callbacks of one task together, in the order in which they came: it is nearly always that of what they tell. */
  #byTask(due: readonly CallbackRow[]): Read[][] {
    const read = due.map((callback) => ({ callback, news: this.#read(callback) }));
    return [...Map.groupBy(read, ({ callback, news }) => news[0]?.taskId ?? callback.digest).values()];
  }

  async #handle({ callback, news }: Read): Promise<SettledCallback> {
    const outcomes: Outcome[] = [];
    for (const one of news) outcomes.push(await this.#apply(callback, one));
    return this.#settled(callback, news[0], outcomes);
  }

  /** None where it cannot be read, or its vendor is gone. */
  #read({ source, text, receivedAt, digest }: CallbackRow): readonly CallbackEvent[] {
    try {
      return this.source?.read(verified(text), receivedAt) ?? [];
    } catch (error) {
      this.desk.log.error({ err: error, source, digest }, 'a callback could not be read');
      return [];
    }
  }

  async #apply(callback: CallbackRow, news: CallbackEvent): Promise<Outcome> {
    const { isBodySigned } = this.source!;
    const age = this.desk.now() - callback.receivedAt;
    try {
      return await this.applying.apply(news, { isBodySigned, age });
    } catch (error) {
      // The vendor, or the ledger, cannot be asked now. Anything else is a fault of ours, and must hold up no other.
      if (!(error instanceof RecordingFailure)) {
        const { source, digest } = callback;
        this.desk.log.error({ err: error, source, digest }, 'a callback could not be applied');
      }
      return { kind: 'later', recordingId: null, why: 'DOUBTED' };
    }
  }

  #settled(callback: CallbackRow, news: CallbackEvent | undefined, outcomes: readonly Outcome[]): SettledCallback {
    const { digest, fence } = callback;
    const told = { digest, fence, type: news?.type ?? null, taskId: news?.taskId ?? null };
    const recordingId = outcomes.find((outcome) => outcome.recordingId !== null)?.recordingId ?? null;
    const waiting = outcomes.find(({ kind }) => kind === 'later');
    if (waiting?.kind === 'later') {
      const at = this.desk.now();
      if (at - callback.receivedAt >= PATIENCE_MS && callback.tries >= LEAST_TRIES) {
        if (waiting.why !== 'APPLIED')
          this.desk.log.warn(
            { source: callback.source, type: told.type, digest: callback.digest, outcome: waiting.why },
            'a callback came to nothing',
          );
        return { ...told, recordingId, state: waiting.why, nextActionAt: null };
      }
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** callback.tries);
      return { ...told, recordingId, state: 'WAITING', nextActionAt: at + wait };
    }
    const kinds = outcomes.map(({ kind }) => kind);
    const state = kinds.includes('unread') ? 'UNREAD' : kinds.includes('applied') ? 'APPLIED' : 'KEPT';
    return { ...told, recordingId, state, nextActionAt: null };
  }
}
