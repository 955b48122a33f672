import type { Client } from 'graphql-ws';
import { Network, Observable, type GraphQLResponse, type INetwork } from 'relay-runtime';

/** A network for Relay: queries and mutations by POST to `url`, subscriptions over a client of createResumableClient. */
export function network(url: string, sockets: Pick<Client, 'subscribe'>): INetwork {
  return Network.create(
    async ({ text: query }, variables) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphQLResponse;
    },
    ({ text, name: operationName }, variables) =>
      Observable.create<GraphQLResponse>((sink) =>
        sockets.subscribe(
          { query: text ?? '', operationName, variables },
          {
            next: (answer) => sink.next(answer as GraphQLResponse),
            error: (error) => sink.error(error as Error),
            complete: () => sink.complete(),
          },
        ),
      ),
  );
}
