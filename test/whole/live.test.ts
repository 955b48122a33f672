import { createClient } from 'graphql-ws';
import { createClient as createStreamClient } from 'graphql-sse';
import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { GME_INPUT, GME_START, errorsOf, post, startTestServer, type TestServer } from '../running-server.ts';

const CHANGED = `subscription ($after: Int64, $filter: RecordingChangeFilterInput) {
  recordingChanged(after: $after, filter: $filter) { seq kind to recording { id state files { name } changes { number } } }
}`;

interface Changed {
  readonly recordingChanged: {
    readonly seq: string;
    readonly to: string;
    readonly recording: { readonly id: string; readonly changes: readonly { readonly number: number }[] };
  };
}

function overWebSocket({ origin }: TestServer) {
  const client = createClient({ url: `${origin.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
  onTestFinished(() => client.dispose());
  return client;
}

function overEvents({ origin }: TestServer, singleConnection: boolean) {
  const client = createStreamClient({ url: `${origin}/graphql/stream`, singleConnection });
  onTestFinished(() => client.dispose());
  return client;
}

const WAYS = [
  ['graphql-ws', overWebSocket],
  ['graphql-sse, distinct connections', (server: TestServer) => overEvents(server, false)],
  ['graphql-sse, single connection', (server: TestServer) => overEvents(server, true)],
] as const;

describe.each(WAYS)('over %s', (_name, connect) => {
  it('the official client gets every change, from where it wants', async () => {
    const server = await startTestServer();
    const client = connect(server);
    const answers = client.iterate<Changed>({ query: CHANGED, variables: { after: 0 } });
    expect(errorsOf(await post(server, { query: GME_START, variables: { input: GME_INPUT } }))).toEqual([]);
    const first = await answers.next();
    expect(first.value?.errors).toBeUndefined();
    expect(first.value?.data?.recordingChanged).toMatchObject({ seq: '1', to: 'STARTING' });
    const second = await answers.next();
    expect(second.value?.data?.recordingChanged.seq).toBe('2');
    await answers.return?.();
  });

  it('the official client can read, too', async () => {
    const server = await startTestServer();
    const answers = connect(server).iterate({ query: '{ vendors { name } }' });
    expect((await answers.next()).value).toMatchObject({ data: { vendors: [{}, {}] } });
    expect((await answers.next()).done).toBe(true);
  });
});
