import { ApolloLink } from '@apollo/client/link';
import { OperationTypeNode } from 'graphql';
import { tap } from 'rxjs';
import { moving } from './moving.ts';

/** A link for Apollo Client, in front of GraphQLWsLink: subscriptions resume after the last received change. */
export const resumeLink = new ApolloLink((operation, forward) => {
  if (operation.operationType !== OperationTypeNode.SUBSCRIPTION) return forward(operation);
  const { variables, moveOn } = moving(operation.variables);
  operation.variables = variables;
  return forward(operation).pipe(tap(({ data }) => moveOn(data)));
});
