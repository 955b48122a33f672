import { Kind, type DirectiveNode } from 'graphql';

/** Reads a variable of a request, or the default in the document. */
export type VariableReader = (name: string) => unknown;

/** A @skip or @include with a variable. */
interface Condition {
  readonly variable: string;
  readonly required: boolean;
}

/** Conditions that must all hold. An empty list always holds. */
export type Conditions = readonly Condition[];

export const ALWAYS: Conditions = [];

/**
 * Adds the directives of a selection to the conditions of the enclosing selections. Returns undefined if a literal
 * excludes the selection.
 */
export function conditionsOf(
  directives: readonly DirectiveNode[] | undefined,
  above: Conditions,
): Conditions | undefined {
  let conditions = above;
  for (const { name, arguments: args } of directives ?? []) {
    const required = name.value === 'include';
    if (!required && name.value !== 'skip') continue;
    const value = args?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== required) return undefined;
    if (value?.kind === Kind.VARIABLE) conditions = [...conditions, { variable: value.name.value, required }];
  }
  return conditions;
}

/** Whether at least one set of conditions holds. */
export function isSelected(sets: readonly Conditions[], read: VariableReader): boolean {
  return sets.some((set) => set.every(({ variable, required }) => read(variable) === required));
}

export function keyOf(conditions: Conditions): string {
  return conditions.map(({ variable, required }) => `${variable}=${String(required)}`).join();
}
