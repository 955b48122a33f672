import type { NewWebhookDelivery, DeliveryQuery } from '../contract/webhook-store.ts';
import { sql } from 'kysely';
import { whole } from '../contract/json-text.ts';
import type { BoundedCount } from '../contract/entities.ts';
import type { Db } from '../schema/store.ts';
import type { WebhookDelivery, WebhookDeliveryState } from '../contract/webhook-entities.ts';
import { toDelivery } from '../schema/webhook-tables.ts';

/** Moves an endpoint from one position to another and inserts deliveries. False: another process has moved the endpoint. */
export async function fanOut(
  db: Db,
  endpointId: string,
  from: number,
  to: number,
  deliveries: readonly NewWebhookDelivery[],
  at: number,
): Promise<boolean> {
  const moved = await db
    .updateTable('webhook_endpoints')
    .set({ position: to })
    .where('id', '=', endpointId)
    .where('position', '=', from)
    .where('state', '=', 'ENABLED')
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  if (deliveries.length > 0) await insertDeliveries(db, endpointId, deliveries, whole(at));
  return true;
}

/** Inserts deliveries. Deliveries that exist because of a replay are sent again if they are settled. */
async function insertDeliveries(
  db: Db,
  endpointId: string,
  deliveries: readonly NewWebhookDelivery[],
  at: number,
): Promise<void> {
  await db
    .insertInto('webhook_deliveries')
    .values(
      deliveries.map(({ id, seq, recordingId, body }) => ({
        id,
        endpoint_id: endpointId,
        seq,
        recording_id: recordingId,
        body,
        ...unsent(at),
        fence: 0,
        last_at: null,
        last_status: null,
        last_error: null,
        created_at: at,
      })),
    )
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

/**
 * Makes a delivery due and ends the pause of its endpoint. Restarts the retry schedule of a settled delivery. Undefined: no
 * such delivery.
 */
export async function redeliver(db: Db, id: string, at: number): Promise<WebhookDelivery | undefined> {
  // Locks the endpoint first, in the same order as `settleDelivery`, to avoid a deadlock.
  await db
    .updateTable('webhook_endpoints')
    .set({ hold_until: null })
    .where('id', '=', (eb) => eb.selectFrom('webhook_deliveries as d').select('d.endpoint_id').where('d.id', '=', id))
    .execute();
  const settled = db
    .updateTable('webhook_deliveries')
    .set(unsent(whole(at)))
    .where('state', '<>', 'PENDING');
  const waiting = db
    .updateTable('webhook_deliveries')
    .set({ next_action_at: whole(at) })
    .where('state', '=', 'PENDING')
    .where('leased', '=', 0);
  for (const update of [settled, waiting]) await update.where('id', '=', id).execute();
  const record = await db.selectFrom('webhook_deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  return record && toDelivery(record);
}

/** Finds a delivery, except of a deleted endpoint. */
export async function findDelivery(db: Db, id: string): Promise<WebhookDelivery | undefined> {
  const record = await db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
    .selectAll('d')
    .where('d.id', '=', id)
    .where('e.state', '<>', 'DELETED')
    .executeTakeFirst();
  return record && toDelivery(record);
}

/** Lists deliveries to an endpoint, sorted by sequence number. */
export async function pageOfDeliveries(
  db: Db,
  endpointId: string,
  { state, above, below, limit, oldestFirst }: DeliveryQuery,
): Promise<WebhookDelivery[]> {
  const records = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .$if(above !== undefined, (query) => query.where('seq', '>', above!))
    .$if(below !== undefined, (query) => query.where('seq', '<', below!))
    .orderBy('seq', oldestFirst ? 'asc' : 'desc')
    .limit(limit)
    .execute();
  return records.map(toDelivery);
}

/** Bound of exact counts. */
const MAX_COUNTED = 10_000;

export async function countDeliveries(
  db: Db,
  endpointId: string,
  state: WebhookDeliveryState | undefined,
): Promise<BoundedCount> {
  const some = db
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('endpoint_id', '=', endpointId)
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .limit(MAX_COUNTED + 1);
  const { count } = await db
    .selectFrom(some.as('counted'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { count: Math.min(count, MAX_COUNTED), isExact: count <= MAX_COUNTED };
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

/** Ends all leases. Their holders no longer run. */
export async function breakDeliveryLeases(db: Db, at: number): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ next_action_at: whole(at), leased: 0, fence: sql<number>`fence + 1` })
    .where('next_action_at', '>', whole(at))
    .where('leased', '=', 1)
    .execute();
}
