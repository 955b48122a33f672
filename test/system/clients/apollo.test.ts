import { createHash } from 'node:crypto';
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
  gql,
  type TypedDocumentNode,
} from '@apollo/client';
import { RemoveTypenameFromVariablesLink } from '@apollo/client/link/remove-typename';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { firstValueFrom } from 'rxjs';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { persistent } from '../../../examples/clients/retry.ts';
import { resumeLink } from '../../../examples/clients/apollo.ts';
import { possibleTypes } from '../../../examples/clients/generated/possible-types.ts';
import { typePolicies } from '../../../examples/clients/generated/type-policies.ts';
import { GmeStartRecordDocument } from '../../../examples/generated/graphql.ts';
import { newRoom, printed, served, socketUrl, start, watchedFetch, type Sent } from './client-helpers.ts';

const server = served();
let client: ApolloClient;
let sent: Sent[];

function newClient(cache: InMemoryCache): ApolloClient {
  const watched = watchedFetch();
  sent = watched.sent;
  const sockets = createClient({ ...persistent, url: socketUrl(server) });
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    resumeLink.concat(new GraphQLWsLink(sockets)),
    new RemoveTypenameFromVariablesLink().concat(
      new HttpLink({ uri: `${server.origin}/graphql`, fetch: watched.fetch }),
    ),
  );
  const made = new ApolloClient({ link, cache });
  onTestFinished(async () => {
    made.stop();
    await sockets.dispose();
  });
  return made;
}

beforeEach(() => {
  client = newClient(new InMemoryCache({ possibleTypes, typePolicies }));
});

const ONE = gql(`query One($id: ID!) { recording(id: $id) { id state labels { name value } } }`);

it('starts a recording, and reads it by its id', async () => {
  // A document of graphql-codegen: variables and answer have its types.
  const { data } = await client.mutate({ mutation: GmeStartRecordDocument, variables: { input: newRoom() } });
  const { recording, errors } = data!.gmeStartRecord;
  expect(errors).toEqual([]);
  const answer = await client.query({ query: ONE, variables: { id: recording!.id } });
  expect(answer.data).toMatchObject({ recording: { id: recording!.id } });
  expect(sent.map(({ method, status }) => [method, status])).toEqual([
    ['POST', 200],
    ['POST', 200],
  ]);
});

it('reads the errors of what is no valid GraphQL', async () => {
  const failing = client.query({ query: gql('{ nonsense }') });
  await expect(failing).rejects.toSatisfy((error) => CombinedGraphQLErrors.is(error));
  expect(sent.map(({ status }) => status)).toEqual([400]);
});

it.each([true, false])('falls back to the document where it asks by hash (by GET: %s)', async (byGet) => {
  const { fetch, sent: asked } = watchedFetch();
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hashes = new PersistedQueryLink({ sha256, useGETForHashedQueries: byGet });
  const link = hashes.concat(new HttpLink({ uri: `${server.origin}/graphql`, fetch }));
  const made = new ApolloClient({ link, cache: new InMemoryCache() });
  const { data } = await made.query({ query: gql('{ vendors { name } }') });
  expect(data).toMatchObject({ vendors: [{ name: 'tencent' }, { name: 'rongcloud' }] });
  expect(asked.map(({ method }) => method)).toEqual([byGet ? 'GET' : 'POST', 'POST']);
});

it('gets the address of subscriptions when it subscribes over HTTP', async () => {
  const link = new HttpLink({ uri: `${server.origin}/graphql` });
  const made = new ApolloClient({ link, cache: new InMemoryCache() });
  const answer = await firstValueFrom(made.subscribe({ query: gql('subscription { recordingChanged { to } }') }));
  expect(answer.error?.message).toMatch(/^A subscription is served over WebSocket .* at \/graphql\/stream\.$/);
});

it('puts the changes of a subscription into its cache', async () => {
  const id = await start(server);
  const watching = client.watchQuery<{ recording: { state: string } }>({ query: ONE, variables: { id } });
  const changes = client.subscribe({
    query: gql(`subscription ($after: String, $id: ID!) {
      recordingChanged(after: $after, filter: { recordingIds: [$id] }) { cursor recording { id state } }
    }`),
    variables: { after: 'start', id },
  });
  const listening = changes.subscribe({});
  const states = new Set<string>();
  await new Promise<void>((resolve) => {
    watching.subscribe(({ data }) => {
      const { state } = (data as { recording?: { state: string } } | undefined)?.recording ?? {};
      if (state !== undefined) states.add(state);
      if (state === 'RECORDING') resolve();
    });
  });
  expect(states).toContain('RECORDING');
  expect(sent).toHaveLength(1);
  listening.unsubscribe();
});

