import { createClient, type Client, type ClientOptions } from 'graphql-sse';
import { moving } from './moving.ts';
import { backoff } from './retry.ts';

/**
 * A client of graphql-sse that reconnects until the server is available, and resumes after the last received change. Has no
 * `iterate`: changes in the queue of an iterator are received, but not yet processed.
 */
export function createResumableStreams<Single extends boolean = false>(
  options: ClientOptions<Single>,
): Omit<Client<Single>, 'iterate'> {
  const client = createClient<Single>({ retryAttempts: Infinity, retry: backoff, ...options });
  return {
    ...client,
    subscribe(request, sink, on) {
      const { variables, moveOn } = moving(request.variables);
      const next: typeof sink.next = (answer) => {
        sink.next(answer);
        moveOn(answer.data);
      };
      const end = { error: (error: unknown) => sink.error(error), complete: () => sink.complete() };
      return client.subscribe({ ...request, variables }, { next, ...end }, on);
    },
  };
}
