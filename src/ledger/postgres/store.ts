import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, types, type PoolConfig } from 'pg';
import { LedgerUnavailable } from '../../errors.ts';
import { codeOf, StoreUnusable } from '../contract/errors.ts';
import { migrate } from '../migrations/migrate.ts';
import { postgresOpenFailure } from './open-failure.ts';
import { whenReady } from './when-ready.ts';
import { PostgresListener } from './listener.ts';
import type { Schema } from '../schema/schema.ts';
import { JobThrew, type Db, type Job, type Store } from '../schema/store.ts';
import type { Log } from '../../log.ts';

const CONNECTIONS = 10;
const OLDEST_VERSION = 15;
/** PostgreSQL's serialization_failure and deadlock_detected: a repeat of the transaction can succeed. */
const COLLISIONS: readonly unknown[] = ['40001', '40P01'];
const MAX_ATTEMPTS = 10;

/** Times, sizes and sequence numbers are below 2^53, so JavaScript numbers can represent int8 values. */
const INT8 = types.builtins.INT8;
const getTypeParser = (oid: Parameters<typeof types.getTypeParser>[0], format?: 'text' | 'binary'): unknown =>
  oid === INT8 ? Number : types.getTypeParser(oid, format);

const CONNECTION: PoolConfig = {
  application_name: 'tapedeck',
  connectionTimeoutMillis: 5000,
  keepAlive: true,
  types: { getTypeParser: getTypeParser as typeof types.getTypeParser },
};

/** Limits the duration of queries, for a server that is slow, blocked or unreachable. */
const LIMITS: PoolConfig = {
  max: CONNECTIONS,
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  // Less than `lock_timeout`: a process that is paused in a transaction locks the row of a recording, and other processes
  // must get the lock before their timeout.
  idle_in_transaction_session_timeout: 3_000,
  query_timeout: 12_000,
};

/** Opens a PostgreSQL database and migrates its tables. Waits up to 60 s for a server that is starting. */
export async function openPostgres(url: string, log: Pick<Log, 'warn'> | undefined): Promise<Store> {
  const place = placeOf(url);
  try {
    await whenReady(() => migrateOnce(url, place), place, log);
  } catch (error) {
    if (error instanceof StoreUnusable) throw error;
    throw new StoreUnusable(`${place}: ${postgresOpenFailure(error)}`, { cause: error });
  }
  const config = { ...CONNECTION, connectionString: url };
  const listenTo = (notify: () => void): PostgresListener => new PostgresListener(config, log, notify);
  return new PostgresStore(connect({ ...config, ...LIMITS }, log), listenTo);
}

/** Returns host and database for messages, never the user or the password. */
function placeOf(url: string): string {
  try {
    const { host, pathname, searchParams } = new URL(url);
    return `postgres://${host || (searchParams.get('host') ?? 'localhost')}${pathname}`;
  } catch {
    throw new StoreUnusable('The address of the PostgreSQL database is not a URL.');
  }
}

function connect(config: PoolConfig, log?: Pick<Log, 'warn'>): Db {
  const pool = new Pool(config);
  // An idle connection was cut, for example by a restart of the server. The next query opens a new connection.
  pool.on('error', (error) => log?.warn({ code: codeOf(error) }, 'a connection to PostgreSQL was lost'));
  // A connection that is cut between two queries of a transaction emits an error, which would end the process without a
  // listener. The next query on the connection fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

/** Uses a separate connection without limits: the wait for the migration of another process may be long. */
async function migrateOnce(url: string, place: string): Promise<void> {
  const db = connect({ ...CONNECTION, max: 1, connectionString: url });
  try {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
    if (Number.parseInt(rows[0]!.server_version, 10) < OLDEST_VERSION) {
      throw new StoreUnusable(
        `${place} is PostgreSQL ${rows[0]!.server_version}; it must be ${OLDEST_VERSION} or newer.`,
      );
    }
    await migrate(db, 'postgres', place);
  } finally {
    await db.destroy();
  }
}

class PostgresStore implements Store {
  readonly dialect = 'postgres';
  readonly shared = true;
  readonly place = undefined;
  readonly #running = new Set<Promise<unknown>>();
  readonly #listeners: PostgresListener[] = [];
  #closed = false;

  constructor(
    private readonly db: Db,
    private readonly listenTo: (notify: () => void) => PostgresListener,
  ) {}

  yieldTurn(): Promise<void> {
    return Promise.resolve(); // every query already lets other work run
  }

  read<T>(job: Job<T>): Promise<T> {
    return this.#run(() => job(this.db));
  }

  write<T>(job: Job<T>): Promise<T> {
    return this.#run(async () => {
      let isReady = false;
      try {
        return await this.db.transaction().execute(async (db) => {
          const result = await job(db);
          isReady = true;
          return result;
        });
      } catch (error) {
        throw isReady && !isCollision(error) ? new LedgerUnavailable({ cause: error, mayBeDone: true }) : error;
      }
    });
  }

  writeOne<T>(job: Job<T>): Promise<T> {
    return this.#run(() => job(this.db));
  }

  /** Does nothing: other processes also number changes. */
  onNumbered(): void {}

  listen(notify: () => void): void {
    const listener = this.listenTo(notify);
    this.#listeners.push(listener);
    void listener.start();
  }

  /** Does nothing: PostgreSQL keeps old versions of a row until a vacuum of the table. */
  scrub(): void {}

  check(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled([...this.#running, ...this.#listeners.map((listener) => listener.close())]);
    await this.db.destroy();
  }

  async #run<T>(attempt: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LedgerUnavailable();
    const running = retried(attempt);
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      if (error instanceof JobThrew) throw error.thrown;
      if (error instanceof LedgerUnavailable) throw error;
      throw new LedgerUnavailable({ cause: error });
    } finally {
      this.#running.delete(running);
    }
  }
}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isCollision(error) || tries === MAX_ATTEMPTS) throw error;
    }
  }
}

function isCollision(error: unknown): boolean {
  return COLLISIONS.includes((error as { code?: unknown }).code);
}
