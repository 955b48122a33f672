import { numberChanges } from '../changes/change-log.ts';
import { sql, type RawBuilder } from 'kysely';
import { whole } from '../contract/json-text.ts';
import { dropRows } from '../queue/drop-rows.ts';
import type { LeaseOf } from '../queue/lease.ts';
import type { BoundedCount } from '../contract/entities.ts';
import type { Store } from '../schema/store.ts';
import * as claims from './claims.ts';
import * as deliveries from './deliveries.ts';
import * as endpoints from './endpoints.ts';
import type { WebhookDelivery, WebhookDeliveryState, WebhookEndpoint } from '../contract/webhook-entities.ts';
import type {
  EndpointPatch,
  NewWebhookDelivery,
  NewWebhookEndpoint,
  Settlement,
  DeliveryQuery,
  WebhookStore,
} from '../contract/webhook-store.ts';

/** Stores webhook endpoints and their deliveries. */
export class SqlWebhooks implements WebhookStore {
  constructor(
    private readonly store: Store,
    private readonly leaseOf: LeaseOf,
  ) {}

  async insert(endpoint: NewWebhookEndpoint, max: number): ReturnType<WebhookStore['insert']> {
    // The endpoint must not receive earlier changes. A change without a sequence number would appear to be later.
    if (this.store.dialect === 'postgres') await this.store.read(numberChanges);
    return this.store.write((db) => endpoints.createEndpoint(db, endpoint, max));
  }

  find(id: string): ReturnType<WebhookStore['find']> {
    return this.store.read((db) => endpoints.findEndpoint(db, id));
  }

  list(): ReturnType<WebhookStore['list']> {
    return this.store.read(endpoints.listEndpoints);
  }

  update(
    id: string,
    at: number,
    decide: (row: WebhookEndpoint) => EndpointPatch | undefined,
  ): ReturnType<WebhookStore['update']> {
    return this.store.write(async (db) => {
      const row = await endpoints.lockEndpoint(db, this.store.dialect, id);
      const patch = row && decide(row);
      if (!patch) return row;
      const changed = await endpoints.patchEndpoint(db, id, patch, at);
      const isReady = row.state !== 'ENABLED' || row.url !== changed.url || row.sealedUrl !== changed.sealedUrl;
      if (isReady && changed.state === 'ENABLED') await deliveries.wakeEndpoint(db, id, at);
      return changed;
    });
  }

  async rewriteAddresses(rewrite: Parameters<typeof endpoints.rewriteAddresses>[2]): Promise<number> {
    const rewritten = await this.store.write((db) => endpoints.rewriteAddresses(db, this.store.dialect, rewrite));
    if (rewritten > 0) this.store.scrub();
    return rewritten;
  }

  fanOut(
    endpointId: string,
    from: number,
    to: number,
    made: readonly NewWebhookDelivery[],
    at: number,
  ): Promise<boolean> {
    return this.store.write((db) => deliveries.fanOut(db, endpointId, from, to, made, at));
  }

  due(now: number): Promise<string[]> {
    return this.store.read((db) => claims.endpointsDue(db, this.leaseOf(now, now).at));
  }

  claim(
    endpointId: string,
    now: number,
    leaseUntil: number,
    limit: number,
    except?: readonly string[],
  ): ReturnType<WebhookStore['claim']> {
    const { dialect } = this.store;
    const lease = this.leaseOf(now, leaseUntil);
    return this.store.write((db) => claims.claimDeliveries(db, dialect, endpointId, lease, limit, except));
  }

  settle(
    delivery: Pick<WebhookDelivery, 'id' | 'endpointId' | 'fence'>,
    at: number,
    decide: (endpoint: WebhookEndpoint) => Settlement,
  ): Promise<boolean> {
    return this.store.write((db) => claims.settleDelivery(db, this.store.dialect, delivery, at, decide));
  }

  breakLeases(now: number): Promise<void> {
    return this.store.writeOne((db) => deliveries.breakDeliveryLeases(db, now));
  }

  redeliver(deliveryId: string, at: number): ReturnType<WebhookStore['redeliver']> {
    return this.store.write((db) => deliveries.redeliver(db, deliveryId, at));
  }

  findDelivery(id: string): ReturnType<WebhookStore['findDelivery']> {
    return this.store.read((db) => deliveries.findDelivery(db, id));
  }

  page(endpointId: string, query: DeliveryQuery): Promise<WebhookDelivery[]> {
    return this.store.read((db) => deliveries.pageOfDeliveries(db, endpointId, query));
  }

  count(endpointId: string, state: WebhookDeliveryState | undefined): Promise<BoundedCount> {
    return this.store.read((db) => deliveries.countDeliveries(db, endpointId, state));
  }

  async clean(deliveredBefore: number, deadBefore: number): Promise<void> {
    const drop = (where: RawBuilder<unknown>) => dropRows(this.store, 'webhook_deliveries', ['id'], where);
    await drop(sql`state = 'DELIVERED' and settled_at < ${whole(deliveredBefore)}`);
    await drop(sql`state = 'DEAD' and settled_at < ${whole(deadBefore)}`);
    await drop(sql`endpoint_id in (select id from webhook_endpoints where state = 'DELETED')`);
    await this.store.writeOne(endpoints.dropEmptyEndpoints);
  }
}
