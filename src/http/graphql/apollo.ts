import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import { afterCursorRule } from './after-cursor-rule.ts';
import { checkArguments, addEveryError } from './arguments/apollo-arguments.ts';
import { Refusals } from './arguments/refusals.ts';
import { MAX_ERRORS } from './arguments/document-errors.ts';
import { limitCost } from '../cost/apollo-cost.ts';
import type { CostLimit } from '../cost/cost-limit.ts';
import { MAX_TOKENS } from './document-limits.ts';
import { limitRules, noSubscriptions } from './limits.ts';
import type { HotPath } from './hot-path.ts';
import { answerType, unfitStatus } from './media-types.ts';
import { clientError, type PublicErrors } from '../errors/public-errors.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly publicErrors: PublicErrors;
  readonly hotPath: HotPath;
  readonly introspection: boolean;
  /** Apollo Sandbox on GET /graphql in a browser. */
  readonly sandbox: boolean;
  /** Whether errors tell names of the schema: suggestions, types, values of enums. */
  readonly showsSchema: boolean;
  readonly maxCallsPerRequest: number;
  readonly costs: CostLimit;
}

/** Apollo Server with this project's limits and error words; not started yet. */
export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  const { schema, introspection, showsSchema, costs, publicErrors } = options;
  const rules = [...limitRules(options.maxCallsPerRequest), noSubscriptions, afterCursorRule];
  const refusals = new Refusals({ schema, introspection, showsSchema, costs, rules });
  return new ApolloServer<RequestContext>({
    schema,
    introspection,
    hideSchemaDetailsFromClientErrors: !showsSchema,
    includeStacktraceInErrorResponses: false,
    formatError: publicErrors,
    persistedQueries: false,
    csrfPrevention: false, // cross-site.ts judges where requests come from, before they are read
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    validationRules: rules,
    validationOptions: { maxErrors: MAX_ERRORS },
    executionOptions: { maxCoercionErrors: 5 },
    stopOnTerminationSignals: false, // server.ts stops everything, in order
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      options.sandbox
        ? ApolloServerPluginLandingPageLocalDefault({ footer: false })
        : ApolloServerPluginLandingPageDisabled(),
      queriesOnlyByGet,
      checkArguments(refusals, publicErrors, showsSchema),
      addEveryError(publicErrors),
      limitCost(costs, publicErrors),
      teachHotPath(options.hotPath),
      statusByMediaType,
    ],
  });
}

/** Refuses, for a request that came by GET, what is no query. */
const queriesOnlyByGet: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ contextValue, operation }) {
        if (!contextValue.queryOnly || operation?.operation === OperationTypeNode.QUERY) return Promise.resolve();
        const headers = new HeaderMap([['allow', 'POST']]);
        const words = 'By GET only queries are served: send a mutation by POST.';
        return Promise.reject(clientError(words, 'BAD_REQUEST', { status: 405, headers }));
      },
    }),
};

/**
 * The status of what Apollo refuses because it does not fit, by the media type of the answer. What was executed is answered
 * with 200, also where it was given up: errors of ours ask for 400, and the hot path has no such word.
 */
const statusByMediaType: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ request, response: { http, body } }) {
        const type = request.http && answerType(request.http.headers.get('accept'));
        if (body.kind === 'single' && body.singleResult.data !== undefined) http.status = 200;
        const code = body.kind === 'single' ? body.singleResult.errors?.[0]?.extensions?.['code'] : undefined;
        if (type && http.status === 400 && code !== 'BAD_REQUEST') http.status = unfitStatus(type);
        return Promise.resolve();
      },
    }),
};

/** Shows the hot path every document that Apollo has accepted by all its rules. */
function teachHotPath(hotPath: HotPath): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ source, document }) {
          hotPath.learn(source, document);
          return Promise.resolve();
        },
      }),
  };
}
