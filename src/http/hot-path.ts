import { execute, Kind, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';
import type { PublicErrors } from './public-errors.ts';

// Apollo's own pipeline costs more than everything else that is done for a mutation together. This is the way beside
// it, for the common request only: a plain JSON POST of a document that Apollo has accepted before. Whatever is out of
// the ordinary goes to Apollo, before anything was executed; test/src/http/hot-path.test.ts holds the two answers equal.

/** Documents remembered. A client that sends ever new ones only gets Apollo's speed. */
const MAX_DOCUMENTS = 1000;
/** And characters of them: a parsed document takes up to a hundred times its text. */
const MAX_CHARACTERS = 1024 * 1024;

/** Introspection can be forbidden by Apollo, so its documents always go there. */
const INTROSPECTION = /__(?:schema|type)\b/;

export class HotPath {
  readonly #schema: GraphQLSchema;
  readonly #publicErrors: PublicErrors;
  /** By source text, least recently used first. */
  readonly #documents = new Map<string, DocumentNode>();
  #characters = 0;

  constructor(schema: GraphQLSchema, publicErrors: PublicErrors) {
    this.#schema = schema;
    this.#publicErrors = publicErrors;
  }

  /** Takes a document that was parsed and validated. */
  learn(source: string, document: DocumentNode): void {
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (operations.length !== 1 || INTROSPECTION.test(source) || this.#documents.has(source)) return;
    this.#documents.set(source, document);
    this.#characters += source.length;
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= MAX_DOCUMENTS && this.#characters <= MAX_CHARACTERS) break;
      this.#documents.delete(oldest);
      this.#characters -= oldest.length;
    }
  }

  /** The answer's body for a request's; undefined when the request is Apollo's, and nothing has been executed. */
  async answer(body: unknown, context: RequestContext): Promise<string | undefined> {
    if (typeof body !== 'object' || body === null || 'extensions' in body) return undefined;
    const { query, variables, operationName } = body as Record<string, unknown>;
    if (typeof query !== 'string' || (operationName !== undefined && operationName !== null)) return undefined;
    if (variables !== undefined && (typeof variables !== 'object' || Array.isArray(variables))) return undefined;
    const document = this.#documents.get(query);
    if (!document) return undefined;
    this.#documents.delete(query);
    this.#documents.set(query, document);

    const result = await execute({
      schema: this.#schema,
      document,
      contextValue: context,
      variableValues: variables as Record<string, unknown> | null,
    });
    // Without `data` the variables did not fit and no resolver ran.
    if (result.data === undefined) return undefined;
    return `${JSON.stringify(this.#public(result))}\n`;
  }

  #public({ errors, data }: ExecutionResult): object {
    if (!errors) return { data };
    return { errors: errors.map((error) => this.#publicErrors(error.toJSON(), error)), data };
  }
}
