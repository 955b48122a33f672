import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { json, post, startTestServer, type TestServer } from '../../shared/running-server.ts';
import { temporaryFolder } from '../../shared/stores.ts';

const ERRORS = 'errors { code message path }';
const ENDPOINT = `endpoint {
  id url description state cause position failures oldSecretUntil
  filter { states kinds product room label { name value } }
}`;

type Fault = { code: string; message: string; path: string[] };
type Payload = {
  endpoint: { id: string; url: string; state: string; position: string; oldSecretUntil: string | null } | null;
  delivery: { id: string } | null;
  deletedId: string | null;
  secret: string | null;
  replayed: boolean;
  errors: Fault[];
};

let server: TestServer;
let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
  server = await startTestServer({
    environment: { DATABASE_URL: `sqlite:${path.join(folder, 'ledger.db')}`, DATA_DIR: folder },
  });
});

async function mutate(field: string, type: string, fields: string, input: object): Promise<Payload> {
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${fields} replayed ${ERRORS} } }`;
  const answer = await post(server, { query, variables: { input } });
  return json<{ data: Record<string, Payload> }>(answer).data[field]!;
}

const create = (input: object) =>
  mutate('createWebhookEndpoint', 'CreateWebhookEndpointInput', `secret ${ENDPOINT}`, input);
const update = (input: object) => mutate('updateWebhookEndpoint', 'UpdateWebhookEndpointInput', ENDPOINT, input);
const rotate = (input: object) =>
  mutate('rotateWebhookSecret', 'RotateWebhookSecretInput', `secret ${ENDPOINT}`, input);

const URL = 'https://hooks.example/tapedeck?team=7';

describe('an endpoint', () => {
  it('is made, read, changed and deleted', async () => {
    const filter = { states: ['COMPLETE', 'FAILED'], label: { name: 'lesson', value: null }, room: null };
    const made = await create({ url: URL, description: 'ours', filter });
    expect(made.errors).toEqual([]);
    expect(made.secret).toMatch(/^whsec_/);
    const { id } = made.endpoint!;
    expect(made.endpoint).toMatchObject({
      url: URL,
      state: 'ENABLED',
      position: '0',
      filter: { states: ['COMPLETE', 'FAILED'], kinds: null, product: null, room: null, label: { name: 'lesson' } },
    });
    const changed = await update({ id, filter: {}, enabled: false });
    expect(changed.endpoint).toMatchObject({ state: 'DISABLED', filter: { states: null }, description: 'ours' });
    const query = `{ webhookEndpoints { id state } webhookEndpoint(id: "${id}") { id } node(id: "${id}") { __typename id ... on WebhookEndpoint { state } } webhookDeliveries(endpointId: "${id}") { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    expect(json(await post(server, { query }))).toEqual({
      data: {
        webhookEndpoints: [{ id, state: 'DISABLED' }],
        webhookEndpoint: { id },
        node: { __typename: 'WebhookEndpoint', id, state: 'DISABLED' },
        webhookDeliveries: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      },
      extensions: { cost: 124 },
    });
    const deleted = await mutate('deleteWebhookEndpoint', 'DeleteWebhookEndpointInput', 'deletedId', { id });
    expect(deleted).toMatchObject({ deletedId: id, errors: [] });
    expect(json(await post(server, { query: '{ webhookEndpoints { id } }' }))).toEqual({
      data: { webhookEndpoints: [] },
      extensions: { cost: 100 },
    });
  });

  it('shows its secret once: neither a replay nor the ledger, the log or another answer has it', async () => {
    const key = { idempotencyKey: 'one' };
    const made = await create({ url: URL, ...key });
    const again = await create({ url: URL, ...key });
    expect(again).toMatchObject({ secret: null, replayed: true, endpoint: { id: made.endpoint!.id } });
    const rotated = await rotate({ id: made.endpoint!.id, ...key, idempotencyKey: 'two' });
    expect(rotated.secret).not.toBe(made.secret);
    expect(rotated.endpoint!.oldSecretUntil).not.toBeNull();
    const written = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'));
    for (const secret of [made.secret!, rotated.secret!]) {
      const bytes = secret.slice('whsec_'.length);
      for (const text of [...written, server.logged()]) expect(text).not.toContain(bytes);
    }
  });

  it.each([
    ['http://hooks.example/', 'url must begin with https://'],
    ['https://user:word@hooks.example/', 'url must hold no user and no password'],
    ['https://hooks.example:22/', 'url must have the port 443 or 8443'],
    ['https://hooks.example/#part', 'url must hold no fragment'],
    ['ftp://hooks.example/', 'url must begin with https://'],
    ['hooks.example', 'url must be an address of at most 2048 characters'],
  ])('cannot be at %s', async (url, message) => {
    const { endpoint, secret, errors } = await create({ url });
    expect([endpoint, secret]).toEqual([null, null]);
    expect(errors).toEqual([{ code: 'INVALID_INPUT', message, path: ['input', 'url'] }]);
  });

  it('must be known', async () => {
    const message = 'id must be that of a webhook endpoint';
    const unknown = [{ code: 'INVALID_INPUT', message, path: ['input', 'id'] }];
    expect((await update({ id: 'wh_none', enabled: true })).errors).toEqual(unknown);
    expect((await rotate({ id: 'wh_none' })).errors).toEqual(unknown);
    const redelivered = await mutate('redeliverWebhook', 'RedeliverWebhookInput', 'delivery { id }', {
      deliveryId: 'x',
    });
    expect(redelivered.errors).toMatchObject([{ path: ['input', 'deliveryId'] }]);
    const input = { endpointId: 'wh_none', after: 'start' };
    const replayed = await mutate('replayWebhook', 'ReplayWebhookInput', ENDPOINT, input);
    expect(replayed.errors).toMatchObject([{ path: ['input', 'endpointId'] }]);
  });

  it('may be on this machine in development only', async () => {
    expect((await create({ url: 'http://127.0.0.1:4999/hook' })).errors).toEqual([]);
    server = await startTestServer({ environment: { NODE_ENV: 'production' } });
    expect((await create({ url: 'http://127.0.0.1:4999/hook' })).errors).toHaveLength(1);
  });

  it('has its pages checked', async () => {
    for (const [args, field] of [
      ['first: 101', 'first'],
      ['last: 0', 'last'],
      ['first: 1, last: 1', 'last'],
      ['after: "nonsense"', 'after'],
      ['before: "nonsense"', 'before'],
    ]) {
      const query = `{ webhookDeliveries(endpointId: "x", ${args}) { nodes { id } } }`;
      expect((await post(server, { query })).text).toContain(field);
    }
  });
});
