import {
  Client,
  fetchExchange,
  subscriptionExchange,
  type ClientOptions,
  type Exchange,
  type OperationResult,
} from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { createClient } from 'graphql-ws';
import { expect, it, onTestFinished } from 'vitest';
import { persistent } from '../../../examples/clients/retry.ts';
import { keys } from '../../../examples/clients/generated/graphcache-keys.ts';
import { possibleTypes } from '../../../examples/clients/generated/possible-types.ts';
import { resumable } from '../../../examples/clients/urql.ts';
import { newRoom, printed, served, socketUrl, START, start, watchedFetch, type Sent } from './client-helpers.ts';

const server = served();

function newClient(exchanges: Exchange[], options: Partial<ClientOptions> = {}): { client: Client; sent: Sent[] } {
  const { fetch, sent } = watchedFetch();
  return { client: new Client({ url: `${server.origin}/graphql`, fetch, exchanges, ...options }), sent };
}

const hinted = () => cacheExchange({ keys, possibleTypes });
const ONE = 'query One($id: ID!) { recording(id: $id) { id state labels { name value } } }';

it('sends short queries by GET, as it does by default, and is answered', async () => {
  const id = await start(server);
  const { client, sent } = newClient([fetchExchange]);
  const answer = await client.query<unknown>(ONE, { id });
  expect(answer).toMatchObject({ data: { recording: { id } }, error: undefined });
  expect(sent.map(({ method, status }) => [method, status])).toEqual([['GET', 200]]);
});

it('sends long queries by POST', async () => {
  const { client, sent } = newClient([fetchExchange]);
  const names = Array.from(
    { length: 45 },
    (_, at) => `aVeryLongNameOfAnAliasThatMakesTheAddressTooLong${at}: name`,
  ).join(' ');
  const { data, error } = await client.query<unknown>(`{ vendors { ${names} } }`, {});
  expect(error).toBeUndefined();
  expect(data).toMatchObject({ vendors: [{ aVeryLongNameOfAnAliasThatMakesTheAddressTooLong44: 'tencent' }, {}] });
  expect(sent.map(({ method }) => method)).toEqual(['POST']);
});

it('starts a recording by POST', async () => {
  const { client, sent } = newClient([fetchExchange]);
  const { data } = await client.mutation<unknown>(START, { input: newRoom() });
  expect(data).toMatchObject({ gmeStartRecord: { errors: [], recording: { state: 'STARTING' } } });
  expect(sent.map(({ method }) => method)).toEqual(['POST']);
});

it.each([false, 'within-url-limit'] as const)(
  'falls back to the document where it asks by hash (preferGetForPersistedQueries: %s)',
  async (preferGetForPersistedQueries) => {
    const id = await start(server);
    const { client, sent } = newClient([persistedExchange({ preferGetForPersistedQueries }), fetchExchange]);
    const answer = await client.query<unknown>(ONE, { id });
    expect(answer).toMatchObject({ data: { recording: { id } }, error: undefined });
    expect(sent).toHaveLength(2);
    // The client has learnt that the server does not support hashes.
    await client.query(ONE, { id: 'rec_another' });
    expect(sent).toHaveLength(3);
  },
);

it('reads the errors of what is no valid GraphQL', async () => {
  const { client } = newClient([fetchExchange]);
  const { error } = await client.query('{ nonsense }', {});
  expect(error?.graphQLErrors).toHaveLength(1);
});

it('puts the changes of a subscription into its cache', async () => {
  const id = await start(server);
  const sockets = createClient({ ...persistent, url: socketUrl(server) });
  onTestFinished(() => sockets.dispose());
  const live = subscriptionExchange({ forwardSubscription: resumable(sockets) });
  const { client } = newClient([hinted(), live, fetchExchange]);
  const recording = new Promise<void>((resolve) => {
    client.query(ONE, { id }).subscribe(({ data }) => {
      if ((data as { recording?: { state: string } } | undefined)?.recording?.state === 'RECORDING') resolve();
    });
  });
  const changed = `subscription ($after: String, $id: ID!) {
    recordingChanged(after: $after, filter: { recordingIds: [$id] }) { cursor recording { id state } }
  }`;
  const reading = client.subscription(changed, { after: 'start', id }).subscribe(() => undefined);
  await recording;
  reading.unsubscribe();
});

it('subscribes by fetch at /graphql/stream, and /graphql names that address', async () => {
  const id = await start(server);
  const query = `subscription ($id: ID!) {
    recordingChanged(after: "start", filter: { recordingIds: [$id] }) { to }
  }`;
  /** The first answer that the test looks for. */
  const reading = (path: string, isWanted: (answer: OperationResult<Changed>) => boolean) =>
    new Promise<OperationResult<Changed>>((resolve) => {
      const { client } = newClient([fetchExchange], { fetchSubscriptions: true });
      const answers = client.subscription<Changed>(query, { id }, { url: `${server.origin}${path}` });
      const subscription = answers.subscribe((answer) => {
        if (isWanted(answer)) resolve(answer);
      });
      onTestFinished(() => subscription.unsubscribe());
    });
  const refused = await reading('/graphql', ({ error }) => error !== undefined);
  expect(refused.error?.message).toContain('served at /graphql/stream');
  const answer = await reading('/graphql/stream', ({ data, error }) => {
    return error !== undefined || data?.recordingChanged.to === 'RECORDING';
  });
  expect(answer).toMatchObject({ data: { recordingChanged: { to: 'RECORDING' } }, error: undefined });
});

interface Changed {
  readonly recordingChanged: { readonly to: string };
}

/** Reads objects without an id, and an interface: Graphcache warns of both. */
async function busy(exchange: Exchange): Promise<void> {
  const id = await start(server, [{ name: 'a', value: '1' }]);
  const { client } = newClient([exchange, fetchExchange]);
  for (const query of [
    '{ vendors { name products { title mutation } } }',
    '{ recordings(first: 2) { edges { cursor node { id } } pageInfo { endCursor } } }',
    'query ($id: ID!) { node(id: $id) { id ... on Recording { state labels { name } manifest { json } } } }',
    ONE,
  ]) {
    expect((await client.query(query, { id })).error).toBeUndefined();
  }
  await client.mutation(START, { input: newRoom() });
}

it('warns of nothing with the generated hints', async () => {
  const messages = printed();
  await busy(hinted());
  expect(messages()).toEqual([]);
});

it('warns without the hints, or the test before would prove nothing', async () => {
  const messages = printed();
  await busy(cacheExchange({}));
  expect(messages().length).toBeGreaterThan(0);
});
