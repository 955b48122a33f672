import {
  Environment,
  RecordSource,
  Store,
  commitMutation,
  createOperationDescriptor,
  fetchQuery,
  getSingularSelector,
  requestSubscription,
  type ConcreteRequest,
  type Variables,
} from 'relay-runtime';
import { expect, it, onTestFinished } from 'vitest';
import { createResumableClient } from '../../../../examples/clients/graphql-ws.ts';
import { network } from '../../../../examples/clients/relay.ts';
import { newRoom, served, socketUrl, start } from '../client-helpers.ts';
import { compiled } from './compiled.ts';

const server = served();

function newEnvironment(): Environment {
  const sockets = createResumableClient({ url: socketUrl(server) });
  onTestFinished(() => sockets.dispose());
  return new Environment({
    network: network(`${server.origin}/graphql`, sockets),
    store: new Store(new RecordSource()),
  });
}

/** Sends a query and returns the store's data for the query. */
async function ask(environment: Environment, query: ConcreteRequest, variables: Variables): Promise<unknown> {
  await fetchQuery(environment, query, variables).toPromise();
  const operation = createOperationDescriptor(query, variables);
  environment.retain(operation);
  return environment.lookup(operation.fragment).data;
}

it('starts a recording, receives its changes, and fetches the recording again by its global id', async () => {
  const { request, fragment } = await compiled();
  const environment = newEnvironment();
  const started = await new Promise<unknown>((resolve, reject) => {
    commitMutation(environment, {
      mutation: request('documentsStartMutation'),
      variables: { input: newRoom() },
      onCompleted: resolve,
      onError: reject,
    });
  });
  const { recording } = (started as { gmeStartRecord: { recording: object } }).gmeStartRecord;
  const selector = getSingularSelector(fragment('documents_recording'), recording);
  const read = () => environment.lookup(selector).data as { id: string; state: string; room: string };
  const { id, room } = read();
  await new Promise<void>((resolve, reject) => {
    const { dispose } = requestSubscription(environment, {
      subscription: request('documentsChangedSubscription'),
      variables: { after: 'start', id },
      onNext() {
        if (read().state !== 'RECORDING') return;
        dispose();
        resolve();
      },
      onError: reject,
    });
  });
  const again = newEnvironment();
  const node = await ask(again, request('documentsRefetchQuery'), { id });
  const refetched = getSingularSelector(fragment('documents_recording'), (node as { node: never }).node);
  expect(again.lookup(refetched).data).toMatchObject({ id, room, state: 'RECORDING' });
});

it('reads a connection page by page', async () => {
  const ids: string[] = [];
  for (let room = 0; room < 5; room += 1) ids.unshift(await start(server, [{ name: 'relay', value: '1' }]));
  const { request, fragment } = await compiled();
  const environment = newEnvironment();
  const filter = { label: { name: 'relay' } };
  const root = await ask(environment, request('documentsFirstQuery'), { filter });
  const selector = getSingularSelector(fragment('documents_list'), root);
  const page = () => (environment.lookup(selector).data as { recordings: Page }).recordings;
  while (page().pageInfo.hasNextPage) {
    const cursor = page().pageInfo.endCursor;
    await ask(environment, request('documentsPageQuery'), { filter, count: 2, cursor });
  }
  expect(page().edges.map(({ node }) => node.id)).toEqual(ids);
});

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
