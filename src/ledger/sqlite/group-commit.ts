import type Database from 'better-sqlite3';
import { Batcher } from '../../concurrency/batcher.ts';
import type { Db, Job } from '../schema/store.ts';

/** Limits the jobs of one commit, so that the event loop turns between commits. */
const MAX_JOBS = 200;

/**
 * Commits the jobs of one turn of the event loop together: a commit waits for the disk, and a hundred jobs wait no longer
 * than one job. Each job has its own savepoint, so a job that fails affects no other job.
 */
export class GroupCommit {
  readonly #batches = new Batcher<Job<unknown>, unknown>(MAX_JOBS, (jobs) => this.#commit(jobs));

  constructor(
    private readonly raw: Database.Database,
    private readonly db: Db,
    private readonly onCommit: (jobs: number) => void,
  ) {}

  /** Runs a job in the next commit. Resolves when the commit is on the disk. */
  run<T>(job: Job<T>): Promise<T> {
    return this.#batches.add(job) as Promise<T>;
  }

  /** Resolves when no job is left. */
  idle(): Promise<void> {
    return this.#batches.idle();
  }

  /** Runs in microtasks only, because SQLite answers synchronously: no event interrupts a commit. */
  async #commit(jobs: readonly Job<unknown>[]): Promise<PromiseSettledResult<unknown>[]> {
    const results: PromiseSettledResult<unknown>[] = [];
    try {
      this.raw.exec('BEGIN IMMEDIATE');
      for (const job of jobs) results.push(await this.#runOne(job));
      this.raw.exec('COMMIT');
    } catch (error) {
      if (this.raw.inTransaction) this.raw.exec('ROLLBACK');
      throw error;
    }
    this.onCommit(jobs.length);
    return results;
  }

  /** Returns the result of a job, which counts once the commit succeeds. Throws if the whole transaction is lost. */
  async #runOne(job: Job<unknown>): Promise<PromiseSettledResult<unknown>> {
    this.raw.exec('SAVEPOINT job');
    try {
      const value = await job(this.db);
      this.raw.exec('RELEASE job');
      return { status: 'fulfilled', value };
    } catch (error) {
      // SQLite rolls the whole transaction back by itself on some errors, such as a full disk.
      if (!this.raw.inTransaction) throw error;
      this.raw.exec('ROLLBACK TO job; RELEASE job');
      return { status: 'rejected', reason: error };
    }
  }
}
