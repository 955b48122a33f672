import { lastSeq, numberChanges } from '../changes/change-log.ts';
import type { WebhookEndpoint } from '../contract/webhook-entities.ts';
import type { EndpointPatch, WebhookStore } from '../contract/webhook-store.ts';
import { columnsOf, toEndpoint } from '../schema/row-mappers.ts';
import type { Db, Store } from '../schema/store.ts';
import { wakeEndpoint } from './deliveries.ts';

type EndpointStore = Pick<WebhookStore, 'insert' | 'find' | 'list' | 'update' | 'rewriteAddresses'>;

const NEW = { state: 'ENABLED', cause: null, failures: 0, failingSince: null, holdUntil: null } as const;
const NO_OLD_SECRET = { oldSecret: null, oldSecretUntil: null };

/** Stores the endpoints of webhooks. */
export function endpointStore(store: Store): EndpointStore {
  return {
    async insert({ createdAt, sealedUrl = null, ...given }, max) {
      // The endpoint must not receive earlier changes. A change without a sequence number would appear to be later.
      if (store.dialect === 'postgres') await store.read(numberChanges);
      return store.write(async (db) => {
        if ((await list(db)).length >= max) return undefined;
        const times = { createdAt, updatedAt: createdAt };
        const endpoint = { ...given, sealedUrl, ...NEW, ...NO_OLD_SECRET, position: await lastSeq(db), ...times };
        const record = await db
          .insertInto('webhook_endpoints')
          .values(columnsOf(endpoint))
          .returningAll()
          .executeTakeFirstOrThrow();
        return toEndpoint(record);
      });
    },

    find: (id) => store.read((db) => findEndpoint(db, id)),

    list: () => store.read(list),

    update: (id, at, decide) =>
      store.write(async (db) => {
        const endpoint = await findEndpoint(db, id, store.shared);
        const patch = endpoint && decide(endpoint);
        if (!patch) return endpoint;
        const changed = await patchEndpoint(db, id, { ...patch, updatedAt: at });
        const hasOtherUrl = endpoint.url !== changed.url || endpoint.sealedUrl !== changed.sealedUrl;
        const isReady = endpoint.state !== 'ENABLED' || hasOtherUrl;
        if (isReady && changed.state === 'ENABLED') await wakeEndpoint(db, id, at);
        return changed;
      }),

    async rewriteAddresses(rewrite) {
      const rewritten = await store.write(async (db) => {
        const records = await db
          .selectFrom('webhook_endpoints')
          .selectAll()
          .where('sealed_url', 'is', null)
          .orderBy('id')
          .$if(store.shared, (query) => query.forUpdate())
          .execute();
        let count = 0;
        for (const record of records) {
          const patch = rewrite(toEndpoint(record));
          if (!patch) continue;
          await patchEndpoint(db, record.id, patch);
          count++;
        }
        return count;
      });
      if (rewritten > 0) store.scrub();
      return rewritten;
    },
  };
}

async function list(db: Db): Promise<WebhookEndpoint[]> {
  const records = await undeleted(db).orderBy('created_at').orderBy('id').execute();
  return records.map(toEndpoint);
}

/** Finds an endpoint. `isLocked`: locks the endpoint until the commit. */
export async function findEndpoint(db: Db, id: string, isLocked = false): Promise<WebhookEndpoint | undefined> {
  const record = await undeleted(db)
    .where('id', '=', id)
    .$if(isLocked, (query) => query.forUpdate())
    .executeTakeFirst();
  return record && toEndpoint(record);
}

function undeleted(db: Db) {
  return db.selectFrom('webhook_endpoints').selectAll().where('state', '<>', 'DELETED');
}

/** Updates an endpoint. `updatedAt` is present in updates by a client. */
export async function patchEndpoint(
  db: Db,
  id: string,
  patch: EndpointPatch & { readonly updatedAt?: number },
): Promise<WebhookEndpoint> {
  const record = await db
    .updateTable('webhook_endpoints')
    .set(columnsOf(patch))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEndpoint(record);
}
