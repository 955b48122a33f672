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

export const MAX_ERRORS = 5;

export interface DocumentRules {
  /** Rules in addition to the rules of the specification. */
  readonly rules: readonly ValidationRule[];
  readonly introspection: boolean;
}

/** Returns the faults of a document and of the arguments. `invalid`: the errors of the validation rules. */
export function unfitErrors(request: Request, invalid: readonly GraphQLError[], rules: DocumentRules): GraphQLError[] {
  return [...restOf(request, invalid, rules), ...argumentErrors(request)];
}

/**
 * Returns the faults of a document except the faults of values. The rules for values stop at the first fault and repeat
 * values.
 */
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

/** Whether an error of a rule is about a value in the document, or may hide such an error. */
export function isOfValue(error: GraphQLError): boolean {
  const kind = error.nodes?.[0]?.kind;
  return kind === undefined ? !isOwn(error) : VALUES.has(kind); // errors of Tapedeck's scalars have no node
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

export function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes = null, source = null, positions = null, extensions } = error;
  const where = { nodes, source, positions };
  return new GraphQLError(message, { ...where, extensions: { ...extensions, code }, originalError: error });
}
