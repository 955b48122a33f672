import type { Timing } from '../../calls/timing.ts';
import { KEY_LIFETIME_MS } from '../../ledger/contract/limits.ts';
import type { OrphanRow, RecordingRow } from '../../ledger/contract/rows.ts';
import { InFlightWork } from './in-flight-work.ts';
import type { Desk } from './desk.ts';
import type { Orphans } from './orphans.ts';
import { MAX_SEALED_MS } from '../starts/sealed-starts.ts';
import type { Worker } from './worker.ts';

/** Rows taken at a time. Vendors take 20 calls of an action in a second. */
const BATCH = 20;
/** Rows of one product under way at a time in one process. */
const MOST_UNDER_WAY = 60;
const ROUND_MS = 250;
/** After a fault of the ledger. */
const REST_MS = 1000;
const HOUSEKEEPING_MS = 5000;
const COUNTING_MS = 60_000;
const CLEANING_MS = 3_600_000;
/** Rounds that lie further apart, by the clock, mean that the process stood still, or that the clock was set. */
const AWAY_MS = 30_000;
/** A clock that goes back by more was set, and not just steadied. */
const BACK_MS = 10_000;

/** What nobody waits for. */
const BACKGROUND = { background: true } as const;

/**
 * Does what is due for recordings, over and over: looks starts up whose answer was lost, asks silent tasks how they
 * stand, repeats stops, keeps deadlines. Any number of processes may run one: a row is held by one of them at a time.
 */
export class Reconciler {
  readonly #underWay = new Map<string, number>();
  readonly #jobs = new Set<Promise<unknown>>();
  /** Tasks without a recording that are being stopped. */
  readonly #strays = new InFlightWork();
  #isStopped = false;
  #lastCleaning = 0;
  #lastNow = 0;
  #lastRound: number | undefined;
  #lastCount = 0;

  constructor(
    private readonly desk: Desk,
    private readonly worker: Worker,
    private readonly orphans: Orphans,
    private readonly timing: Timing,
  ) {}

  start(): void {
    for (const { product } of this.desk.recorders) this.#later(product, 0);
    this.#laterHousekeeping();
  }

  /** Takes no further work; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled([...this.#jobs]);
  }

  /** Does everything of a product that is due now, once. Answers how many rows it took. */
  async runDue(product: string): Promise<number> {
    const { rows, done } = await this.#takeDue(product, BATCH);
    await Promise.all(done);
    return rows;
  }

  #later(product: string, ms: number): void {
    this.timing.setTimer(() => {
      if (!this.#isStopped) this.#track(this.#round(product));
    }, ms);
  }

  async #round(product: string): Promise<void> {
    let waitMs = ROUND_MS;
    this.#heedAbsence();
    try {
      const room = MOST_UNDER_WAY - (this.#underWay.get(product) ?? 0);
      if (room > 0) {
        const { rows } = await this.#takeDue(product, Math.min(BATCH, room));
        if (rows === BATCH) waitMs = 0;
      }
    } catch (error) {
      waitMs = REST_MS;
      this.desk.log.error({ err: error, product }, 'the reconciler cannot read the ledger');
    }
    if (!this.#isStopped) this.#later(product, waitMs);
  }

  async #takeDue(product: string, limit: number): Promise<{ rows: number; done: Promise<void>[] }> {
    const { desk } = this;
    const { atWork, ledger } = desk;
    await ledger.clock.settled();
    const takenAt = desk.clock();
    const at = desk.now();
    const rows = await ledger.claimDue(product, at, at + desk.leaseMs, limit, atWork.ids);
    if (rows.length > 0) desk.faultPoint('reconciler:claimed');
    // Begun before the next claim, which may fail.
    const act = (row: RecordingRow): Promise<unknown> =>
      atWork.track(row.id, () => this.worker.act(desk.hold(row, takenAt), BACKGROUND));
    const done = rows.map((row) => this.#begin(product, () => act(row)));
    const strays = await ledger.claimOrphans(product, at, at + desk.leaseMs, limit, this.#strays.ids);
    const stop = (stray: OrphanRow): Promise<unknown> =>
      this.#strays.track(stray.taskId, () => this.orphans.stopSurplus(stray));
    done.push(...strays.map((stray) => this.#begin(product, () => stop(stray))));
    return { rows: rows.length + strays.length, done };
  }

  #begin(product: string, run: () => Promise<unknown>): Promise<void> {
    const job = this.#counted(product, run);
    this.#track(job);
    return job;
  }

  async #counted(product: string, run: () => Promise<unknown>): Promise<void> {
    this.#underWay.set(product, (this.#underWay.get(product) ?? 0) + 1);
    try {
      await run();
    } catch (error) {
      // The row comes up again when its lease has run out.
      this.desk.log.error({ err: error, product }, 'a recording could not be looked after');
    } finally {
      this.#underWay.set(product, this.#underWay.get(product)! - 1);
    }
  }

  #laterHousekeeping(): void {
    this.timing.setTimer(() => {
      if (!this.#isStopped) this.#track(this.#housekeeping());
    }, HOUSEKEEPING_MS);
  }

  async #housekeeping(): Promise<void> {
    try {
      const now = this.desk.now();
      await this.#heedClock(now);
      if (now - this.#lastCount >= COUNTING_MS) {
        this.#lastCount = now;
        await this.desk.count();
      }
      for (const recorder of this.desk.recorders) await this.orphans.look(recorder);
      if (now - this.#lastCleaning >= CLEANING_MS) {
        this.#lastCleaning = now;
        await this.desk.ledger.dropKeys(now - KEY_LIFETIME_MS);
        await this.desk.ledger.eraseSealed(now - MAX_SEALED_MS);
        await this.orphans.dropOld();
      }
    } catch (error) {
      this.desk.log.warn({ err: error }, 'counting, looking for orphans or cleaning failed');
    }
    if (!this.#isStopped) this.#laterHousekeeping();
  }

  /** What vendors told while the process stood still was not heard. After a jump of the clock it cannot have come yet. */
  #heedAbsence(): void {
    const now = this.desk.now();
    const awayMs = now - (this.#lastRound ?? now);
    this.#lastRound = now;
    if (Math.abs(awayMs) <= AWAY_MS) return;
    const fields = { awayMs };
    this.desk.log.warn(fields, 'the server stood still or its clock jumped: vendors are asked before deadlines count');
    this.desk.missedNews();
  }

  /** A clock that is put back would let everything wait for as long as it went back. */
  async #heedClock(now: number): Promise<void> {
    const { ledger, leaseMs, log } = this.desk;
    // It may have been put back while no server ran.
    this.#lastNow ||= await ledger.lastChangeAt();
    const backMs = this.#lastNow - now;
    if (backMs > BACK_MS) {
      log.warn({ backMs }, 'the clock was put back: everything that is put off is looked at now');
      await ledger.wake(now, leaseMs);
      this.#lastCount = this.#lastCleaning = now;
    }
    this.#lastNow = now;
  }

  #track(job: Promise<unknown>): void {
    this.#jobs.add(job);
    void job.finally(() => this.#jobs.delete(job));
  }
}
