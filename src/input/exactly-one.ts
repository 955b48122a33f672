import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

const MARK = 'exactlyOne';

/** Makes an input type `@oneOf`: exactly one of its fields is given, and is not null. GraphQL itself checks it. */
export function ExactlyOne(): ClassDecorator {
  return (target) => {
    Extensions({ [MARK]: true })(target);
  };
}

/** Marks the input types of a schema as their classes say: type-graphql does not know `@oneOf`. */
export function markOneOfs(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type) && type.extensions[MARK] === true) type.isOneOf = true;
  }
}
