import { GraphQLError, isInputObjectType, isNonNullType, Kind, print, type ValidationRule } from 'graphql';

/**
 * Refuses a nullable variable in a `@oneOf` input. The rule of graphql-js ignores non-null inputs: graphql-js finds the
 * null during the execution, and compiled programs never do.
 */
export const oneOfVariables: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    for (const { node, parentType } of context.getRecursiveVariableUsages(operation)) {
      if (!isNonNullType(parentType)) continue; // graphql-js checks nullable inputs
      const input: unknown = parentType.ofType;
      if (!isInputObjectType(input) || !input.isOneOf) continue;
      const name = node.name.value;
      const declared = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
      if (!declared || declared.type.kind === Kind.NON_NULL_TYPE) continue;
      const message = `Variable "$${name}" is of type "${print(declared.type)}" but must be non-nullable to be used for OneOf Input Object "${input.name}".`;
      context.reportError(new GraphQLError(message, { nodes: [declared, node] }));
    }
  },
});
