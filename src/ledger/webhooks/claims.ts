import { sql } from 'kysely';
import { whole } from '../contract/json-text.ts';
import { PROBE_AFTER_FAILURES } from '../contract/limits.ts';
import type { WebhookEndpoint } from '../contract/webhook-entities.ts';
import type { WebhookStore } from '../contract/webhook-store.ts';
import { lease, lockCandidates, settle, type ClaimQuery } from '../queue/claim.ts';
import type { LeaseOf, Moment } from '../queue/lease.ts';
import { columnsOf, toDelivery, toEndpoint } from '../schema/row-mappers.ts';
import type { Db, Store } from '../schema/store.ts';
import { wakeEndpoint } from './deliveries.ts';
import { findEndpoint, patchEndpoint } from './endpoints.ts';

/** Claims and settles deliveries. */
export function deliveryQueue(store: Store, leaseOf: LeaseOf): Pick<WebhookStore, 'due' | 'claim' | 'settle'> {
  return {
    async due(now) {
      const { at } = leaseOf(now, now);
      const records = await store.read((db) =>
        sendable(db, at)
          .select('id')
          .where(
            sql<boolean>`exists (select 1 from webhook_deliveries as d
              where d.endpoint_id = webhook_endpoints.id and d.next_action_at is not null
                and (d.next_action_at <= ${at} or failures >= ${PROBE_AFTER_FAILURES}))`,
          )
          .execute(),
      );
      return records.map(({ id }) => id);
    },

    claim(endpointId, now, leaseUntil, limit, except = []) {
      const { at, until } = leaseOf(now, leaseUntil);
      return store.write(async (db) => {
        const record = await sendable(db, at).selectAll().where('id', '=', endpointId).executeTakeFirst();
        if (!record) return undefined;
        const endpoint = toEndpoint(record);
        const isProbe = endpoint.failures >= PROBE_AFTER_FAILURES;
        const candidates = { ...firstOfRecordings(endpointId, at, isProbe), except, limit: isProbe ? 1 : limit };
        const ids = await lockCandidates(db, store.dialect, 'webhook_deliveries', candidates);
        if (ids.length === 0) return undefined;
        if (isProbe && !(await holdForProbe(db, endpoint, until))) return undefined;
        const claimed = await lease(db, 'webhook_deliveries', ids, until, sql`leased = 1`);
        return { endpoint, deliveries: claimed.map(toDelivery) };
      });
    },

    settle: ({ id, endpointId, fence }, at, decide) =>
      store.write(async (db) => {
        const row = await findEndpoint(db, endpointId, store.shared);
        if (!row) return false;
        const { delivery, endpoint, isBack } = decide(row);
        const values = { ...columnsOf(delivery), last_at: whole(at), leased: 0 };
        if (!(await settle(db, 'webhook_deliveries', { key: id, fence }, values))) return false;
        if (endpoint) await patchEndpoint(db, endpointId, endpoint);
        if (isBack) await wakeEndpoint(db, endpointId, at);
        return true;
      }),
  };
}

/** Selects the endpoints to which deliveries may be sent. */
function sendable(db: Db, at: Moment) {
  return db
    .selectFrom('webhook_endpoints')
    .where('state', '=', 'ENABLED')
    .where((eb) => eb.or([eb('hold_until', 'is', null), eb('hold_until', '<=', at)]));
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
