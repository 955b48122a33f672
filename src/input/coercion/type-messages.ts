import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isSpecifiedScalarType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
} from 'graphql';
import { suggestionList } from 'graphql/jsutils/suggestionList.js';
import { fieldMeant } from './vendor-spelling.ts';

// Messages of rules. If the schema is hidden, a message contains no names of the schema that the client did not write,
// except the names of fields in a rule: without such a name the client could not correct the call.

/** Returns the rule of a type: "must be a string (String)". */
export function typeRule(type: GraphQLInputType, showsSchema: boolean): string {
  const nullable = getNullableType(type);
  const name = (text: string): string => (showsSchema ? ` ${text}` : '');
  if (isListType(nullable)) return `must be a list${name(`of ${String(getNullableType(nullable.ofType))}`)}`;
  if (isInputObjectType(nullable)) return `must be an object${name(`of ${nullable.name}`)}`;
  if (!isEnumType(nullable)) return `${leafRule(nullable)}${name(`(${nullable.name})`)}`;
  if (!showsSchema) return 'must be a value of its enum';
  const names = nullable.getValues().map((value) => value.name);
  return `must be one of ${names.join(', ')} (${nullable.name})`;
}

/** Returns the values of an enum that a wrong value resembles. */
export function valuesMeant(type: GraphQLInputType, written: string): readonly string[] {
  const nullable = getNullableType(type);
  if (!isEnumType(nullable)) return [];
  const names = nullable.getValues().map(({ name }) => name);
  const capital = names.find((name) => name === written.toUpperCase());
  return capital === undefined ? suggestionList(written, names) : [capital];
}

/** Returns the rule that an unknown field of an input breaks. Always recognises the spellings of vendors, which are public. */
export function unknownFieldRule(type: GraphQLInputObjectType, written: string, showsSchema: boolean): string {
  const meant = fieldMeant(type, written);
  const names = showsSchema ? suggestionList(written, Object.keys(type.getFields())) : [];
  const where = showsSchema ? `a field of ${type.name}` : 'a field of this input';
  return `is not ${where}${didYouMean(meant === undefined ? names : [meant])}`;
}

const MAX_SUGGESTIONS = 3;

/** Returns the end of a message: `; did you mean MIXED?`, or an empty text. */
export function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : `; did you mean ${names.slice(0, MAX_SUGGESTIONS).join(' or ')}?`;
}

function leafRule(type: GraphQLLeafType): string {
  const known = LEAF_RULES[type.name];
  if (known !== undefined) return known;
  return isSpecifiedScalarType(type) ? 'must be of another type' : 'must have the form of its scalar type';
}

const LEAF_RULES: Readonly<Record<string, string>> = {
  UInt32: 'must be a whole number from 0 to 4294967295',
  Int: 'must be a whole number from -2147483648 to 2147483647',
  Int64: 'must be a 64-bit whole number, or its digits as a string',
  Float: 'must be a number',
  Boolean: 'must be true or false',
  String: 'must be a string',
  Secret: 'must be a string',
  ID: 'must be a string',
  DateTime: 'must be a time as 2026-11-21T09:30:00Z, with its zone, from 1970 to 9999',
};
