import { Client, fetchExchange } from '@urql/core';
import { createClient as createStreams } from 'graphql-sse';
import { createClient as createSockets } from 'graphql-ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import { proxies } from './proxies.ts';
import { served, socketUrl, start, watchedFetch } from './client-helpers.ts';

const server = served();
const CHANGED = `subscription ($id: ID!) {
  recordingChanged(after: "start", filter: { recordingIds: [$id] }) { to }
}`;

interface Live {
  iterate(request: {
    query: string;
    variables: Record<string, unknown>;
  }): AsyncIterableIterator<unknown, unknown, void>;
}

/** Reads until the vendor records: an event that the proxy holds back would never arrive. */
async function readsLive(client: Live): Promise<void> {
  const id = await start(server);
  const states: unknown[] = [];
  const answers = client.iterate({ query: CHANGED, variables: { id } });
  for await (const answer of answers) {
    states.push((answer as { data: { recordingChanged: { to: string } } }).data.recordingChanged.to);
    if (states.at(-1) === 'RECORDING') break;
  }
  expect(states[0]).toBe('STARTING');
}

describe.each(Object.entries(proxies()))('behind %s', (_name, startProxy) => {
  it('urql queries by GET', async () => {
    const { fetch, sent } = watchedFetch();
    const url = `${await startProxy(server.origin)}/graphql`;
    const client = new Client({ url, fetch, exchanges: [fetchExchange] });
    expect(await client.query<unknown>('{ vendors { name } }', {})).toMatchObject({ data: { vendors: [{}, {}] } });
    expect(sent.map(({ method, status }) => [method, status])).toEqual([['GET', 200]]);
  });

  it('graphql-ws reads changes as they come', async () => {
    const client = createSockets({ url: socketUrl({ origin: await startProxy(server.origin) }) });
    onTestFinished(() => client.dispose());
    await readsLive(client);
  });

  it.each([false, true])('graphql-sse reads changes as they come (singleConnection: %s)', async (singleConnection) => {
    const url = `${await startProxy(server.origin)}/graphql/stream`;
    const client = createStreams({ url, singleConnection });
    onTestFinished(() => client.dispose());
    await readsLive(client);
  });
});
