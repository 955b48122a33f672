import { execute, type ExecutionResult, type GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { RequestContext } from '../../../graphql/context.ts';
import type { CostLimit } from '../../cost/cost-limit.ts';
import { argumentErrors } from './argument-errors.ts';
import { operationOf, readArguments, type Request } from './argument-walk.ts';
import { refusingSchema, withoutRootInputs } from './refusing-schema.ts';
import { restOf, type DocumentRules } from './document-errors.ts';

export interface RefusalsOptions extends DocumentRules {
  readonly schema: GraphQLSchema;
  readonly costs: CostLimit;
  /** Whether messages name types and values of the schema. */
  readonly showsSchema: boolean;
}

/** A request that cannot be executed as it is. */
export interface Unfit {
  readonly document: Request['document'];
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  /** What was found wrong. */
  readonly errors: readonly GraphQLError[];
}

/** What a request is answered of which an argument has faults. Where there is no `data`, nothing was executed. */
export interface Refusal extends ExecutionResult {
  /** Of a query that was executed. */
  readonly cost?: number;
}

/** Answers requests whose arguments have faults: every fault at once, in the payloads where there are some. */
export class Refusals {
  readonly #options: RefusalsOptions;
  #schema: GraphQLSchema | undefined;

  constructor(options: RefusalsOptions) {
    this.#options = options;
  }

  /** Undefined where the faults of the request lie elsewhere. */
  async answer({ document, operationName, variables, context, errors }: Unfit): Promise<Refusal | undefined> {
    const { schema, showsSchema, costs } = this.#options;
    const operation = operationOf(document, operationName);
    const request: Request = { schema, document, operation, variables, showsSchema };
    const rest = errors.every(isOfVariables) ? [] : restOf(request, errors, this.#options);
    if (rest === errors) return undefined;
    const read = readArguments(request);
    const { inputs, others } = read;
    const isRefused = [...inputs.values()].some(({ faults }) => faults.length > 0);
    const isServed = !context.queryOnly || operation?.operation === OperationTypeNode.QUERY;
    const isReadable = isRefused && others.length === 0 && rest.length === 0 && !asksForSchema(document);
    if (!operation || !isReadable || !isServed) return toldAtTheTop([...rest, ...argumentErrors(request, read)]);
    const { cost, fault } = costs.judge(document, operation, variables);
    if (fault) return { errors: [fault] };
    const result = await execute({
      schema: (this.#schema ??= refusingSchema(schema)),
      document: withoutRootInputs(schema, document, operation),
      rootValue: inputs,
      contextValue: context,
      variableValues: variables,
    });
    if (operation.operation !== OperationTypeNode.QUERY || cost === 0) return result;
    const tooLarge = context.budget?.fault;
    return { ...(tooLarge ? { errors: [tooLarge], data: null } : result), cost };
  }
}

function toldAtTheTop(errors: readonly GraphQLError[]): Refusal | undefined {
  return errors.length > 0 ? { errors: distinct(errors) } : undefined;
}

/** A rule for documents and the reading of an argument may find the same. */
function distinct(errors: readonly GraphQLError[]): GraphQLError[] {
  return [
    ...new Map(errors.map((error) => [`${error.message} ${String(error.extensions['argumentPath'])}`, error])).values(),
  ];
}

function isOfVariables({ extensions }: GraphQLError): boolean {
  return extensions['code'] === 'BAD_USER_INPUT';
}

/** Introspection would show the schema that has no inputs. */
function asksForSchema({ loc }: Request['document']): boolean {
  return /__(?:schema|type)\b/.test(loc?.source.body ?? '');
}
