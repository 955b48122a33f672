import type { Asked } from '../graphql/asked.ts';
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
import { noNumbersAfter } from '../graphql/after-numbers.ts';
import { argumentErrors, variablesFit } from '../graphql/arguments/argument-errors.ts';
import { unfitErrors, type DocumentRules } from '../graphql/arguments/unfit.ts';
import { Budget } from '../cost/answer-budget.ts';
import type { CostLimit } from '../cost/cost-limit.ts';
import { documentFault } from '../graphql/document-limits.ts';
import { limitRules } from '../graphql/limits.ts';
import { clientError, eachPublic, type PublicErrors } from '../errors/public-errors.ts';
import { Documents } from './documents.ts';
import { rootDirectives } from './root-directives.ts';
import { SharedAnswers, type Answer, type AnswerStream, type Subscription } from './shared-answers.ts';

/** What becomes of it. Errors are in public words. */
export type Begun =
  /** Nothing was executed. */
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** One answer for every event; each is made when it is asked for. */
  | { readonly kind: 'stream'; readonly answers: AnswerStream };

export interface OperationsOptions {
  readonly schema: GraphQLSchema;
  readonly publicErrors: PublicErrors;
  readonly maxCallsPerRequest: number;
  readonly costs: CostLimit;
  /** Whether errors tell names of the schema, and whether it may be asked for. */
  readonly tells: boolean;
  /** Answers whatever is no subscription, as over HTTP. Without `data`: nothing was executed. */
  readonly answer: (asked: Asked, context: RequestContext) => Promise<FormattedExecutionResult>;
}

/** Operations of any kind, for transports that can give more than one answer. */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #rules: DocumentRules;
  readonly #documents: Documents;
  readonly #shared: SharedAnswers;

  constructor(options: OperationsOptions) {
    const { schema, publicErrors, tells } = options;
    this.#options = options;
    const rules = [...limitRules(options.maxCallsPerRequest), noNumbersAfter];
    this.#rules = { rules, introspection: true };
    this.#documents = new Documents({ schema, tells, rules });
    this.#shared = new SharedAnswers({
      argsOf: (subscription) => ({ schema, ...executionOf(subscription) }),
      newContext: (): RequestContext => ({ requestId: randomUUID(), budget: new Budget() }),
      isTooLarge: (context) => (context as RequestContext).budget?.fault !== undefined,
      publish: ({ errors, ...rest }) => ({
        ...rest,
        ...(errors && { errors: eachPublic(errors, publicErrors) }),
      }),
    });
  }

  get schema(): GraphQLSchema {
    return this.#options.schema;
  }

  /** Begins an operation. Rejects never. */
  async begin(asked: Asked, context: RequestContext): Promise<Begun> {
    try {
      const document = this.#documents.parse(asked.query);
      const fault = documentFault(document);
      if (fault !== undefined) return this.#refused([clientError(fault, 'GRAPHQL_VALIDATION_FAILED')]);
      const operation = getOperationAST(document, asked.operationName);
      if (!operation && holdsSubscription(document)) return this.#refused([notOneOf(asked)]);
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return await this.#once(asked, context);
      return await this.#subscribe(
        { source: asked.query, document, operation, variables: asked.variables ?? {} },
        context,
      );
    } catch (error) {
      return this.#refused([error]);
    }
  }

  /** Which kind of operation this is; undefined where that cannot be told. */
  kindOf({ query, operationName }: Asked): OperationTypeNode | undefined {
    try {
      return getOperationAST(this.#documents.parse(query), operationName)?.operation;
    } catch {
      return undefined; // `begin` says why
    }
  }

  /** An error in public words; a fault of ours is logged, and only its id is told. */
  public(error: unknown): GraphQLFormattedError {
    const graphqlError =
      error instanceof GraphQLError
        ? error
        : new GraphQLError('', { ...(error instanceof Error && { originalError: error }) });
    return this.#options.publicErrors(graphqlError.toJSON(), graphqlError);
  }

  async #once(asked: Asked, context: RequestContext): Promise<Begun> {
    const answer = await this.#options.answer(asked, { ...context, budget: new Budget() });
    return answer.data === undefined && answer.errors
      ? { kind: 'refused', errors: answer.errors }
      : { kind: 'answer', answer };
  }

  async #subscribe(subscription: Subscription, context: RequestContext): Promise<Begun> {
    const { schema, costs, tells } = this.#options;
    const { source, document, operation, variables } = subscription;
    const request = { schema, document, operation, variables, tells };
    // No rule beside the others: graphql-js has one that fails over them, and without its field nothing can be begun.
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
    return { kind: 'stream', answers: this.#shared.stream(subscription, events) };
  }

  #refused(errors: readonly unknown[]): Begun {
    const told = errors.flatMap((error) =>
      error instanceof GraphQLError ? eachPublic([error], this.#options.publicErrors) : [this.public(error)],
    );
    return { kind: 'refused', errors: told };
  }
}

const OPTIONS: ReadonlySet<string> = new Set(['skip', 'include']);
const WHOLE_ROOT = 'The field of a subscription cannot be left out: @skip and @include go below it.';

function holdsSubscription({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION,
  );
}

/** Why none of a document's operations is the one. What answers queries would say only that it has no subscriptions. */
function notOneOf({ operationName }: Asked): GraphQLError {
  const words =
    operationName == null
      ? 'operationName is needed: the document holds several operations.'
      : 'The document holds no operation of that name.';
  return clientError(words, 'OPERATION_RESOLUTION_FAILURE');
}

function executionOf({ document, operation, variables }: Subscription) {
  return { document, operationName: operation.name?.value ?? null, variableValues: variables };
}
