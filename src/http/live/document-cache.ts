import { GraphQLError, parse, specifiedRules, validate, type DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ApolloOptions } from '../graphql/apollo.ts';
import { MAX_ERRORS, withCode, type DocumentRules } from '../graphql/arguments/document-errors.ts';
import { MAX_TOKENS } from '../graphql/document-limits.ts';

/** Bounds of the cache of valid documents. Few suffice: all clients of one program send the same documents. */
const MAX_DOCUMENTS = 200;
const MAX_CHARACTERS = 256 * 1024;

type DocumentCacheOptions = Pick<ApolloOptions, 'schema' | 'showsSchema'> & Pick<DocumentRules, 'rules'>;

/** Parses and validates documents by the same rules as over HTTP. Caches valid documents. */
export class DocumentCache {
  readonly #options: DocumentCacheOptions;
  readonly #valid = new LRUCache<string, DocumentNode>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_document, source) => source.length,
  });

  constructor(options: DocumentCacheOptions) {
    this.#options = options;
  }

  /** Throws a `GraphQLError` if the text is not GraphQL, or too long. */
  parse(source: string): DocumentNode {
    const known = this.#valid.get(source);
    if (known) return known;
    try {
      return parse(source, { maxTokens: MAX_TOKENS });
    } catch (error) {
      throw error instanceof GraphQLError ? withCode(error, 'GRAPHQL_PARSE_FAILED') : error;
    }
  }

  /** Returns the faults of a document. A document without faults may be executed. */
  errorsOf(source: string, document: DocumentNode): GraphQLError[] {
    if (this.#valid.has(source)) return [];
    const { schema, rules, showsSchema } = this.#options;
    const errors = validate(schema, document, [...specifiedRules, ...rules], {
      maxErrors: MAX_ERRORS,
      hideSuggestions: !showsSchema,
    });
    if (errors.length === 0) this.#valid.set(source, document);
    return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  }
}
