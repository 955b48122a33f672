import { Kind, type ValidationRule } from 'graphql';
import { CURSOR_ARGUMENT, CURSOR_RULE } from '../../input/coercion/cursor-argument.ts';
import { clientError } from '../errors/public-errors.ts';

/**
 * Explains the type of `after` if a document sends a number. The message of graphql-js only states that types differ.
 */
export const afterCursorRule: ValidationRule = (context) => {
  const numbers = new Set<string>();
  const takesText = (): boolean => /^String!?$/.test(String(context.getInputType()));
  const refuse = (): void =>
    context.reportError(
      clientError(`${CURSOR_ARGUMENT} ${CURSOR_RULE}`, 'GRAPHQL_VALIDATION_FAILED', { path: [CURSOR_ARGUMENT] }),
    );
  return {
    OperationDefinition: () => numbers.clear(),
    VariableDefinition({ variable, type }) {
      const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
      if (named.kind === Kind.NAMED_TYPE && named.name.value.startsWith('Int')) numbers.add(variable.name.value);
    },
    IntValue(_node, _key, parent) {
      if (isAfter(parent) && takesText()) refuse();
    },
    Variable({ name }, _key, parent) {
      if (numbers.has(name.value) && isAfter(parent) && takesText()) refuse();
    },
  };
};

function isAfter(parent: unknown): boolean {
  const { kind, name } = (parent ?? {}) as { readonly kind?: unknown; readonly name?: { readonly value?: unknown } };
  return (kind === Kind.ARGUMENT || kind === Kind.OBJECT_FIELD) && name?.value === CURSOR_ARGUMENT;
}
