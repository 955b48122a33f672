import { GraphQLError, isInputObjectType, isNonNullType, Kind, print, type ValidationRule } from 'graphql';

/**
 * Refuses a variable that may be null in an input of which exactly one field must be given. graphql-js has the rule, but
 * not for inputs that are themselves required: those it found at execution, and compiled programs not at all.
 */
export const oneOfVariables: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    for (const { node, parentType } of context.getRecursiveVariableUsages(operation)) {
      if (!isNonNullType(parentType)) continue; // graphql-js sees the others
      const input: unknown = parentType.ofType;
      if (!isInputObjectType(input) || !input.isOneOf) continue;
      const name = node.name.value;
      const declared = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
      if (!declared || declared.type.kind === Kind.NON_NULL_TYPE) continue;
      const words = `Variable "$${name}" is of type "${print(declared.type)}" but must be non-nullable to be used for OneOf Input Object "${input.name}".`;
      context.reportError(new GraphQLError(words, { nodes: [declared, node] }));
    }
  },
});
