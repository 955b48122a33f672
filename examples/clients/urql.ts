import type { ExecutionResult, SubscriptionForwarder } from '@urql/core';
import type { Client } from 'graphql-ws';
import { moving } from './moving.ts';

/** `forwardSubscription` for subscriptionExchange of urql: subscriptions resume after the last received change. */
export function resumable(client: Client): SubscriptionForwarder {
  return ({ query = '', ...request }) => ({
    subscribe(sink) {
      const { variables, moveOn } = moving(request.variables);
      const unsubscribe = client.subscribe(
        { query, variables },
        {
          next(answer) {
            sink.next(answer as ExecutionResult);
            moveOn(answer.data);
          },
          error: (error) => sink.error(error),
          complete: () => sink.complete(),
        },
      );
      return { unsubscribe };
    },
  });
}