describe.each([
  ['edges', 'edges { cursor node { id } }', (page: Page) => page.edges!.map(({ node }) => node.id)],
  ['nodes', 'nodes { id }', (page: Page) => page.nodes!.map(({ id }) => id)],
])('a connection whose %s are selected', (_what, selection, idsOf) => {
  const PAGES: TypedDocumentNode<Answer, { first?: number; after?: string; label: string }> =
    gql(`query Pages($first: Int, $after: String, $label: String!) {
    recordings(first: $first, after: $after, filter: { label: { name: $label } }) {
      ${selection} pageInfo { hasNextPage endCursor }
    }
  }`);

  it('is one list, page by page, for each filter', async () => {
    const label = `apollo-${_what}`;
    const ids: string[] = [];
    for (let room = 0; room < 5; room += 1) ids.unshift(await start(server, [{ name: label, value: '1' }]));
    await start(server, [{ name: `${label}-other`, value: '1' }]);
    const reading = client.watchQuery({ query: PAGES, variables: { first: 2, label } });
    let { data } = await reading.refetch();
    while (data!.recordings.pageInfo.hasNextPage) {
      await reading.fetchMore({ variables: { after: data!.recordings.pageInfo.endCursor } });
      data = client.readQuery({ query: PAGES, variables: { first: 2, label } }) ?? undefined;
    }
    expect(idsOf(data!.recordings)).toEqual(ids);
    const other = await client.query({ query: PAGES, variables: { label: `${label}-other` } });
    expect(idsOf(other.data!.recordings)).toHaveLength(1);
  });

  it('does not look empty where only its page was read before', async () => {
    const label = `apollo-${_what}-later`;
    await start(server, [{ name: label, value: '1' }]);
    const query = gql(`query ($label: String!) {
      recordings(filter: { label: { name: $label } }) { pageInfo { hasNextPage } }
    }`);
    await client.query({ query, variables: { label } });
    const { data } = await client.query({ query: PAGES, variables: { label } });
    expect(idsOf(data!.recordings)).toHaveLength(1);
  });
});

interface Page {
  readonly edges?: readonly { readonly node: { readonly id: string } }[];
  readonly nodes?: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
interface Answer {
  readonly recordings: Page;
}

/** Reads lists that shrink and objects without an id whose fields differ: caches warn of both. */
async function busy(cached: ApolloClient): Promise<void> {
  const ids = [await start(server, [{ name: 'a', value: '1' }]), await start(server)];
  const once = async (query: string, variables = {}) => {
    const { error } = await cached.query({ query: gql(query), variables, fetchPolicy: 'network-only' });
    expect(error).toBeUndefined();
  };
  await once('{ vendors { name products { title mutation } } }');
  await once('{ vendors { state } }');
  await once('query ($id: ID!) { node(id: $id) { id ... on Recording { state labels { name } } } }', { id: ids[0] });
  await once('query ($id: ID!) { recording(id: $id) { id labels { value } manifest { json } } }', { id: ids[0] });
  await once('query ($id: ID!) { recording(id: $id) { id manifest { signature } } }', { id: ids[0] });
  await once('{ recordings(first: 2) { nodes { id } pageInfo { endCursor } } }');
  await once('{ recordings(first: 1) { nodes { id } pageInfo { hasNextPage } } }');
  // Written by hand: labels never change.
  const query = gql('query ($id: ID!) { recording(id: $id) { __typename id labels { __typename name } } }');
  for (const names of [['a', 'b'], ['c']]) {
    const list = names.map((name) => ({ __typename: 'NameValue', name }));
    const recording = { __typename: 'Recording', id: ids[0], labels: list };
    cached.writeQuery({ query, variables: { id: ids[0] }, data: { recording } });
  }
  expect(cached.readQuery({ query, variables: { id: ids[0] } })).toMatchObject({
    recording: { labels: [{ name: 'c' }] },
  });
}

it('warns of nothing with the generated hints', async () => {
  const messages = printed();
  await busy(client);
  expect(messages()).toEqual([]);
});

it('warns without the hints, or the test before would prove nothing', async () => {
  const messages = printed();
  await busy(newClient(new InMemoryCache()));
  expect(messages().length).toBeGreaterThan(0);
});
