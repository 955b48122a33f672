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

/** Publishes the rules of a field or an argument. sdl.ts derives the directive from the rules. */
export const CONSTRAINT = new GraphQLDirective({
  name: 'constraint',
  description:
    'Machine-readable rules of an input field or argument, enforced by the server. The JSON Schema /schemas/<Input>.json has more detail.',
  locations: [DirectiveLocation.INPUT_FIELD_DEFINITION, DirectiveLocation.ARGUMENT_DEFINITION],
  args: {
    min: { type: GraphQLFloat, description: 'Minimum number.' },
    max: { type: GraphQLFloat, description: 'Maximum number.' },
    minInt64: { type: Int64, description: 'Minimum 64-bit number, as decimal digits.' },
    maxInt64: { type: Int64, description: 'Maximum 64-bit number, as decimal digits.' },
    minLength: { type: GraphQLInt, description: 'Minimum length. In Unicode code points.' },
    maxLength: { type: GraphQLInt, description: 'Maximum length. In Unicode code points.' },
    pattern: {
      type: GraphQLString,
      description: 'Regular expression of ECMAScript, without flags, that the text must match.',
    },
    oneOf: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
      description: 'Allowed values.',
    },
    minItems: { type: GraphQLInt, description: 'Minimum number of list entries.' },
    maxItems: { type: GraphQLInt, description: 'Maximum number of list entries.' },
    uniqueItems: { type: GraphQLBoolean, description: 'Whether list entries must differ.' },
    itemMinLength: { type: GraphQLInt, description: 'Minimum length of a list entry. In Unicode code points.' },
    itemPattern: {
      type: GraphQLString,
      description: 'Regular expression of ECMAScript that each list entry must match.',
    },
    rules: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
      description: 'Further rules in words: rules across fields, and rules that are checked later.',
    },
  },
});
