import { createClient as createStreams } from 'graphql-sse';
import { createClient as createSockets } from 'graphql-ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newRoom, served, socketUrl, START, start } from './client-helpers.ts';

const server = served();

interface Live {
  iterate(request: {
    query: string;
    variables?: Record<string, unknown>;
  }): AsyncIterableIterator<unknown, unknown, void>;
  dispose(): unknown;
}

const CLIENTS: Readonly<Record<string, () => Live>> = {
  'graphql-ws': () => createSockets({ url: socketUrl(server) }),
  'graphql-sse, distinct connections': () => createStreams({ url: `${server.origin}/graphql/stream` }),
  'graphql-sse, single connection': () =>
    createStreams({ url: `${server.origin}/graphql/stream`, singleConnection: true }),
};

const all = async (answers: AsyncIterable<unknown>): Promise<unknown[]> => {
  const read: unknown[] = [];
  for await (const answer of answers) read.push(answer);
  return read;
};

describe.each(Object.entries(CLIENTS))('%s', (_name, create) => {
  const connect = (): Live => {
    const client = create();
    onTestFinished(() => void client.dispose());
    return client;
  };

  it('starts a recording and queries', async () => {
    const client = connect();
    const [started, ...more] = await all(client.iterate({ query: START, variables: { input: newRoom() } }));
    expect(started).toMatchObject({ data: { gmeStartRecord: { errors: [] } } });
    expect(more).toEqual([]);
    expect(await all(client.iterate({ query: '{ vendors { name } }' }))).toMatchObject([
      { data: { vendors: [{}, {}] } },
    ]);
  });

  it('reads several subscriptions at a time', async () => {
    const client = connect();
    const ids = [await start(server), await start(server)];
    const query = `subscription ($id: ID!) {
      recordingChanges(after: "start", filter: { recordingIds: [$id] }) { to recording { id } }
    }`;
    const reading = ids.map(async (id) => {
      for await (const answer of client.iterate({ query, variables: { id } })) {
        const { recordingChanges } = (answer as { data: { recordingChanges: LiveChange[] } }).data;
        expect(recordingChanges.map(({ recording }) => recording.id)).toEqual(recordingChanges.map(() => id));
        if (recordingChanges.at(-1)!.to === 'RECORDING') return 'RECORDING';
      }
      return 'ended';
    });
    expect(await Promise.all(reading)).toEqual(['RECORDING', 'RECORDING']);
  });
});

interface LiveChange {
  readonly to: string;
  readonly recording: { readonly id: string };
}
