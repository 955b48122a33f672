import type { Timing } from '../../calls/timing.ts';
import { KEY_LIFETIME_MS } from '../../ledger/contract/limits.ts';
import { MAX_SEALED_MS } from '../starts/sealed-starts.ts';
import type { Engine } from './engine.ts';
import { InFlightWork } from './in-flight-work.ts';

/** Rows claimed at a time. Vendors accept 20 calls of an action per second. */
const BATCH = 20;
/** Bound on the rows of one product in flight in one process. */
const MAX_IN_FLIGHT = 60;
const ROUND_MS = 250;
/** Pause after a failure of the ledger. */
const BACKOFF_MS = 1000;
const HOUSEKEEPING_MS = 5000;
const COUNTING_MS = 60_000;
const CLEANING_MS = 3_600_000;
/** A clock that goes back by more than this was set; less is a correction. */
const MAX_CORRECTION_MS = 10_000;

/** No client waits for these calls. */
const BACKGROUND = { background: true } as const;

/**
 * Repeatedly performs the actions that are due: looks up starts without an answer, polls silent tasks, repeats stops,
 * applies deadlines. Any number of processes may run a reconciler: one process at a time holds the lease on a row.
 */
export class Reconciler {
  readonly #inFlight = new Map<string, number>();
  readonly #jobs = new Set<Promise<unknown>>();
  /** Orphans that are being stopped. */
  readonly #orphans = new InFlightWork();
  #isStopped = false;
  #lastCleaning = 0;
  #lastNow = 0;
  #lastCount = 0;

  constructor(
    private readonly engine: Engine,
    private readonly timing: Timing,
  ) {}

  start(): void {
    for (const product of this.engine.recorders.products) this.#schedule(0, () => this.#round(product));
    this.#scheduleHousekeeping();
  }

  /** Claims nothing more; resolves when the work in flight is done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled([...this.#jobs]);
  }

  /** Performs the actions of a product that are due now, once. Returns the number of rows claimed. */
  async runDue(product: string): Promise<number> {
    const { rows, done } = await this.#claimDue(product, BATCH);
    await Promise.all(done);
    return rows;
  }

  #schedule(ms: number, run: () => Promise<void>): void {
    this.timing.setTimer(() => {
      if (!this.#isStopped) void this.#track(run());
    }, ms);
  }

  async #round(product: string): Promise<void> {
    let waitMs = ROUND_MS;
    this.#checkPause();
    try {
      const capacity = MAX_IN_FLIGHT - (this.#inFlight.get(product) ?? 0);
      if (capacity > 0) {
        const { rows } = await this.#claimDue(product, Math.min(BATCH, capacity));
        if (rows === BATCH) waitMs = 0;
      }
    } catch (error) {
      waitMs = BACKOFF_MS;
      this.engine.log.error({ err: error, product }, 'the reconciler cannot read the ledger');
    }
    if (!this.#isStopped) this.#schedule(waitMs, () => this.#round(product));
  }

  async #claimDue(product: string, limit: number): Promise<{ rows: number; done: Promise<void>[] }> {
    const { ledger, leases, inFlight, worker, orphans, now, faultPoint } = this.engine;
    await ledger.clock.settled();
    const claimedAt = leases.clock();
    const at = now();
    const leaseUntil = at + leases.durationMs;
    const rows = await ledger.claimDue(product, at, leaseUntil, limit, inFlight.ids);
    if (rows.length > 0) faultPoint('reconciler:claimed');
    // The work starts before the next claim, which may fail.
    const done = rows.map((row) =>
      this.#run(product, () => inFlight.track(row.id, () => worker.act(leases.of(row, claimedAt), BACKGROUND))),
    );
    const surplus = await ledger.claimOrphans(product, at, leaseUntil, limit, this.#orphans.ids);
    for (const orphan of surplus) {
      done.push(this.#run(product, () => this.#orphans.track(orphan.taskId, () => orphans.stopSurplus(orphan))));
    }
    return { rows: rows.length + surplus.length, done };
  }

  #run(product: string, work: () => Promise<unknown>): Promise<void> {
    return this.#track(this.#counted(product, work));
  }

  async #counted(product: string, work: () => Promise<unknown>): Promise<void> {
    this.#inFlight.set(product, (this.#inFlight.get(product) ?? 0) + 1);
    try {
      await work();
    } catch (error) {
      // The row is due again when the lease expires.
      this.engine.log.error({ err: error, product }, 'the due action of a recording failed');
    } finally {
      this.#inFlight.set(product, this.#inFlight.get(product)! - 1);
    }
  }

  #scheduleHousekeeping(): void {
    this.#schedule(HOUSEKEEPING_MS, () => this.#housekeeping());
  }

  async #housekeeping(): Promise<void> {
    const { ledger, orphans, pollBudget, recorders, log } = this.engine;
    try {
      const now = this.engine.now();
      await this.#checkClock(now);
      if (now - this.#lastCount >= COUNTING_MS) {
        this.#lastCount = now;
        pollBudget.update(await ledger.countLive());
      }
      for (const recorder of recorders.all) await orphans.find(recorder);
      if (now - this.#lastCleaning >= CLEANING_MS) {
        this.#lastCleaning = now;
        await ledger.dropKeys(now - KEY_LIFETIME_MS);
        await ledger.eraseSealed(now - MAX_SEALED_MS);
        await orphans.dropOld();
      }
    } catch (error) {
      log.warn({ err: error }, 'counting, listing orphans or cleaning failed');
    }
    if (!this.#isStopped) this.#scheduleHousekeeping();
  }

  /** Callbacks of the time in which the process was suspended are missing. After a jump of the clock they may be, too. */
  #checkPause(): void {
    const { uptime, now, log } = this.engine;
    const awayMs = uptime.round(now());
    if (awayMs === undefined) return;
    log.warn({ awayMs }, 'the process was suspended or its clock jumped: vendors are polled before deadlines count');
  }

  /** After the clock was put back, all scheduled actions would wait for as long as it went back. */
  async #checkClock(now: number): Promise<void> {
    const { ledger, leases, log } = this.engine;
    // The clock may have been put back while no server ran.
    this.#lastNow ||= await ledger.lastChangeAt();
    const backMs = this.#lastNow - now;
    if (backMs > MAX_CORRECTION_MS) {
      log.warn({ backMs }, 'the clock was set back: all scheduled actions are performed now');
      await ledger.wake(now, leases.durationMs);
      this.#lastCount = this.#lastCleaning = now;
    }
    this.#lastNow = now;
  }

  #track<Result>(job: Promise<Result>): Promise<Result> {
    this.#jobs.add(job);
    void job.finally(() => this.#jobs.delete(job));
    return job;
  }
}
