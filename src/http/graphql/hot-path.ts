import {
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../../graphql/context.ts';
import { isObject } from './graphql-params.ts';
import { CostLimit, type CostOf } from '../cost/cost-limit.ts';
import { oneOfCheck, type OneOfCheck } from './one-of-check.ts';
import { holdsEmptyList } from './arguments/empty-lists.ts';
import { leavesDefaultsOpen } from './arguments/place-defaults.ts';
import { publicErrorsOf, unseenErrors, type PublicErrors } from '../errors/public-errors.ts';
import { tooManyValues } from './arguments/variable-sizes.ts';

// Apollo's pipeline costs more than the rest of a mutation. The hot path answers documents that Apollo has accepted
// before, and leaves every unusual request to Apollo before the execution.
// test/integration/http/graphql/hot-path/same-answers.test.ts keeps the two answers equal.

/** Bounds of the cache of programs. A program takes a hundred times the memory of its document. */
const MAX_DOCUMENTS = 200;
const MAX_CHARACTERS = 256 * 1024;
/** Longer documents are rare and go to Apollo. */
const MAX_DOCUMENT_LENGTH = 16 * 1024;
/**
 * Maximum number of documents seen once. A compilation costs as much as ten answers, so a document is compiled at the
 * second request.
 */
const MAX_SEEN = 1000;

/** Apollo can forbid introspection, so introspection goes to Apollo; the compiler loses a key `__proto__`. */
const UNUSUAL = /__(?:schema|type|proto__)\b/;

interface Program {
  readonly run: CompiledQuery['query'];
  readonly operationName: string | undefined;
  readonly isQuery: boolean;
  readonly costOf: CostOf;
  /** Absent where the variables hold no `@oneOf` input. */
  readonly keepsOneOfs: OneOfCheck | undefined;
}

export class HotPath {
  readonly #schema: GraphQLSchema;
  readonly #publicErrors: PublicErrors;
  readonly #costs: CostLimit;
  readonly #programs = new LRUCache<string, Program>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_program, source) => source.length,
  });
  readonly #seen = new LRUCache<string, true>({ max: MAX_SEEN });

  constructor(schema: GraphQLSchema, publicErrors: PublicErrors, costs = new CostLimit(schema)) {
    this.#schema = schema;
    this.#publicErrors = publicErrors;
    this.#costs = costs;
  }

  /** Takes a document that Apollo has parsed and validated. Compiles the document the second time. */
  learn(source: string, document: DocumentNode): void {
    if (this.#programs.has(source) || !isUsual(source, document)) return;
    if (!this.#seen.delete(source)) {
      this.#seen.set(source, true);
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
  }

  /** Returns the body of the answer; undefined if Apollo must answer, because nothing was executed. */
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

    const result = await program.run(undefined, context, variables ?? {});
    // Without `data`, the variables did not fit and no resolver ran.
    if (result.data === undefined) return undefined;
    if (!program.isQuery || cost === 0) return printed(this.#public(result, context));
    const fault = context.budget?.fault;
    const whole = this.#public(fault ? { errors: [fault], data: null } : result, context);
    return printed({ ...whole, extensions: { cost } });
  }

  #public({ errors, data }: ExecutionResult, context: RequestContext): object {
    if (!errors && !context.unseen) return { data };
    return { errors: [...publicErrorsOf(errors ?? [], this.#publicErrors), ...unseenErrors(context)], data };
  }
}

function printed(answer: object): string {
  return `${JSON.stringify(answer)}\n`;
}

/** Whether compiled programs and graphql-js treat a document alike: null for a variable with a default differs. */
function isUsual(source: string, document: DocumentNode): boolean {
  if (source.length > MAX_DOCUMENT_LENGTH || UNUSUAL.test(source)) return false;
  const operation = operationOf(document);
  return operation?.variableDefinitions?.every(({ defaultValue }) => !defaultValue) ?? false;
}

/** The only operation of a document; undefined for a document with several operations. */
function operationOf({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operations.length === 1 ? operations[0] : undefined;
}
