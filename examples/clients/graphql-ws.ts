import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import { moving } from './moving.ts';
import { persistent } from './retry.ts';

/**
 * A client of graphql-ws that reconnects until the server is available, and resumes after the last received change. Has no
 * `iterate`: changes in the queue of an iterator are received, but not yet processed.
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
