import type { GraphqlParams } from '../graphql/graphql-params.ts';
import { randomUUID } from 'node:crypto';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  createSourceEventStream,
  getOperationAST,
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import { afterCursorRule } from '../graphql/after-cursor-rule.ts';
import { argumentErrors, variablesFit } from '../graphql/arguments/argument-errors.ts';
import { unfitErrors, type DocumentRules } from '../graphql/arguments/document-errors.ts';
import { Budget } from '../cost/answer-budget.ts';
import type { ApolloOptions } from '../graphql/apollo.ts';
import { documentFault } from '../graphql/document-limits.ts';
import { limitRules } from '../graphql/limits.ts';
import { clientError, publicErrorsOf } from '../errors/public-errors.ts';
import { DocumentCache } from './document-cache.ts';
import { rootDirectives } from './root-directives.ts';
import { SharedAnswers, type Answer, type AnswerStream, type Subscription } from './shared-answers.ts';

/** Result of an operation. Errors are public. */
export type OperationResult =
  /** The operation was not executed. */
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** One answer for every event. An answer is computed when the reader asks for the next answer. */
  | { readonly kind: 'stream'; readonly answers: AnswerStream };

export interface OperationsOptions extends Pick<
  ApolloOptions,
  'schema' | 'publicErrors' | 'maxCallsPerRequest' | 'costs' | 'showsSchema'
> {
  /** Executes queries and mutations, as over HTTP. An answer without `data`: the operation was not executed. */
  readonly answer: (params: GraphqlParams, context: RequestContext) => Promise<FormattedExecutionResult>;
}

/** Executes operations of any kind, for transports that can carry more than one answer. */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #rules: DocumentRules;
  readonly #documents: DocumentCache;
  readonly #shared: SharedAnswers;

  constructor(options: OperationsOptions) {
    const { schema, publicErrors, showsSchema } = options;
    this.#options = options;
    const rules = [...limitRules(options.maxCallsPerRequest), afterCursorRule];
    this.#rules = { rules, introspection: true };
    this.#documents = new DocumentCache({ schema, showsSchema, rules });
    this.#shared = new SharedAnswers({
      argsOf: (subscription) => ({ schema, ...executionOf(subscription) }),
      newContext: (): RequestContext => ({ requestId: randomUUID(), budget: new Budget() }),
      isTooLarge: (context) => (context as RequestContext).budget?.fault !== undefined,
      publish: ({ errors, ...rest }) => ({
        ...rest,
        ...(errors && { errors: publicErrorsOf(errors, publicErrors) }),
      }),
    });
  }

  get schema(): GraphQLSchema {
    return this.#options.schema;
  }

  /** Begins an operation. Never rejects. */
  async begin(params: GraphqlParams, context: RequestContext): Promise<OperationResult> {
    try {
      const document = this.#documents.parse(params.query);
      const fault = documentFault(document);
      if (fault !== undefined) return this.#refused([clientError(fault, 'GRAPHQL_VALIDATION_FAILED')]);
      const operation = getOperationAST(document, params.operationName);
      if (!operation && hasSubscription(document)) return this.#refused([notOneOf(params)]);
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return await this.#once(params, context);
      return await this.#subscribe(
        { source: params.query, document, operation, variables: params.variables ?? {} },
        context,
      );
    } catch (error) {
      return this.#refused([error]);
    }
  }

  /** Returns the kind of operation; undefined for a document that cannot be parsed. */
  kindOf({ query, operationName }: GraphqlParams): OperationTypeNode | undefined {
    try {
      return getOperationAST(this.#documents.parse(query), operationName)?.operation;
    } catch {
      return undefined; // `begin` reports the fault
    }
  }

  /** Returns the public form of an error. Logs a fault of the server; the client gets only the id of the fault. */
  public(error: unknown): GraphQLFormattedError {
    const graphqlError =
      error instanceof GraphQLError
        ? error
        : new GraphQLError('', { ...(error instanceof Error && { originalError: error }) });
    return this.#options.publicErrors(graphqlError.toJSON(), graphqlError);
  }

  async #once(params: GraphqlParams, context: RequestContext): Promise<OperationResult> {
    const answer = await this.#options.answer(params, { ...context, budget: new Budget() });
    return answer.data === undefined && answer.errors
      ? { kind: 'refused', errors: answer.errors }
      : { kind: 'answer', answer };
  }

  async #subscribe(subscription: Subscription, context: RequestContext): Promise<OperationResult> {
    const { schema, costs, showsSchema } = this.#options;
    const { source, document, operation, variables } = subscription;
    const request = { schema, document, operation, variables, showsSchema };
    // Checked before the rules: a rule of graphql-js throws for such directives.
    const isOptional = rootDirectives(document, operation.selectionSet).some(({ name }) => OPTIONS.has(name.value));
    if (isOptional) return this.#refused([clientError(WHOLE_ROOT, 'GRAPHQL_VALIDATION_FAILED')]);
    const invalid = this.#documents.errorsOf(source, document);
    if (invalid.length > 0) return this.#refused(unfitErrors(request, invalid, this.#rules));
    if (!variablesFit(request)) return this.#refused(argumentErrors(request));
    const { cost, fault } = costs.judge(document, operation, variables);
    if (fault) return this.#refused([fault]);
    const maxBatch = Math.max(1, Math.floor(costs.max / Math.max(1, cost)));
    const events = await createSourceEventStream({
      schema,
      ...executionOf(subscription),
      contextValue: { ...context, maxBatch },
    });
    if (!(Symbol.asyncIterator in events)) return this.#refused(events.errors ?? []);
    return { kind: 'stream', answers: this.#shared.stream(subscription, events as AsyncIterable<object>) };
  }

  #refused(errors: readonly unknown[]): OperationResult {
    const refusals = errors.flatMap((error) =>
      error instanceof GraphQLError ? publicErrorsOf([error], this.#options.publicErrors) : [this.public(error)],
    );
    return { kind: 'refused', errors: refusals };
  }
}

const OPTIONS: ReadonlySet<string> = new Set(['skip', 'include']);
const WHOLE_ROOT = 'The field of a subscription cannot be left out: @skip and @include go below it.';

function hasSubscription({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION,
  );
}

/** Returns the fault of a request that names no operation of the document. Apollo would only report that subscriptions are not supported. */
function notOneOf({ operationName }: GraphqlParams): GraphQLError {
  const message =
    operationName == null
      ? 'operationName is needed: the document holds several operations.'
      : 'The document holds no operation of that name.';
  return clientError(message, 'OPERATION_RESOLUTION_FAILURE');
}

function executionOf({ document, operation, variables }: Subscription) {
  return { document, operationName: operation.name?.value ?? null, variableValues: variables };
}
