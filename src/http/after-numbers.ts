import { getNamedType, GraphQLString, Kind, type ASTNode, type ValidationRule, type ValueNode } from 'graphql';
import { clientError } from './public-errors.ts';

/** Names of arguments and fields that took the number of a change, and take its cursor now. */
const NAME = 'after';

export const AFTER_WORDS =
  'takes a cursor, as RecordingChange.cursor, or "start". Numbers of changes (seq, sequence) are not taken any more.';

/** Says what `after` takes where a document still gives a number: the words of graphql-js say only that types differ. */
export const noNumbersAfter: ValidationRule = (context) => {
  let types = new Map<string, string>();
  const check = (node: ASTNode, value: ValueNode): void => {
    if (getNamedType(context.getInputType()) !== GraphQLString) return;
    const isNumber =
      value.kind === Kind.INT || (value.kind === Kind.VARIABLE && /^Int/.test(types.get(value.name.value) ?? ''));
    if (isNumber) context.reportError(clientError(`${NAME} ${AFTER_WORDS}`, 'GRAPHQL_VALIDATION_FAILED', { node }));
  };
  return {
    OperationDefinition({ variableDefinitions = [] }) {
      types = new Map(
        variableDefinitions.map(({ variable, type }) => {
          const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
          return [variable.name.value, named.kind === Kind.NAMED_TYPE ? named.name.value : ''];
        }),
      );
    },
    Argument(node) {
      if (node.name.value === NAME) check(node, node.value);
    },
    ObjectField(node) {
      if (node.name.value === NAME) check(node, node.value);
    },
  };
};
