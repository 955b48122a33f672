import { getNamedType, isCompositeType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** The query of a page with every field that a recording has, files and changes included. */
export function pageDocument(schema: GraphQLSchema): string {
  const recording = schema.getType('Recording');
  if (!isObjectType(recording)) throw new Error('the schema has no Recording');
  return `query Page($filter: RecordingFilterInput, $after: String) {
  recordings(first: 100, filter: $filter, after: $after) {
    edges { cursor node ${allFields(recording)} }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
}

function allFields(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner)) return field.name;
    if (!isObjectType(inner)) throw new Error(`${type.name}.${field.name} is of several types`);
    return `${field.name} ${allFields(inner)}`;
  });
  return `{ ${fields.join(' ')} }`;
}
