import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

const MARK = 'exactlyOne';

/** Makes an input type `@oneOf`: GraphQL checks that exactly one field is given, and is not null. */
export function ExactlyOne(): ClassDecorator {
  return (target) => {
    Extensions({ [MARK]: true })(target);
  };
}

/** Applies `ExactlyOne` to the input types of a schema: type-graphql does not support `@oneOf`. */
export function markOneOfs(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type) && type.extensions[MARK] === true) type.isOneOf = true;
  }
}
