import { sql, type RawBuilder } from 'kysely';
import { numberChanges } from '../changes/change-log.ts';
import { whole } from '../contract/json-text.ts';
import type { WebhookStore } from '../contract/webhook-store.ts';
import { dropRows } from '../queue/drop-rows.ts';
import type { LeaseOf } from '../queue/lease.ts';
import type { Store } from '../schema/store.ts';
import * as claims from './claims.ts';
import * as deliveries from './deliveries.ts';
import * as endpoints from './endpoints.ts';

/** Stores webhook endpoints and their deliveries. */
export class SqlWebhooks implements WebhookStore {
  constructor(
    private readonly store: Store,
    private readonly leaseOf: LeaseOf,
  ) {}

  readonly insert: WebhookStore['insert'] = async (endpoint, max) => {
    // The endpoint must not receive earlier changes. A change without a sequence number would appear to be later.
    if (this.store.dialect === 'postgres') await this.store.read(numberChanges);
    return this.store.write((db) => endpoints.createEndpoint(db, endpoint, max));
  };

  readonly find: WebhookStore['find'] = (id) => this.store.read((db) => endpoints.findEndpoint(db, id));

  readonly list: WebhookStore['list'] = () => this.store.read(endpoints.listEndpoints);

  readonly update: WebhookStore['update'] = (id, at, decide) =>
    this.store.write(async (db) => {
      const endpoint = await endpoints.lockEndpoint(db, this.store.dialect, id);
      const patch = endpoint && decide(endpoint);
      if (!patch) return endpoint;
      const changed = await endpoints.patchEndpoint(db, id, patch, at);
      const hasOtherUrl = endpoint.url !== changed.url || endpoint.sealedUrl !== changed.sealedUrl;
      const isReady = endpoint.state !== 'ENABLED' || hasOtherUrl;
      if (isReady && changed.state === 'ENABLED') await deliveries.wakeEndpoint(db, id, at);
      return changed;
    });

  readonly rewriteAddresses: WebhookStore['rewriteAddresses'] = async (rewrite) => {
    const rewritten = await this.store.write((db) => endpoints.rewriteAddresses(db, this.store.dialect, rewrite));
    if (rewritten > 0) this.store.scrub();
    return rewritten;
  };

  readonly fanOut: WebhookStore['fanOut'] = (endpointId, from, to, made, at) =>
    this.store.write((db) => deliveries.fanOut(db, endpointId, from, to, made, at));

  readonly due: WebhookStore['due'] = (now) =>
    this.store.read((db) => claims.endpointsDue(db, this.leaseOf(now, now).at));

  readonly claim: WebhookStore['claim'] = (endpointId, now, leaseUntil, limit, except) => {
    const lease = this.leaseOf(now, leaseUntil);
    return this.store.write((db) => claims.claimDeliveries(db, this.store.dialect, endpointId, lease, limit, except));
  };

  readonly settle: WebhookStore['settle'] = (delivery, at, decide) =>
    this.store.write((db) => claims.settleDelivery(db, this.store.dialect, delivery, at, decide));

  readonly breakLeases: WebhookStore['breakLeases'] = (now) =>
    this.store.writeOne((db) => deliveries.breakDeliveryLeases(db, now));

  readonly redeliver: WebhookStore['redeliver'] = (deliveryId, at) =>
    this.store.write((db) => deliveries.redeliver(db, deliveryId, at));

  readonly findDelivery: WebhookStore['findDelivery'] = (id) =>
    this.store.read((db) => deliveries.findDelivery(db, id));

  readonly page: WebhookStore['page'] = (endpointId, query) =>
    this.store.read((db) => deliveries.pageOfDeliveries(db, endpointId, query));

  readonly count: WebhookStore['count'] = (endpointId, state) =>
    this.store.read((db) => deliveries.countDeliveries(db, endpointId, state));

  async clean(deliveredBefore: number, deadBefore: number): Promise<void> {
    const drop = (where: RawBuilder<unknown>) => dropRows(this.store, 'webhook_deliveries', ['id'], where);
    await drop(sql`state = 'DELIVERED' and settled_at < ${whole(deliveredBefore)}`);
    await drop(sql`state = 'DEAD' and settled_at < ${whole(deadBefore)}`);
    await drop(sql`endpoint_id in (select id from webhook_endpoints where state = 'DELETED')`);
    await this.store.writeOne(endpoints.dropEmptyEndpoints);
  }
}
