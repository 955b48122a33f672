import { sql, type RawBuilder } from 'kysely';
import { whole } from '../contract/json-text.ts';
import type { WebhookStore } from '../contract/webhook-store.ts';
import { countRows, MAX_COUNTED } from '../paging/counts.ts';
import { dropRows } from '../queue/drop-rows.ts';
import { toDelivery } from '../schema/row-mappers.ts';
import type { Db, Store } from '../schema/store.ts';

type DeliveryStore = Pick<
  WebhookStore,
  'fanOut' | 'breakLeases' | 'redeliver' | 'findDelivery' | 'page' | 'count' | 'clean'
>;

/** Stores deliveries to endpoints. */
export function deliveryStore(store: Store): DeliveryStore {
  return {
    fanOut: (endpointId, from, to, made, at) =>
      store.write(async (db) => {
        const moved = await db
          .updateTable('webhook_endpoints')
          .set({ position: to })
          .where('id', '=', endpointId)
          .where('position', '=', from)
          .where('state', '=', 'ENABLED')
          .executeTakeFirst();
        if (moved.numUpdatedRows === 0n) return false;
        if (made.length > 0) await insertDeliveries(db, endpointId, made, whole(at));
        return true;
      }),

    breakLeases: (now) =>
      store.writeOne(async (db) => {
        await db
          .updateTable('webhook_deliveries')
          .set({ next_action_at: whole(now), leased: 0, fence: sql<number>`fence + 1` })
          .where('next_action_at', '>', whole(now))
          .where('leased', '=', 1)
          .execute();
      }),

    redeliver: (id, at) => store.write((db) => redeliver(db, id, whole(at))),

    async findDelivery(id) {
      const record = await store.read((db) =>
        db
          .selectFrom('webhook_deliveries as d')
          .innerJoin('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
          .selectAll('d')
          .where('d.id', '=', id)
          .where('e.state', '<>', 'DELETED')
          .executeTakeFirst(),
      );
      return record && toDelivery(record);
    },

    async page(endpointId, { state, above, below, limit, oldestFirst }) {
      const records = await store.read((db) =>
        db
          .selectFrom('webhook_deliveries')
          .selectAll()
          .where('endpoint_id', '=', endpointId)
          .$if(state !== undefined, (query) => query.where('state', '=', state!))
          .$if(above !== undefined, (query) => query.where('seq', '>', above!))
          .$if(below !== undefined, (query) => query.where('seq', '<', below!))
          .orderBy('seq', oldestFirst ? 'asc' : 'desc')
          .limit(limit)
          .execute(),
      );
      return records.map(toDelivery);
    },

    count: (endpointId, state) => {
      const ofState = state === undefined ? sql`` : sql`and state = ${state}`;
      const deliveries = sql`select 1 from webhook_deliveries where endpoint_id = ${endpointId} ${ofState} limit ${MAX_COUNTED + 1}`;
      return store.read((db) => countRows(db, deliveries));
    },

    async clean(deliveredBefore, deadBefore) {
      const drop = (where: RawBuilder<unknown>) => dropRows(store, 'webhook_deliveries', ['id'], where);
      await drop(sql`state = 'DELIVERED' and settled_at < ${whole(deliveredBefore)}`);
      await drop(sql`state = 'DEAD' and settled_at < ${whole(deadBefore)}`);
      await drop(sql`endpoint_id in (select id from webhook_endpoints where state = 'DELETED')`);
      await dropRows(
        store,
        'webhook_endpoints',
        ['id'],
        sql`state = 'DELETED' and not exists (select 1 from webhook_deliveries where endpoint_id = webhook_endpoints.id)`,
      );
    },
  };
}

/** Inserts deliveries. Deliveries that exist because of a replay are sent again if they are settled. */
async function insertDeliveries(
  db: Db,
  endpointId: string,
  deliveries: Parameters<WebhookStore['fanOut']>[3],
  at: number,
): Promise<void> {
  const never = { fence: 0, last_at: null, last_status: null, last_error: null };
  const rows = deliveries.map(({ id, seq, recordingId, body }) => {
    const event = { id, endpoint_id: endpointId, seq, recording_id: recordingId, body };
    return { ...event, ...unsent(at), ...never, created_at: at };
  });
  await db
    .insertInto('webhook_deliveries')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({ body: eb.ref('excluded.body'), ...unsent(at) }))
        .where('webhook_deliveries.state', '<>', 'PENDING'),
    )
    .execute();
}

function unsent(at: number) {
  return { state: 'PENDING', attempts: 0, due_at: at, next_action_at: at, leased: 0, settled_at: null } as const;
}

/** Restarts the retry schedule of a settled delivery. */
async function redeliver(db: Db, id: string, at: number): ReturnType<WebhookStore['redeliver']> {
  // Locks the endpoint first, in the same order as `settle`, to avoid a deadlock.
  await db
    .updateTable('webhook_endpoints')
    .set({ hold_until: null })
    .where('id', '=', (eb) => eb.selectFrom('webhook_deliveries as d').select('d.endpoint_id').where('d.id', '=', id))
    .execute();
  const update = db.updateTable('webhook_deliveries').where('id', '=', id);
  await update.set(unsent(at)).where('state', '<>', 'PENDING').execute();
  await update.set({ next_action_at: at }).where('state', '=', 'PENDING').where('leased', '=', 0).execute();
  const record = await db.selectFrom('webhook_deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  return record && toDelivery(record);
}

/** Makes all waiting deliveries to a recovered endpoint due. */
export async function wakeEndpoint(db: Db, endpointId: string, at: number): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ next_action_at: whole(at) })
    .where('endpoint_id', '=', endpointId)
    .where('next_action_at', '>', whole(at))
    .where('leased', '=', 0)
    .execute();
}

/**
 * Makes waiting deliveries to all endpoints due, after the clock was set back. Leases and pauses of endpoints end at
 * `leaseEnd` at the latest.
 */
export async function wakeDeliveries(db: Db, at: number, leaseEnd: number): Promise<void> {
  const waiting = db.updateTable('webhook_deliveries').set({ next_action_at: at, due_at: at }).where('leased', '=', 0);
  const leased = db.updateTable('webhook_deliveries').set({ next_action_at: leaseEnd }).where('leased', '=', 1);
  await waiting.where('next_action_at', '>', at).execute();
  await leased.where('next_action_at', '>', leaseEnd).execute();
  await db.updateTable('webhook_endpoints').set({ hold_until: null }).where('hold_until', '>', leaseEnd).execute();
}
