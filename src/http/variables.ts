import {
  GraphQLNonNull,
  coerceInputValue,
  isEnumType,
  isInputObjectType,
  isInputType,
  getNullableType,
  isListType,
  getNamedType,
  typeFromAST,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { AFTER_WORDS } from './after-numbers.ts';
import { clientError } from './public-errors.ts';
import { tooManyValues } from './variable-sizes.ts';
import { fieldMeant } from './vendor-spelling.ts';

/** graphql-js writes whole variables into its messages; this many of ours are answered at once, and then no more is looked at. */
const MOST_ERRORS = 10;

/** What is wrong with the variables of an operation, in words that hold none of their values. */
export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  const tooMany = tooManyValues(variables);
  if (tooMany) return [tooMany];
  const errors: GraphQLError[] = [];
  try {
    collect(schema, operation, variables, (path, rule) => {
      const words = path.map(String);
      errors.push(clientError(`${words.join('.')} ${rule}`, 'BAD_USER_INPUT', { path: words }));
      if (errors.length === MOST_ERRORS) throw ENOUGH;
    });
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return errors;
}

/** Thrown to leave graphql-js, which looks at everything otherwise. */
const ENOUGH = new Error('enough faults');

function collect(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  add: (path: readonly (string | number)[], rule: string) => void,
): void {
  for (const { variable, type: node, defaultValue } of operation.variableDefinitions ?? []) {
    const type = typeFromAST(schema, node);
    if (!isInputType(type)) continue;
    const name = variable.name.value;
    const told = new Set<string>();
    // Of a null beside another field graphql-js tells twice.
    const addOnce: typeof add = (path, rule) => {
      const key = path.join('.');
      if (!told.has(key)) add(path, rule);
      told.add(key);
    };
    if (!Object.hasOwn(variables, name)) {
      if (type instanceof GraphQLNonNull && !defaultValue) add([name], 'is required');
      continue;
    }
    coerceInputValue(variables[name], type, (path, value, error) => {
      const full = [name, ...path];
      const missing = MISSING_FIELD.exec(error.message);
      const unknown = UNKNOWN_FIELD.exec(error.message);
      const oneOf = ONE_OF.exec(error.message);
      const at = typeAt(type, path);
      if (missing) add([...full, missing[1]!], 'is required');
      else if (unknown) add([...full, unknown[1]!], unknownWords(schema, unknown[1]!, unknown[2]!));
      else if (oneOf)
        addOnce(oneOf[1] === undefined ? full : full.slice(0, -1), 'must hold exactly one field, and not null');
      else if (isNumberAfter(full, at, value)) add(full, AFTER_WORDS);
      else add(full, `must be ${at ? describe(at) : 'of another type'}`);
    });
  }
}

/** Whether a client still counts changes. */
function isNumberAfter(
  path: readonly (string | number)[],
  type: GraphQLInputType | undefined,
  value: unknown,
): boolean {
  return (
    path.at(-1) === 'after' &&
    typeof value === 'number' &&
    type !== undefined &&
    getNullableType(type).toString() === 'String'
  );
}

function unknownWords(schema: GraphQLSchema, name: string, typeName: string): string {
  const meant = fieldMeant(schema, typeName, name);
  return `is not a field of ${typeName}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

// The names in these messages are the schema's, or a field name of the client's; never a value.
const MISSING_FIELD = /^Field "(\w+)" of required type "[\w![\]]+" was not provided\.$/;
const UNKNOWN_FIELD = /^Field "(\w+)" is not defined by type "(\w+)"\./;
const ONE_OF = /^(?:Exactly one key must be specified|Field "(\w+)" must be non-null)/;

/** The type that a path below a variable leads to. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType | undefined {
  let at: GraphQLInputType | undefined = type;
  for (const step of path) {
    if (typeof step === 'number') {
      at = elementOf(at);
    } else {
      const named = getNamedType(at);
      at = isInputObjectType(named) ? named.getFields()[step]?.type : undefined;
    }
    if (!at) return undefined;
  }
  return at;
}

function elementOf(type: GraphQLInputType): GraphQLInputType | undefined {
  const nullable = getNullableType(type);
  return isListType(nullable) ? nullable.ofType : undefined;
}

/** A type in words: what it takes. */
function describe(type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `a list of ${String(getNamedType(nullable))}`;
  if (!isEnumType(nullable)) return LEAF_WORDS[nullable.name] ?? `an object of ${nullable.name}`;
  const names = nullable.getValues().map(({ name }) => name);
  return `one of ${names.join(', ')}`;
}

const LEAF_WORDS: Readonly<Record<string, string>> = {
  UInt32: 'a whole number from 0 to 4294967295',
  Int: 'a whole number of 32 bits',
  Int64: 'a 64-bit whole number, or its digits as a string',
  Float: 'a number',
  Boolean: 'true or false',
  String: 'a string',
  Secret: 'a string',
  ID: 'a string',
  DateTime: 'a time as 2026-11-21T09:30:00Z, with its zone',
};
