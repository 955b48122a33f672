import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { MAX_ERRORS, withCode } from '../graphql/arguments/unfit.ts';
import { MAX_TOKENS } from '../graphql/document-limits.ts';

/** Valid documents kept, and characters of them: all clients of one program send the same few. */
const MAX_DOCUMENTS = 200;
const MAX_CHARACTERS = 256 * 1024;

export interface DocumentsOptions {
  readonly schema: GraphQLSchema;
  /** Beside those of the specification. */
  readonly rules: readonly ValidationRule[];
  /** Whether errors tell names of the schema. */
  readonly tells: boolean;
}

/** Parses and checks documents by the rules that hold over HTTP. Those that are right are kept for the next client. */
export class Documents {
  readonly #options: DocumentsOptions;
  /** By source text, least recently used first. */
  readonly #valid = new Map<string, DocumentNode>();
  #characters = 0;

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  /** Throws a `GraphQLError` for a text that is no GraphQL, or too long. */
  parse(source: string): DocumentNode {
    const known = this.#valid.get(source);
    if (known) return known;
    try {
      return parse(source, { maxTokens: MAX_TOKENS });
    } catch (error) {
      throw error instanceof GraphQLError ? withCode(error, 'GRAPHQL_PARSE_FAILED') : error;
    }
  }

  /** What is wrong with a document; none for one that may be executed. */
  errorsOf(source: string, document: DocumentNode): GraphQLError[] {
    if (this.#valid.delete(source)) {
      this.#valid.set(source, document); // used just now
      return [];
    }
    const { schema, rules, tells } = this.#options;
    const errors = validate(schema, document, [...specifiedRules, ...rules], {
      maxErrors: MAX_ERRORS,
      hideSuggestions: !tells,
    });
    if (errors.length === 0) this.#keep(source, document);
    return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  }

  #keep(source: string, document: DocumentNode): void {
    this.#valid.set(source, document);
    this.#characters += source.length;
    for (const oldest of this.#valid.keys()) {
      if (this.#valid.size <= MAX_DOCUMENTS && this.#characters <= MAX_CHARACTERS) break;
      this.#valid.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}
