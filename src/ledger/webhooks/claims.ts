import { PROBE_AFTER_FAILURES } from '../contract/limits.ts';
import type { WebhookClaim, Settlement } from '../contract/webhook-store.ts';
import { sql } from 'kysely';
import { whole } from '../contract/json-text.ts';
import { lease, lockCandidates, settle, type ClaimQuery } from '../queue/claim.ts';
import type { Lease, Moment } from '../queue/lease.ts';
import type { Db, Dialect } from '../schema/store.ts';
import { wakeEndpoint } from './deliveries.ts';
import { lockEndpoint, patchEndpoint } from './endpoints.ts';
import { toDelivery, toEndpoint, type WebhookDeliveriesTable } from '../schema/webhook-tables.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../contract/webhook-entities.ts';

/** Lists the endpoints with deliveries to send now. */
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
          .where((of) => of.or([of('d.next_action_at', '<=', at), of('e.failures', '>=', PROBE_AFTER_FAILURES)])),
      ),
    )
    .execute();
  return records.map(({ id }) => id);
}

/**
 * Claims due deliveries to an endpoint, the most overdue first. Claims only the earliest delivery of each recording, so that
 * the events of a recording arrive in order. A failing endpoint gets one delivery at a time as a probe, due or not.
 * `except`: deliveries that this process is sending.
 */
export async function claimDeliveries(
  db: Db,
  dialect: Dialect,
  endpointId: string,
  { at, until }: Lease,
  limit: number,
  except: readonly string[] = [],
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
  const isProbe = endpoint.failures >= PROBE_AFTER_FAILURES;
  const candidates = { ...firstOfRecordings(endpointId, at, isProbe), except, limit: isProbe ? 1 : limit };
  const ids = await lockCandidates(db, dialect, 'webhook_deliveries', candidates);
  if (ids.length === 0) return undefined;
  if (isProbe && !(await holdForProbe(db, endpoint, until))) return undefined;
  const claimed = await lease(db, 'webhook_deliveries', ids, until, sql`leased = 1`);
  return { endpoint, deliveries: claimed.map(toDelivery) };
}

/** Selects unsettled deliveries that have no earlier unsettled delivery of the same recording. A probe need not be due. */
function firstOfRecordings(endpointId: string, at: Moment, isProbe: boolean): Pick<ClaimQuery, 'where' | 'orderBy'> {
  const isDue = isProbe ? sql`(next_action_at <= ${at} or leased = 0)` : sql`next_action_at <= ${at}`;
  return {
    where: sql`endpoint_id = ${endpointId} and next_action_at is not null and ${isDue} and not exists (
      select 1 from webhook_deliveries as earlier
      where earlier.endpoint_id = webhook_deliveries.endpoint_id
        and earlier.recording_id = webhook_deliveries.recording_id
        and earlier.seq < webhook_deliveries.seq and earlier.next_action_at is not null)`,
    orderBy: sql`next_action_at, seq`,
  };
}

/** Pauses an endpoint until the probe has a result or the lease expires. False: another process has paused the endpoint. */
async function holdForProbe(db: Db, { id, holdUntil }: WebhookEndpoint, until: Moment): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('webhook_endpoints')
    .set({ hold_until: until })
    .where('id', '=', id)
    .where('hold_until', holdUntil === null ? 'is' : '=', holdUntil)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Stores the result of an attempt. False: the lease is lost or the endpoint is deleted. */
export async function settleDelivery(
  db: Db,
  dialect: Dialect,
  { id, endpointId, fence }: Pick<WebhookDelivery, 'id' | 'endpointId' | 'fence'>,
  at: number,
  decide: (endpoint: WebhookEndpoint) => Settlement,
): Promise<boolean> {
  const row = await lockEndpoint(db, dialect, endpointId);
  if (!row) return false;
  const { delivery, endpoint, isBack } = decide(row);
  const values = { ...columnsOf(delivery), last_at: whole(at), leased: 0 };
  if (!(await settle(db, 'webhook_deliveries', { key: id, fence }, values))) return false;
  if (endpoint) await patchEndpoint(db, endpointId, endpoint);
  if (isBack) await wakeEndpoint(db, endpointId, at);
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
