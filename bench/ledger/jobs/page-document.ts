import { getNamedType, isCompositeType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** Returns the query of a page with all fields of recordings, including files and changes. */
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

/** Excludes fields that refer back to the parent, such as the recording of a change. */
function allFields(type: GraphQLObjectType, holders: readonly GraphQLObjectType[] = []): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (field.deprecationReason != null) return [];
    if (!isCompositeType(inner)) return field.name;
    if (!isObjectType(inner)) throw new Error(`${type.name}.${field.name} is of several types`);
    const { nodes } = inner.getFields();
    if (nodes)
      return `${field.name} { nodes ${allFields(getNamedType(nodes.type) as GraphQLObjectType, [...holders, type])} }`;
    return holders.includes(inner) ? [] : `${field.name} ${allFields(inner, [...holders, type])}`;
  });
  return `{ ${fields.join(' ')} }`;
}
