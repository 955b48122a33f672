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
  /** Whether GET /graphql shows Apollo Sandbox to browsers. */
  readonly sandbox: boolean;
  /** Whether errors name parts of the schema: suggestions, types, values of enums. */
  readonly showsSchema: boolean;
  readonly maxCallsPerRequest: number;
  readonly costs: CostLimit;
  /** Path below which the server is published, if any. */
  readonly publicPath?: string;
}

/** Creates Apollo Server with Tapedeck's limits and error messages, not yet started. */
export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  const { schema, introspection, showsSchema, costs, publicErrors } = options;
  const rules = [...limitRules(options.maxCallsPerRequest), noSubscriptions(options.publicPath ?? ''), afterCursorRule];
  const refusals = new Refusals({ schema, introspection, showsSchema, costs, rules });
  return new ApolloServer<RequestContext>({
    schema,
    introspection,
    hideSchemaDetailsFromClientErrors: !showsSchema,
    includeStacktraceInErrorResponses: false,
    formatError: publicErrors,
    persistedQueries: false,
    csrfPrevention: false, // cross-site.ts checks the origin before a request is read
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    validationRules: rules,
    validationOptions: { maxErrors: MAX_ERRORS },
    executionOptions: { maxCoercionErrors: 5 },
    stopOnTerminationSignals: false, // server.ts stops all services in order
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

const queriesOnlyByGet: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ contextValue, operation }) {
        if (!contextValue.queryOnly || operation?.operation === OperationTypeNode.QUERY) return Promise.resolve();
        const headers = new HeaderMap([['allow', 'POST']]);
        const message = 'By GET only queries are served: send a mutation by POST.';
        return Promise.reject(clientError(message, 'BAD_REQUEST', { status: 405, headers }));
      },
    }),
};

/**
 * Sets the status of a refused request by the media type of the answer. An executed request gets 200 even if the answer
 * was replaced: `clientError` asks for 400, which the hot path does not know.
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

/** Passes documents that Apollo accepted to the hot path. */
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
