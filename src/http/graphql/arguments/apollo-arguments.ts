import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../../graphql/context.ts';
import {
  clientError,
  errorPerFault,
  publicErrorsOf,
  unseenErrors,
  type PublicErrors,
} from '../../errors/public-errors.ts';
import { variablesFit } from './argument-errors.ts';
import type { Refusals, Refusal } from './refusals.ts';

/**
 * Answers a request with unfit arguments before graphql-js reads the arguments, because messages of graphql-js repeat
 * values. Apollo stops at the first fault, in the document or in the variables; this plugin reports every fault.
 */
export function checkArguments(
  refusals: Refusals,
  publicErrors: PublicErrors,
  showsSchema: boolean,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      return Promise.resolve({
        didResolveOperation({ schema, document, operation, request }) {
          const variables = request.variables ?? {};
          const fits = !operation || variablesFit({ schema, document, operation, variables, showsSchema });
          return fits ? Promise.resolve() : Promise.reject(clientError(UNREAD, 'BAD_USER_INPUT'));
        },
        async willSendResponse({ document, request, contextValue, errors, response: { http, body } }) {
          if (body.kind !== 'single' || body.singleResult.data !== undefined || !document) return;
          if (!errors?.every(({ extensions }) => UNFIT.has(extensions['code'] as string))) return;
          const { variables, operationName } = request;
          const unfit = { document, operationName, variables: variables ?? {}, context: contextValue, errors };
          const answer = await refusals.answer(unfit);
          if (!answer) return;
          body.singleResult = singleResultOf(answer, contextValue, publicErrors);
          if (answer.data !== undefined) http.status = 200;
        },
      });
    },
  };
}

const UNREAD = 'The variables do not fit the operation.';

/** Adds all faults of an argument, and errors of payloads whose `errors` the document does not select. */
export function addEveryError(publicErrors: PublicErrors): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ contextValue, errors, response: { body } }) {
          if (body.kind !== 'single' || body.singleResult.data === undefined) return Promise.resolve();
          const { singleResult } = body;
          const formatted = singleResult.errors ?? [];
          const all = [
            ...formatted.flatMap(
              (one, index) => errorPerFault(errors?.[index])?.map((each) => publicErrors(each.toJSON(), each)) ?? [one],
            ),
            ...unseenErrors(contextValue),
          ];
          if (all.length > formatted.length) singleResult.errors = all;
          return Promise.resolve();
        },
      }),
  };
}

const UNFIT: ReadonlySet<string> = new Set(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

function singleResultOf(
  { data, errors = [], cost }: Refusal,
  context: RequestContext,
  publicErrors: PublicErrors,
): { data?: Record<string, unknown> | null; errors?: GraphQLFormattedError[]; extensions?: Record<string, unknown> } {
  const all = [...publicErrorsOf(errors, publicErrors), ...unseenErrors(context)];
  return {
    ...(all.length > 0 && { errors: all }),
    ...(data !== undefined && { data }),
    ...(cost !== undefined && { extensions: { cost } }),
  };
}
