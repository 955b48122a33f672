import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import { moving } from './moving.ts';

/** A client of graphql-ws that connects again until the server is there, and goes on behind the last change that came. */
export function createResumableClient(options: ClientOptions): Client {
  const client = createClient({ retryAttempts: Infinity, shouldRetry: () => true, ...options });
  return {
    ...client,
    subscribe(payload, sink) {
      const { variables, moveOn } = moving(payload.variables);
      const next: typeof sink.next = (answer) => {
        sink.next(answer);
        moveOn(answer.data);
      };
      return client.subscribe(
        { ...payload, variables },
        { ...sink, next, error: (e) => sink.error(e), complete: () => sink.complete() },
      );
    },
  };
}
