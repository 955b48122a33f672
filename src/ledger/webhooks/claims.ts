import { OPEN_AFTER } from '../contract/limits.ts';
import type { WebhookClaim, Settlement } from '../contract/webhook-store.ts';
import { sql, type SqlBool } from 'kysely';
import { whole } from '../contract/json-text.ts';
import type { Lease, Moment } from '../queue/lease.ts';
import type { Db, Dialect } from '../schema/store.ts';
import { bringForward } from './deliveries.ts';
import { lockEndpoint, patchEndpoint } from './endpoints.ts';
import {
  toDelivery,
  toEndpoint,
  type WebhookDeliveriesTable,
  type WebhookDeliveryRow,
  type WebhookEndpointRow,
} from '../contract/webhook-rows.ts';

/** Endpoints that something is to be sent to now. */
export async function endpointsDue(db: Db, at: Moment): Promise<string[]> {
  const records = await db
    .selectFrom('webhook_endpoints as e')
    .select('e.id')
    .where('e.state', '=', 'ENABLED')
    .where((eb) => eb.or([eb('e.hold_until', 'is', null), eb('e.hold_until', '<=', at)]))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('webhook_deliveries as d')
          .select('d.id')
          .whereRef('d.endpoint_id', '=', 'e.id')
          .where('d.next_action_at', 'is not', null)
          .where((of) => of.or([of('d.next_action_at', '<=', at), of('e.failures', '>=', OPEN_AFTER)])),
      ),
    )
    .execute();
  return records.map(({ id }) => id);
}

/**
 * Takes deliveries to one endpoint that are due, the most overdue first; of each recording the earliest only, so its
 * events arrive in their order. An endpoint that keeps failing is sent one at a time, due or not. No two claims take the same.
 * `but`: what this process is sending itself.
 */
export async function claimDeliveries(
  db: Db,
  dialect: Dialect,
  endpointId: string,
  { at, until }: Lease,
  limit: number,
  but: readonly string[] = [],
): Promise<WebhookClaim | undefined> {
  const record = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', endpointId)
    .where('state', '=', 'ENABLED')
    .where((eb) => eb.or([eb('hold_until', 'is', null), eb('hold_until', '<=', at)]))
    .executeTakeFirst();
  if (!record) return undefined;
  const endpoint = toEndpoint(record);
  const isProbe = endpoint.failures >= OPEN_AFTER;
  const ids = await firstOfRecordings(db, dialect, { endpointId, at, dueOrNot: isProbe, but }, isProbe ? 1 : limit);
  if (ids.length === 0) return undefined;
  if (isProbe && !(await holdForProbe(db, endpoint, until))) return undefined;
  const claimed = await db
    .updateTable('webhook_deliveries')
    .set({ fence: sql<number>`fence + 1`, next_action_at: until, leased: 1 })
    .where('id', 'in', ids)
    .returningAll()
    .execute();
  const byId = new Map(claimed.map((delivery) => [delivery.id, toDelivery(delivery)]));
  return { endpoint, deliveries: ids.flatMap((id) => byId.get(id) ?? []) };
}

async function firstOfRecordings(
  db: Db,
  dialect: Dialect,
  {
    endpointId,
    at,
    dueOrNot,
    but,
  }: { readonly endpointId: string; readonly at: Moment; readonly dueOrNot: boolean; readonly but: readonly string[] },
  limit: number,
): Promise<string[]> {
  const records = await db
    .selectFrom('webhook_deliveries as d')
    .select('d.id')
    .where('d.endpoint_id', '=', endpointId)
    .where('d.next_action_at', 'is not', null)
    .$if(but.length > 0, (query) => query.where('d.id', 'not in', but))
    .where((eb) => {
      const isDue = eb('d.next_action_at', '<=', at);
      return dueOrNot ? eb.or([isDue, eb('d.leased', '=', 0)]) : isDue;
    })
    .where(
      sql<SqlBool>`not exists (
        select 1 from webhook_deliveries as earlier
        where earlier.endpoint_id = d.endpoint_id and earlier.recording_id = d.recording_id
          and earlier.seq < d.seq and earlier.next_action_at is not null
      )`,
    )
    .orderBy('d.next_action_at')
    .orderBy('d.seq')
    .limit(limit)
    .$if(dialect === 'postgres', (query) => query.forUpdate('d').skipLocked())
    .execute();
  return records.map(({ id }) => id);
}

/** Nobody else sends to it before the outcome is known, or the lease has ended. */
async function holdForProbe(db: Db, { id, holdUntil }: WebhookEndpointRow, until: Moment): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('webhook_endpoints')
    .set({ hold_until: until })
    .where('id', '=', id)
    .where('hold_until', holdUntil === null ? 'is' : '=', holdUntil)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Writes down how an attempt went, as `decide` says. False: somebody else has the delivery by now, or the endpoint is deleted. */
export async function settleDelivery(
  db: Db,
  dialect: Dialect,
  { id, endpointId, fence }: Pick<WebhookDeliveryRow, 'id' | 'endpointId' | 'fence'>,
  at: number,
  decide: (endpoint: WebhookEndpointRow) => Settlement,
): Promise<boolean> {
  const row = await lockEndpoint(db, dialect, endpointId);
  if (!row) return false;
  const { delivery, endpoint, isBack } = decide(row);
  const { numUpdatedRows } = await db
    .updateTable('webhook_deliveries')
    .set({ ...columnsOf(delivery), last_at: whole(at), leased: 0 })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  if (endpoint) await patchEndpoint(db, endpointId, endpoint);
  if (isBack) await bringForward(db, endpointId, at);
  return true;
}

function columnsOf(delivery: Settlement['delivery']): Partial<WebhookDeliveriesTable> {
  return {
    state: delivery.state,
    attempts: delivery.attempts,
    due_at: whole(delivery.dueAt),
    next_action_at: whole(delivery.nextActionAt),
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    settled_at: whole(delivery.settledAt),
  };
}
