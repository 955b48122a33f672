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

// Words of rules. Where the schema is not told, they hold no name of it that the client did not write, but for the
// fields that a rule is about: who is not told which field is missing cannot mend the call.

/** What a type takes: "must be a string (String)". */
export function typeRule(type: GraphQLInputType, tells: boolean): string {
  const nullable = getNullableType(type);
  const name = (text: string): string => (tells ? ` ${text}` : '');
  if (isListType(nullable)) return `must be a list${name(`of ${String(getNullableType(nullable.ofType))}`)}`;
  if (isInputObjectType(nullable)) return `must be an object${name(`of ${nullable.name}`)}`;
  if (!isEnumType(nullable)) return `${leafRule(nullable)}${name(`(${nullable.name})`)}`;
  if (!tells) return 'must be a value of its enum';
  const names = nullable.getValues().map((value) => value.name);
  return `must be one of ${names.join(', ')} (${nullable.name})`;
}

/** The values of an enum that a wrong one resembles. */
export function valuesMeant(type: GraphQLInputType, written: string): readonly string[] {
  const nullable = getNullableType(type);
  if (!isEnumType(nullable)) return [];
  const names = nullable.getValues().map(({ name }) => name);
  const capital = names.find((name) => name === written.toUpperCase());
  return capital === undefined ? suggestionList(written, names) : [capital];
}

/** The rule that an unknown field of an input breaks. Vendors publish their spellings, so those are always recognised. */
export function unknownFieldRule(type: GraphQLInputObjectType, written: string, tells: boolean): string {
  const meant = fieldMeant(type, written);
  const names = tells ? suggestionList(written, Object.keys(type.getFields())) : [];
  const where = tells ? `a field of ${type.name}` : 'a field of this input';
  return `is not ${where}${didYouMean(meant === undefined ? names : [meant])}`;
}

const MOST_SUGGESTIONS = 3;

/** The end of a message: `; did you mean MIXED?`, or nothing. */
export function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : `; did you mean ${names.slice(0, MOST_SUGGESTIONS).join(' or ')}?`;
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
