import {
  BREAK,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * Whether an optional variable fills an input field with a default. A compiled program would omit the field and accept
 * null.
 */
export function leavesDefaultsOpen(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): boolean {
  const optional = new Set(
    variableDefinitions
      .filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value),
  );
  if (optional.size === 0) return false;
  const info = new TypeInfo(schema);
  let isOpen = false;
  visit(
    document,
    visitWithTypeInfo(info, {
      Variable({ name }, _key, parent) {
        const isField = (parent as ASTNode | undefined)?.kind === Kind.OBJECT_FIELD;
        if (!isField || !optional.has(name.value) || info.getDefaultValue() === undefined) return undefined;
        isOpen = true;
        return BREAK;
      },
    }),
  );
  return isOpen;
}
