import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLFloat,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql';
import { Int64 } from '../scalars.ts';

/** Tells machines the rules of a field or an argument. Made of the rules themselves, in sdl.ts. */
export const CONSTRAINT = new GraphQLDirective({
  name: 'constraint',
  description:
    'The rules of an input field or an argument, for machines. The server checks the very rules that this is made of; the JSON Schema of the input, /schemas/<Input>.json, says more.',
  locations: [DirectiveLocation.INPUT_FIELD_DEFINITION, DirectiveLocation.ARGUMENT_DEFINITION],
  args: {
    min: { type: GraphQLFloat, description: 'The least number.' },
    max: { type: GraphQLFloat, description: 'The greatest number.' },
    minInt64: { type: Int64, description: 'The least number of 64 bits, as its digits.' },
    maxInt64: { type: Int64, description: 'The greatest number of 64 bits, as its digits.' },
    minLength: { type: GraphQLInt, description: 'The fewest characters: code points of Unicode.' },
    maxLength: { type: GraphQLInt, description: 'The most characters: code points of Unicode.' },
    pattern: {
      type: GraphQLString,
      description: 'The form of a text, as a regular expression of ECMAScript without flags.',
    },
    oneOf: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
      description: 'The only values that are taken.',
    },
    minItems: { type: GraphQLInt, description: 'The fewest entries of a list.' },
    maxItems: { type: GraphQLInt, description: 'The most entries of a list.' },
    uniqueItems: { type: GraphQLBoolean, description: 'Whether the entries of a list must differ.' },
    itemMinLength: { type: GraphQLInt, description: 'The fewest characters of an entry.' },
    itemPattern: { type: GraphQLString, description: 'The form of an entry.' },
    rules: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
      description: 'Further rules in words: those that tie fields together, and those that are checked later.',
    },
  },
});
