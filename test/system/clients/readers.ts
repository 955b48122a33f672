import { ApolloClient, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client as UrqlClient, subscriptionExchange } from '@urql/core';
import { EventSource } from 'eventsource';
import { createClient, type ClientOptions } from 'graphql-ws';
import type { RequestParameters } from 'relay-runtime';
import { resumeLink } from '../../../examples/clients/apollo.ts';
import { createResumableStreams } from '../../../examples/clients/graphql-sse.ts';
import { createResumableClient } from '../../../examples/clients/graphql-ws.ts';
import { network } from '../../../examples/clients/relay.ts';
import { persistent } from '../../../examples/clients/retry.ts';
import { resumable } from '../../../examples/clients/urql.ts';

const CHANGED = 'subscription Changed($after: String) { recordingChanged(after: $after) { seq cursor } }';
const BATCHES = 'subscription Batches($after: String) { recordingChanges(after: $after) { seq cursor } }';
/** As client code has the variables. No client changes them. */
const variables = Object.freeze({ after: 'start' });

/** Numbers of the changes that a reader received, in order of arrival. */
export class Seen {
  readonly numbers: number[] = [];
  /** Ends the reader. */
  end: () => unknown = () => undefined;
  #error: unknown;
  #wake: (() => void) | undefined;

  /** Takes the error that a client gave up with. */
  readonly fail = (error: unknown): void => {
    this.#error = error;
    this.#wake?.();
  };

  readonly take = (data: unknown): void => {
    for (const field of Object.values((data ?? {}) as Record<string, unknown>)) {
      for (const { seq } of [field].flat() as { seq: string }[]) this.numbers.push(Number(seq));
    }
    this.#wake?.();
  };

  /** Resolves when the change with a number was seen; rejects when the client gave up before. */
  async until(seq: number): Promise<void> {
    while ((this.numbers.at(-1) ?? 0) < seq) {
      if (this.#error !== undefined) throw new Error('the client gave up', { cause: this.#error });
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

export interface Server {
  readonly origin: string;
  /** Resolves when clients may connect again. */
  readonly back: () => Promise<void>;
}

function socketOptions({ origin, back }: Server): ClientOptions {
  return { url: `${origin.replace('http', 'ws')}/graphql`, retryWait: back };
}

function sinkOf(seen: Seen) {
  return {
    next: ({ data }: { readonly data?: unknown }) => seen.take(data),
    error: seen.fail,
    complete: () => undefined,
  };
}

/** graphql-ws without the recipe. */
export function asItComes(server: Server): Seen {
  const seen = new Seen();
  const client = createClient({ ...persistent, ...socketOptions(server) });
  seen.end = () => client.dispose();
  client.subscribe({ query: CHANGED, variables }, sinkOf(seen));
  return seen;
}

function overGraphqlWs(query: string) {
  return (server: Server): Seen => {
    const seen = new Seen();
    const client = createResumableClient(socketOptions(server));
    seen.end = () => client.dispose();
    client.subscribe({ query, variables }, sinkOf(seen));
    return seen;
  };
}

function overApollo(server: Server): Seen {
  const seen = new Seen();
  const sockets = createClient({ ...persistent, ...socketOptions(server) });
  const link = resumeLink.concat(new GraphQLWsLink(sockets));
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  const reading = client.subscribe({ query: gql(CHANGED), variables, fetchPolicy: 'no-cache' });
  const subscription = reading.subscribe({ next: ({ data }) => seen.take(data), error: seen.fail });
  seen.end = async () => {
    subscription.unsubscribe();
    client.stop();
    await sockets.dispose();
  };
  return seen;
}

function overUrql(server: Server): Seen {
  const seen = new Seen();
  const sockets = createClient({ ...persistent, ...socketOptions(server) });
  const exchanges = [subscriptionExchange({ forwardSubscription: resumable(sockets) })];
  const client = new UrqlClient({ url: `${server.origin}/graphql`, exchanges });
  const reading = client.subscription(CHANGED, variables).subscribe(({ data, error }) => {
    if (error) seen.fail(error);
    seen.take(data);
  });
  seen.end = async () => {
    reading.unsubscribe();
    await sockets.dispose();
  };
  return seen;
}

function overRelay(server: Server): Seen {
  const seen = new Seen();
  const sockets = createResumableClient(socketOptions(server));
  const { execute } = network(`${server.origin}/graphql`, sockets);
  const name = { cacheID: 'changed', id: null, name: 'Changed', operationKind: 'subscription', metadata: {} } as const;
  const request: RequestParameters = { ...name, text: CHANGED };
  const reading = execute(request, variables, {}).subscribe({
    next: (answer) => seen.take((answer as { data?: unknown }).data),
    error: seen.fail,
  });
  seen.end = async () => {
    reading.unsubscribe();
    await sockets.dispose();
  };
  return seen;
}

function overGraphqlSse(singleConnection: boolean) {
  return ({ origin, back }: Server): Seen => {
    const seen = new Seen();
    const client = createResumableStreams({ url: `${origin}/graphql/stream`, singleConnection, retry: back });
    seen.end = () => client.dispose();
    client.subscribe({ query: CHANGED, variables }, sinkOf(seen));
    return seen;
  };
}

/** Plain EventSource: sends the same address and the last received id again. */
function overEventSource({ origin, back }: Server): Seen {
  const seen = new Seen();
  const search = new URLSearchParams({ query: CHANGED, variables: JSON.stringify(variables) });
  const source = new EventSource(`${origin}/graphql/stream?${search.toString()}`, {
    fetch: async (url, init) => {
      await back();
      return fetch(url, init);
    },
  });
  seen.end = () => source.close();
  source.addEventListener('next', ({ data }) => seen.take((JSON.parse(data as string) as { data: unknown }).data));
  return seen;
}

/** Every client with its recipe. Each call starts a reader. */
export const READERS: Readonly<Record<string, (server: Server) => Seen>> = {
  'graphql-ws': overGraphqlWs(CHANGED),
  'graphql-ws, in batches': overGraphqlWs(BATCHES),
  'Apollo Client': overApollo,
  urql: overUrql,
  Relay: overRelay,
  'graphql-sse, distinct connections': overGraphqlSse(false),
  'graphql-sse, single connection': overGraphqlSse(true),
  'EventSource, by Last-Event-ID': overEventSource,
};
