import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import type { PublicErrors } from '../errors/public-errors.ts';
import type { CostLimit } from './cost-limit.ts';

/**
 * Refuses a request above the cost limit before the execution, reports the cost of queries, and replaces query answers
 * that became too large. Answers to mutations always stay complete, because a client must see the outcome.
 */
export function limitCost(costs: CostLimit, publicErrors: PublicErrors): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart() {
      let known: number | undefined;
      return Promise.resolve({
        didResolveOperation({ document, operation, request: { variables } }) {
          if (!operation) return Promise.resolve();
          const { cost, fault } = costs.judge(document, operation, variables);
          if (fault) return Promise.reject(fault);
          if (operation.operation === OperationTypeNode.QUERY && cost > 0) known = cost;
          return Promise.resolve();
        },
        willSendResponse({ response: { body }, contextValue: { budget } }) {
          if (known === undefined || body.kind !== 'single' || body.singleResult.data === undefined) {
            return Promise.resolve();
          }
          const fault = budget?.fault;
          if (fault) Object.assign(body.singleResult, { data: null, errors: [publicErrors(fault.toJSON(), fault)] });
          body.singleResult.extensions = { ...body.singleResult.extensions, cost: known };
          return Promise.resolve();
        },
      });
    },
  };
}
