import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** Query builder over a connection or a transaction. */
export type Db = Kysely<Schema>;

/** A function that runs queries. A job may be repeated, so a job must have no other effects. */
export type Job<T> = (db: Db) => Promise<T>;

/** A database with the ledger's tables. Rejects with `LedgerUnavailable`, or with the error of a job's own code. */
export interface Store {
  readonly dialect: Dialect;
  /** Whether other processes may use the store. */
  readonly shared: boolean;
  /** Runs a job that only reads, on committed data. */
  read<T>(job: Job<T>): Promise<T>;
  /**
   * Lets other work run between two queries of a long read. Does nothing if the read is part of a commit, which must stay
   * within one turn of the event loop.
   */
  yieldTurn(): Promise<void>;
  /** Runs a job in a transaction. Resolves after the commit. */
  write<T>(job: Job<T>): Promise<T>;
  /** Runs a job with a single statement, which needs no transaction. Resolves after the commit. */
  writeOne<T>(job: Job<T>): Promise<T>;
  /** File of an exclusive store. Undefined: no file. */
  readonly place: string | undefined;
  /** Reports the last sequence number after each commit of an exclusive store, before any reader can see the number. */
  onNumbered(notify: (lastSeq: number) => void): void;
  /** Notifies of possible commits by other processes, until the store is closed. */
  listen(notify: () => void): void;
  /**
   * Removes overwritten bytes from the files of the store. Does nothing if the database itself keeps old versions of rows.
   */
  scrub(): void;
  /** Rejects if the file is no longer the file that was opened, for example after a removal. */
  check(): Promise<void>;
  /** Rejects new jobs and waits for the running jobs. */
  close(): Promise<void>;
}

/** Wraps an error of a job's own code, as opposed to an error of the database. The caller receives the wrapped error. */
export class JobThrew extends Error {
  override readonly name = 'JobThrew';

  constructor(readonly thrown: unknown) {
    super('a job threw');
  }
}
