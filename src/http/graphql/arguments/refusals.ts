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

export interface Unfit {
  readonly document: Request['document'];
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly errors: readonly GraphQLError[];
}

/** The answer to a request with faults in arguments. Without `data`, nothing was executed. */
export interface Refusal extends ExecutionResult {
  readonly cost?: number;
}

/** Answers requests with faults in arguments: reports every fault, in payloads where possible. */
export class Refusals {
  readonly #options: RefusalsOptions;
  #schema: GraphQLSchema | undefined;

  constructor(options: RefusalsOptions) {
    this.#options = options;
  }

  /** Returns undefined if the faults are not in arguments. */
  async answer({ document, operationName, variables, context, errors }: Unfit): Promise<Refusal | undefined> {
    const { schema, showsSchema, costs } = this.#options;
    const operation = operationOf(document, operationName);
    const request: Request = { schema, document, operation, variables, showsSchema };
    const rest = errors.every(({ extensions }) => extensions['code'] === 'BAD_USER_INPUT')
      ? []
      : restOf(request, errors, this.#options);
    if (rest === errors) return undefined;
    const read = readArguments(request);
    const { inputs, others } = read;
    const isRefused = [...inputs.values()].some(({ faults }) => faults.length > 0);
    const isServed = !context.queryOnly || operation?.operation === OperationTypeNode.QUERY;
    const isReadable = isRefused && others.length === 0 && rest.length === 0 && !asksForSchema(document);
    if (!operation || !isReadable || !isServed) {
      const all = distinct([...rest, ...argumentErrors(request, read)]);
      return all.length > 0 ? { errors: all } : undefined;
    }
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

/** A rule for documents and the argument walk may find the same fault. */
function distinct(errors: readonly GraphQLError[]): GraphQLError[] {
  return [
    ...new Map(errors.map((error) => [`${error.message} ${String(error.extensions['argumentPath'])}`, error])).values(),
  ];
}

/** Introspection would show the schema without inputs. */
function asksForSchema({ loc }: Request['document']): boolean {
  return /__(?:schema|type)\b/.test(loc?.source.body ?? '');
}
