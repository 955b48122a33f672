import { realpathSync, statSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { LedgerUnavailable } from '../../errors.ts';
import { makePrivateFile, makePrivateFolder } from '../../private-files.ts';
import { codeOf, StoreUnusable } from '../contract/errors.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from '../migrations/migrate.ts';
import { connectSqlite, scrub, type SqliteConnection } from './connection.ts';
import { lockFile } from './lock.ts';
import { JobThrew, type Job, type Store } from '../schema/store.ts';

const MEMORY = ':memory:';

/** Minimum free disk space: a few commits, and the write-ahead log. */
const MIN_FREE_BYTES = 1024 * 1024;

/** Opens a SQLite file or `:memory:` and migrates the tables. `onCommit` receives the number of jobs of each commit. */
export async function openSqlite(file: string, onCommit: (jobs: number) => void): Promise<Store> {
  if (file === MEMORY) return prepare(MEMORY, connectSqlite(MEMORY, { readonly: false }), () => undefined, onCommit);
  let place = path.resolve(file);
  let unlock: (() => void) | undefined;
  try {
    place = truePath(place);
    unlock = lockFile(place);
    const writer = connectSqlite(place, { readonly: false });
    return await prepare(place, writer, unlock, onCommit);
  } catch (error) {
    unlock?.();
    if (error instanceof StoreUnusable) throw error;
    throw new StoreUnusable(`${place} cannot be used as the ledger (${codeOf(error) ?? 'unknown fault'}).`, {
      cause: error,
    });
  }
}

/** Resolves links, so that two names of a file use the same lock. */
function truePath(place: string): string {
  makePrivateFolder(path.dirname(place));
  makePrivateFile(place); // SQLite gives the log the same permissions
  return realpathSync(place);
}

async function prepare(
  place: string,
  writer: SqliteConnection,
  unlock: () => void,
  onCommit: (jobs: number) => void,
): Promise<Store> {
  try {
    await migrateAtOnce(writer, place);
    const reader = place === MEMORY ? undefined : connectSqlite(place, { readonly: true });
    return new SqliteStore(place, writer, reader, unlock, onCommit);
  } catch (error) {
    writer.close();
    throw error;
  }
}

/** Migrates in one transaction, so that a crash leaves the tables as they were. */
async function migrateAtOnce({ raw, db }: SqliteConnection, place: string): Promise<void> {
  raw.exec('BEGIN IMMEDIATE');
  try {
    await migrate(db, 'sqlite', place);
    raw.exec('COMMIT');
  } catch (error) {
    if (raw.inTransaction) raw.exec('ROLLBACK');
    throw error;
  }
}

class SqliteStore implements Store {
  readonly dialect = 'sqlite';
  readonly shared = false;
  readonly place: string | undefined;
  readonly #inode: number | undefined;
  readonly #commits: GroupCommit;
  /** Last waiting turn: searches continue one at a time, with other work in between. */
  #turn: Promise<void> = Promise.resolve();
  #onNumbered: ((lastSeq: number) => void) | undefined;
  #closed = false;
  #isScrubbing = false;

  constructor(
    place: string,
    private readonly writer: SqliteConnection,
    /** Reads committed data only. Undefined in memory, where reads run as jobs of a commit. */
    private readonly reader: SqliteConnection | undefined,
    private readonly unlock: () => void,
    onCommit: (jobs: number) => void,
  ) {
    this.#inode = reader && statSync(place).ino;
    this.place = reader && place;
    const lastSeq = writer.raw.prepare<[], number>('select last_seq from change_counter').pluck();
    this.#commits = new GroupCommit(writer.raw, writer.db, (jobs) => {
      this.#onNumbered?.(lastSeq.get()!);
      onCommit(jobs);
    });
    this.scrub(); // a killed process may have left overwritten bytes in the log
  }

  async read<T>(job: Job<T>): Promise<T> {
    if (!this.reader) return this.write(job);
    if (this.#closed) throw new LedgerUnavailable();
    return job(this.reader.db).catch(rethrow);
  }

  async yieldTurn(): Promise<void> {
    if (!this.reader) return;
    const turn = this.#turn.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
    this.#turn = turn;
    await turn;
  }

  async write<T>(job: Job<T>): Promise<T> {
    if (this.#closed) throw new LedgerUnavailable();
    return this.#commits.run(job).catch(rethrow);
  }

  writeOne<T>(job: Job<T>): Promise<T> {
    return this.write(job);
  }

  onNumbered(notify: (lastSeq: number) => void): void {
    this.#onNumbered = notify;
  }

  /** Does nothing: no other process writes to the store. */
  listen(): void {}

  /**
   * Moves the write-ahead log, which holds earlier versions of pages, into the file and truncates the log. While a reader
   * such as a backup uses the log, the log stays until the next call.
   */
  scrub(): void {
    // A commit runs within one turn of the event loop, so no commit is open in the next turn.
    if (this.#isScrubbing) return;
    this.#isScrubbing = true;
    setImmediate(() => {
      this.#isScrubbing = false;
      if (!this.#closed) scrub(this.writer.raw);
    });
  }

  /**
   * Checks the file and the free space. A removed file still accepts writes, which are lost with the process. On a full
   * disk, the log may have room for a probe only.
   */
  async check(): Promise<void> {
    if (this.place === undefined) return;
    const found = await stat(this.place).catch(rethrow);
    if (found.ino !== this.#inode) throw new LedgerUnavailable();
    if ((await freeBytes(this.place).catch(rethrow)) < MIN_FREE_BYTES) throw new LedgerUnavailable();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#commits.idle();
    this.reader?.close();
    this.writer.close();
    this.unlock();
  }
}

function rethrow(error: unknown): never {
  if (error instanceof JobThrew) throw error.thrown;
  throw new LedgerUnavailable({ cause: error });
}

/** Returns the space that this user may fill. Infinite if the file system reports no size. */
async function freeBytes(place: string): Promise<number> {
  const { blocks, bfree, bavail, bsize } = await statfs(place);
  const free = process.getuid?.() === 0 ? bfree : bavail;
  return blocks === 0 ? Infinity : free * bsize;
}
