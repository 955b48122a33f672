import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { RequestContext } from '../../graphql/context.ts';
import { isObject } from './asked.ts';
import { CostLimit, type CostOf } from '../cost/cost-limit.ts';
import { oneOfCheck, type OneOfCheck } from './one-of-check.ts';
import { holdsEmptyList } from './arguments/empty-lists.ts';
import { leavesDefaultsOpen } from './arguments/place-defaults.ts';
import { eachPublic, unseenErrors, type PublicErrors } from '../errors/public-errors.ts';
import { tooManyValues } from './variable-sizes.ts';

// Apollo's own pipeline costs more than everything else that is done for a mutation together. This is the way beside
// it, for the common request only: that of a document that Apollo has accepted before. Whatever is out of
// the ordinary goes to Apollo, before anything was executed; test/integration/http/graphql/hot-path.test.ts holds the two answers equal.

/** Programs kept, and characters of their documents: a program takes a hundred times the text it was made of. */
const MAX_DOCUMENTS = 200;
const MAX_CHARACTERS = 256 * 1024;
/** Longer documents are no client's daily work. */
const LONGEST_DOCUMENT = 16 * 1024;
/** Documents seen once. Making a program costs as much as ten answers, so it is made for those that come again. */
const MAX_SEEN = 1000;

/** Introspection can be forbidden by Apollo, so its documents always go there; and the compiler loses a key `__proto__`. */
const EXTRAORDINARY = /__(?:schema|type|proto__)\b/;

interface Program {
  readonly run: CompiledQuery['query'];
  readonly operationName: string | undefined;
  readonly isQuery: boolean;
  readonly costOf: CostOf;
  /** Absent where the variables hold no input of which exactly one field must be given. */
  readonly keepsOneOfs: OneOfCheck | undefined;
}

export class HotPath {
  readonly #schema: GraphQLSchema;
  readonly #publicErrors: PublicErrors;
  readonly #costs: CostLimit;
  /** By source text, least recently used first. */
  readonly #programs = new Map<string, Program>();
  readonly #seen = new Set<string>();
  #characters = 0;

  constructor(schema: GraphQLSchema, publicErrors: PublicErrors, costs = new CostLimit(schema)) {
    this.#schema = schema;
    this.#publicErrors = publicErrors;
    this.#costs = costs;
  }

  /** Takes a document that Apollo has parsed and validated. The second time it is compiled. */
  learn(source: string, document: DocumentNode): void {
    if (this.#programs.has(source) || !isOrdinary(source, document)) return;
    if (!this.#seen.delete(source)) {
      if (this.#seen.size >= MAX_SEEN) this.#seen.clear();
      this.#seen.add(source);
      return;
    }
    if (leavesDefaultsOpen(this.#schema, document, operationOf(document)!)) return;
    const compiled = compileQuery(this.#schema, document);
    if (!isCompiledQuery(compiled)) return;
    const operation = operationOf(document)!;
    this.#programs.set(source, {
      run: compiled.query,
      operationName: operation.name?.value,
      isQuery: operation.operation === OperationTypeNode.QUERY,
      costOf: this.#costs.costOf(document, operation),
      keepsOneOfs: oneOfCheck(this.#schema, operation),
    });
    this.#characters += source.length;
    for (const oldest of this.#programs.keys()) {
      if (this.#programs.size <= MAX_DOCUMENTS && this.#characters <= MAX_CHARACTERS) break;
      this.#programs.delete(oldest);
      this.#characters -= oldest.length;
    }
  }

  /** The answer's body for a request's; undefined when the request is Apollo's, and nothing has been executed. */
  async answer(body: unknown, context: RequestContext): Promise<string | undefined> {
    if (!isObject(body)) return undefined;
    const { query, variables, operationName, extensions } = body;
    if (typeof query !== 'string') return undefined;
    if (variables != null && !isObject(variables)) return undefined;
    if (extensions !== undefined && (!isObject(extensions) || 'persistedQuery' in extensions)) return undefined;
    const program = this.#programs.get(query);
    if (!program || (operationName != null && operationName !== program.operationName)) return undefined;
    if (context.queryOnly && !program.isQuery) return undefined;
    if (variables && (tooManyValues(variables) || holdsEmptyList(variables))) return undefined;
    if (variables && program.keepsOneOfs?.(variables) === false) return undefined;
    const cost = program.costOf(variables);
    if (cost > this.#costs.max) return undefined;
    this.#programs.delete(query);
    this.#programs.set(query, program);

    const result = await program.run(undefined, context, variables ?? {});
    // Without `data` the variables did not fit and no resolver ran.
    if (result.data === undefined) return undefined;
    if (!program.isQuery || cost === 0) return printed(this.#public(result, context));
    const fault = context.budget?.fault;
    const whole = this.#public(fault ? { errors: [fault], data: null } : result, context);
    return printed({ ...whole, extensions: { cost } });
  }

  #public({ errors, data }: ExecutionResult, context: RequestContext): object {
    if (!errors && !context.unseen) return { data };
    return { errors: [...eachPublic(errors ?? [], this.#publicErrors), ...unseenErrors(context)], data };
  }
}

function printed(answer: object): string {
  return `${JSON.stringify(answer)}\n`;
}

/** Whether the compiler and graphql-js surely agree on a document: they differ on null for a variable with a default. */
function isOrdinary(source: string, document: DocumentNode): boolean {
  if (source.length > LONGEST_DOCUMENT || EXTRAORDINARY.test(source)) return false;
  const operation = operationOf(document);
  return operation?.variableDefinitions?.every(({ defaultValue }) => !defaultValue) ?? false;
}

/** The only operation of a document; undefined when it has several. */
function operationOf({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operations.length === 1 ? operations[0] : undefined;
}
