import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { OperationTypeNode, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';
import { noNumbersAfter } from './after-numbers.ts';
import { limitCost } from './cost/apollo-cost.ts';
import type { CostLimit } from './cost/cost-limit.ts';
import { MAX_TOKENS } from './document-limits.ts';
import { limitRules, noSubscriptions } from './limits.ts';
import type { HotPath } from './hot-path.ts';
import { answerType, unfitStatus } from './media-types.ts';
import { clientError, type PublicErrors } from './public-errors.ts';
import { variableErrors } from './variables.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly publicErrors: PublicErrors;
  readonly hotPath: HotPath;
  readonly introspection: boolean;
  /** Apollo Sandbox on GET /graphql in a browser. */
  readonly sandbox: boolean;
  /** "Did you mean" in errors. */
  readonly suggestions: boolean;
  readonly maxCallsPerRequest: number;
  readonly costs: CostLimit;
}

/** Apollo Server with this project's limits and error words; not started yet. */
export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: options.schema,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.suggestions,
    includeStacktraceInErrorResponses: false,
    formatError: options.publicErrors,
    persistedQueries: false,
    csrfPrevention: false, // cross-site.ts judges where requests come from, before they are read
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    validationRules: [...limitRules(options.maxCallsPerRequest), noSubscriptions, noNumbersAfter],
    validationOptions: { maxErrors: 5 },
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
      checkVariables(options.publicErrors),
      limitCost(options.costs, options.publicErrors),
      teach(options.hotPath),
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

/** The status of what Apollo refuses because it does not fit, by the media type of the answer. */
const statusByMediaType: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ request, response: { http, body } }) {
        const type = request.http && answerType(request.http.headers.get('accept'));
        const code = body.kind === 'single' ? body.singleResult.errors?.[0]?.extensions?.['code'] : undefined;
        if (type && http.status === 400 && code !== 'BAD_REQUEST') http.status = unfitStatus(type);
        return Promise.resolve();
      },
    }),
};

/**
 * Answers variables that do not fit before graphql-js sees them: its messages repeat the values.
 * All faults are answered at once; Apollo has room for one error here, so the list is put in place afterwards.
 */
function checkVariables(publicErrors: PublicErrors): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      let answers: GraphQLFormattedError[] | undefined;
      return Promise.resolve({
        didResolveOperation({ schema, operation, request: { variables } }) {
          const errors = operation ? variableErrors(schema, operation, variables ?? {}) : [];
          const [first] = errors;
          if (!first) return Promise.resolve();
          answers = errors.map((error) => publicErrors(error.toJSON(), error));
          return Promise.reject(first);
        },
        willSendResponse({ response }) {
          if (answers && response.body.kind === 'single') response.body.singleResult.errors = answers;
          return Promise.resolve();
        },
      });
    },
  };
}

/** Shows the hot path every document that Apollo has accepted by all its rules. */
function teach(hotPath: HotPath): ApolloServerPlugin<RequestContext> {
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
