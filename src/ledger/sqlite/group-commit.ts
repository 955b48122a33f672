import type Database from 'better-sqlite3';
import type { Db, Job } from '../schema/store.ts';

/** One commit takes no more jobs than this, so that the event loop turns in between. */
const MAX_JOBS = 200;

interface Waiting {
  readonly job: Job<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits together what has arrived in one turn of the event loop: a commit waits for the disk, and a hundred jobs wait
 * no longer than one. Each job stands in a savepoint of its own, so one that fails takes no other with it.
 */
export class GroupCommit {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(
    private readonly raw: Database.Database,
    private readonly db: Db,
    private readonly onCommit: (jobs: number) => void,
  ) {}

  /** Runs a job with the next commit, and answers when that is on the disk. */
  run<T>(job: Job<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Waits until nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.#commit(this.#waiting.splice(0, MAX_JOBS));
    }
    this.#running = undefined;
  }

  /** All of it runs in microtasks, for SQLite answers at once: nothing of the event loop comes between. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    const done: (() => void)[] = [];
    try {
      this.raw.exec('BEGIN IMMEDIATE');
      for (const waiting of batch) done.push(await this.#runOne(waiting));
      this.raw.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      for (const { reject } of batch) reject(error);
      return;
    }
    this.onCommit(batch.length);
    for (const settle of done) settle();
  }

  /** Answers how to settle it after the commit. Throws when the whole batch is lost. */
  async #runOne({ job, resolve, reject }: Waiting): Promise<() => void> {
    this.raw.exec('SAVEPOINT job');
    try {
      const value = await job(this.db);
      this.raw.exec('RELEASE job');
      return () => resolve(value);
    } catch (error) {
      // On a full disk, among others, SQLite has rolled everything back by itself.
      if (!this.raw.inTransaction) throw error;
      this.raw.exec('ROLLBACK TO job; RELEASE job');
      return () => reject(error);
    }
  }

  #rollBack(): void {
    if (this.raw.inTransaction) this.raw.exec('ROLLBACK');
  }
}
