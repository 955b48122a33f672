import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

/** What queries run on. */
export type Db = Kysely<Schema>;

/** Queries of one job. A job may run again from its beginning, so it does nothing but query. */
export type Job<T> = (db: Db) => Promise<T>;

/** A database with the ledger's tables. What it rejects with is a `LedgerUnavailable`, or came from the job's own code. */
export interface Store {
  readonly dialect: Dialect;
  /** Whether other processes may be at work on it. */
  readonly shared: boolean;
  /** Runs queries that change nothing; they see what is committed. */
  read<T>(job: Job<T>): Promise<T>;
  /**
   * Gives other work its turn between two queries of a long read. Does nothing where a read is part of a commit, which is
   * one turn of the event loop.
   */
  yieldTurn(): Promise<void>;
  /** Runs a job all or nothing, and answers when it is committed. */
  write<T>(job: Job<T>): Promise<T>;
  /** The same for a job of a single statement. */
  writeOne<T>(job: Job<T>): Promise<T>;
  /** The file of an exclusive store; undefined where there is none. */
  readonly place: string | undefined;
  /** Hears the last number of a change after each commit of an exclusive store, before anything else can. */
  onNumbered(hear: (lastSeq: number) => void): void;
  /** Calls when other processes may have committed changes. Ends with the store. */
  listen(heard: () => void): void;
  /**
   * Makes sure that bytes which commits overwrote are in no file of the store. Does nothing where the database keeps old
   * versions of its rows by itself.
   */
  scrub(): void;
  /** Rejects when the place of the store is not the one that was opened, as when a file was removed. */
  check(): Promise<void>;
  /** Waits for what is under way; takes nothing new. */
  close(): Promise<void>;
}

/** An error of a job's own code, as opposed to the database's. Carried out to the caller as it is. */
export class JobThrew extends Error {
  override readonly name = 'JobThrew';

  constructor(readonly thrown: unknown) {
    super('a job threw');
  }
}
