import { createClient, type Client, type ClientOptions } from 'graphql-sse';
import { moving } from './moving.ts';

/** A client of graphql-sse that connects again until the server is there, and goes on behind the last change that came. */
export function createResumableStreams<SingleConnection extends boolean = false>(
  options: ClientOptions<SingleConnection>,
): Client<SingleConnection> {
  const client = createClient<SingleConnection>({ retryAttempts: Infinity, ...options });
  return {
    ...client,
    subscribe(request, sink, on) {
      const { variables, moveOn } = moving(request.variables);
      const next: typeof sink.next = (answer) => {
        sink.next(answer);
        moveOn(answer.data);
      };
      return client.subscribe(
        { ...request, variables },
        { ...sink, next, error: (e) => sink.error(e), complete: () => sink.complete() },
        on,
      );
    },
  };
}
