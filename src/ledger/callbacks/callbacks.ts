import type {
  NewCallback,
  SeenNonce,
  SettledCallback,
  CallbackCount,
  CallbackStore,
} from '../contract/callback-store.ts';
import { sql } from 'kysely';
import { whole } from '../contract/json-text.ts';
import { claim, postponed, settle } from '../queue/claim.ts';
import { dropRows } from '../queue/drop-rows.ts';
import type { LeaseOf } from '../queue/lease.ts';
import type { Callback } from '../contract/entities.ts';
import type { CallbacksTable } from '../schema/schema.ts';
import type { Db, Store } from '../schema/store.ts';

/** Stores the callbacks of vendors. */
export class SqlCallbacks implements CallbackStore {
  constructor(
    private readonly store: Store,
    private readonly leaseOf: LeaseOf,
  ) {}

  keep(callbacks: readonly NewCallback[]): Promise<ReadonlySet<NewCallback>> {
    return this.store.writeOne(async (db) => {
      const seen = callbacks.flatMap(({ nonce }) => nonce ?? []);
      const replayed = await useNonces(db, seen);
      const isReplayed = ({ nonce }: NewCallback): boolean => nonce !== undefined && replayed.has(nonce);
      const rows = callbacks.filter((callback) => !isReplayed(callback)).map(toRow);
      if (rows.length > 0) {
        await db
          .insertInto('callbacks')
          .values(rows)
          .onConflict((conflict) => conflict.column('digest').doNothing())
          .execute();
      }
      return new Set(callbacks.filter(isReplayed));
    });
  }

  dropNonces(now: number): Promise<number> {
    return dropRows(this.store, 'callback_nonces', ['nonce'], sql`until < ${Math.round(now)}`);
  }

  async sourceDue(now: number, except: readonly string[]): Promise<string | undefined> {
    const row = await this.store.read((db) =>
      db
        .selectFrom('callbacks')
        .select('source')
        .where('next_action_at', '<=', this.leaseOf(now, now).at)
        .$if(except.length > 0, (query) => query.where('source', 'not in', except))
        .orderBy('next_action_at')
        .limit(1)
        .executeTakeFirst(),
    );
    return row?.source;
  }

  claimDue(now: number, leaseUntil: number, limit: number, source?: string): Promise<Callback[]> {
    const { at, until } = this.leaseOf(now, leaseUntil);
    // An expression, not the column: by the index of kinds SQLite would read every callback that the source ever sent.
    const ofSource = source === undefined ? sql`` : sql`and source || '' = ${source}`;
    const where = sql`next_action_at <= ${at} ${ofSource}`;
    return this.store.write(async (db) => {
      const claimed = await claim(db, this.store.dialect, 'callbacks', until, { where, limit });
      return claimed.map(toCallback).sort((one, other) => one.receivedAt - other.receivedAt);
    });
  }

  settle(settled: readonly SettledCallback[]): Promise<void> {
    return this.store.write(async (db) => {
      for (const { digest, fence, type, taskId, recordingId, state, nextActionAt } of settled) {
        const values = { type, task_id: taskId, recording_id: recordingId, state, ...postponed(nextActionAt) };
        await settle(db, 'callbacks', { key: digest, fence }, values);
      }
    });
  }

  async ofRecording(recordingId: string): Promise<Callback[]> {
    const rows = await this.store.read((db) =>
      db
        .selectFrom('callbacks')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .orderBy('received_at')
        .orderBy('digest')
        .execute(),
    );
    return rows.map(toCallback);
  }

  drop(receivedBefore: number): Promise<number> {
    const where = sql`received_at < ${Math.round(receivedBefore)} and next_action_at is null`;
    return dropRows(this.store, 'callbacks', ['digest'], where);
  }

  counts(): Promise<CallbackCount[]> {
    return this.store.read((db) =>
      db
        .selectFrom('callbacks')
        .select(['source', 'type', 'state', ({ fn }) => fn.countAll<number>().as('count')])
        .groupBy(['source', 'type', 'state'])
        .orderBy('source')
        .orderBy('type')
        .orderBy('state')
        .execute(),
    );
  }
}

/** Stores new nonces. Returns the nonces that were already used with another body, in this call or in any process. */
async function useNonces(db: Db, seen: readonly SeenNonce[]): Promise<ReadonlySet<SeenNonce>> {
  if (seen.length === 0) return new Set();
  await db
    .insertInto('callback_nonces')
    .values(seen.map(({ nonce, body, until }) => ({ nonce, body, until: Math.round(until) })))
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .execute();
  const nonces = seen.map(({ nonce }) => nonce);
  const known = await db.selectFrom('callback_nonces').selectAll().where('nonce', 'in', nonces).execute();
  const bodies = new Map(known.map(({ nonce, body }) => [nonce, body]));
  return new Set(seen.filter(({ nonce, body }) => bodies.get(nonce) !== body));
}

function toRow({ digest, source, receivedAt, text }: NewCallback): CallbacksTable {
  const at = whole(receivedAt);
  const unparsed = { type: null, task_id: null, recording_id: null, state: 'WAITING' } as const;
  return { digest, source, received_at: at, text, ...unparsed, next_action_at: at, fence: 0, tries: 0 };
}

function toCallback(row: CallbacksTable): Callback {
  return {
    digest: row.digest,
    source: row.source,
    receivedAt: row.received_at,
    text: row.text,
    type: row.type,
    taskId: row.task_id,
    recordingId: row.recording_id,
    state: row.state,
    nextActionAt: row.next_action_at,
    fence: row.fence,
    tries: row.tries,
  };
}
