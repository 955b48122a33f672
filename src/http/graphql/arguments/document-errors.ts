import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
  ValuesOfCorrectTypeRule,
  type ValidationRule,
} from 'graphql';
import { isOwn } from '../../errors/public-errors.ts';
import { argumentErrors } from './argument-errors.ts';
import type { Request } from './argument-walk.ts';

/** Most errors of a document that are told. */
export const MAX_ERRORS = 5;

export interface DocumentRules {
  /** Beside those of the specification. */
  readonly rules: readonly ValidationRule[];
  readonly introspection: boolean;
}

/** Why a request is not executed: what is wrong with its document, and with its arguments. `invalid` is what its rules found. */
export function unfitErrors(request: Request, invalid: readonly GraphQLError[], rules: DocumentRules): GraphQLError[] {
  return [...restOf(request, invalid, rules), ...argumentErrors(request)];
}

/** What is wrong with a document beside its values. The rules for values stop at the first fault, and repeat values. */
export function restOf(
  { schema, document, showsSchema }: Request,
  invalid: readonly GraphQLError[],
  { rules, introspection }: DocumentRules,
): readonly GraphQLError[] {
  if (!invalid.some(isOfValue)) return invalid;
  const all = [...SHAPES, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]), ...rules];
  const options = { maxErrors: MAX_ERRORS, hideSuggestions: !showsSchema };
  return validate(schema, document, all, options).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
}

const SHAPES = specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule);

/** Whether an error of a rule is about a value in the document, or may hide one that is. */
export function isOfValue(error: GraphQLError): boolean {
  const kind = error.nodes?.[0]?.kind;
  return kind === undefined ? !isOwn(error) : VALUES.has(kind); // scalar types of our own tell no place
}

const VALUES: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** The same error with the code that Apollo gives it. */
export function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes = null, source = null, positions = null, extensions } = error;
  const where = { nodes, source, positions };
  return new GraphQLError(message, { ...where, extensions: { ...extensions, code }, originalError: error });
}
