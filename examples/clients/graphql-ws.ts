import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import { moving } from './moving.ts';
import { persistent } from './retry.ts';

/**
 * A client of graphql-ws that connects again until the server is there, and goes on behind the last change that came.
 * Without `iterate`: what waits in its queue has come, and the subscription does not know.
 */
export function createResumableClient(options: ClientOptions): Omit<Client, 'iterate'> {
  const client = createClient({ ...persistent, ...options });
  return {
    ...client,
    subscribe(payload, sink) {
      const { variables, moveOn } = moving(payload.variables);
      const next: typeof sink.next = (answer) => {
        sink.next(answer);
        moveOn(answer.data);
      };
      const end = { error: (error: unknown) => sink.error(error), complete: () => sink.complete() };
      return client.subscribe({ ...payload, variables }, { next, ...end });
    },
  };
}
