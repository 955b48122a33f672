import type { NewWebhookEndpoint, EndpointPatch } from '../contract/webhook-store.ts';
import { lastSeq } from '../changes/change-log.ts';
import { textOf, whole } from '../contract/json-text.ts';
import type { Db, Dialect } from '../schema/store.ts';
import type { WebhookEndpoint } from '../contract/webhook-entities.ts';
import { toEndpoint, type WebhookEndpointsTable } from '../schema/webhook-tables.ts';

/** Inserts an endpoint, which receives changes that are committed later. Undefined: `max` endpoints exist already. */
export async function createEndpoint(
  db: Db,
  endpoint: NewWebhookEndpoint,
  max: number,
): Promise<WebhookEndpoint | undefined> {
  const { count } = await db
    .selectFrom('webhook_endpoints')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '<>', 'DELETED')
    .executeTakeFirstOrThrow();
  if (count >= max) return undefined;
  const record = await db
    .insertInto('webhook_endpoints')
    .values({
      id: endpoint.id,
      url: endpoint.url,
      sealed_url: endpoint.sealedUrl ?? null,
      description: endpoint.description,
      filter: textOf(endpoint.filter),
      state: 'ENABLED',
      cause: null,
      secret: endpoint.secret,
      old_secret: null,
      old_secret_until: null,
      position: await lastSeq(db),
      failures: 0,
      failing_since: null,
      hold_until: null,
      created_at: whole(endpoint.createdAt),
      updated_at: whole(endpoint.createdAt),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEndpoint(record);
}

export async function findEndpoint(db: Db, id: string): Promise<WebhookEndpoint | undefined> {
  const record = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', id)
    .where('state', '<>', 'DELETED')
    .executeTakeFirst();
  return record && toEndpoint(record);
}

/** Lists all endpoints, oldest first. */
export async function listEndpoints(db: Db): Promise<WebhookEndpoint[]> {
  const records = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('state', '<>', 'DELETED')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return records.map(toEndpoint);
}

/** Reads and locks an endpoint until the commit. */
export async function lockEndpoint(db: Db, dialect: Dialect, id: string): Promise<WebhookEndpoint | undefined> {
  const record = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', id)
    .where('state', '<>', 'DELETED')
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  return record && toEndpoint(record);
}

/** Updates an endpoint. `editedAt`: time of a client's update; absent for updates by the server. */
export async function patchEndpoint(
  db: Db,
  id: string,
  patch: EndpointPatch,
  editedAt?: number,
): Promise<WebhookEndpoint> {
  const record = await db
    .updateTable('webhook_endpoints')
    .set({ ...columnsOf(patch), ...(editedAt !== undefined && { updated_at: whole(editedAt) }) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEndpoint(record);
}

/** Rewrites the stored form of unsealed addresses, also of deleted endpoints. Returns the number of rewritten endpoints. */
export async function rewriteAddresses(
  db: Db,
  dialect: Dialect,
  rewrite: (row: WebhookEndpoint) => Pick<EndpointPatch, 'url' | 'sealedUrl'> | undefined,
): Promise<number> {
  const records = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('sealed_url', 'is', null)
    .orderBy('id')
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .execute();
  let rewritten = 0;
  for (const record of records) {
    const patch = rewrite(toEndpoint(record));
    if (!patch) continue;
    await patchEndpoint(db, record.id, patch);
    rewritten++;
  }
  return rewritten;
}

/** Removes deleted endpoints without deliveries. */
export async function dropEmptyEndpoints(db: Db): Promise<void> {
  await db
    .deleteFrom('webhook_endpoints')
    .where('state', '=', 'DELETED')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('webhook_deliveries')
            .select('webhook_deliveries.id')
            .whereRef('webhook_deliveries.endpoint_id', '=', 'webhook_endpoints.id'),
        ),
      ),
    )
    .execute();
}

function columnsOf(patch: EndpointPatch): Partial<WebhookEndpointsTable> {
  const { url, sealedUrl, description, filter, state, cause, secret, oldSecret, oldSecretUntil } = patch;
  const { position, failures, failingSince, holdUntil } = patch;
  return {
    ...(url !== undefined && { url }),
    ...(sealedUrl !== undefined && { sealed_url: sealedUrl }),
    ...(description !== undefined && { description }),
    ...(filter !== undefined && { filter: textOf(filter) }),
    ...(state !== undefined && { state }),
    ...(cause !== undefined && { cause }),
    ...(secret !== undefined && { secret }),
    ...(oldSecret !== undefined && { old_secret: oldSecret }),
    ...(oldSecretUntil !== undefined && { old_secret_until: whole(oldSecretUntil) }),
    ...(position !== undefined && { position }),
    ...(failures !== undefined && { failures }),
    ...(failingSince !== undefined && { failing_since: whole(failingSince) }),
    ...(holdUntil !== undefined && { hold_until: whole(holdUntil) }),
  };
}
