import { Kind, type DirectiveNode } from 'graphql';

/** The variables of a request, with the defaults that its document gives. */
export type VariableReader = (name: string) => unknown;

/** One @skip or @include whose variable decides. */
interface Condition {
  readonly variable: string;
  readonly wanted: boolean;
}

/** All of these must hold; none: always. */
export type Conditions = readonly Condition[];

export const ALWAYS: Conditions = [];

/** The conditions of a selection below others; undefined where a literal leaves it out. */
export function conditionsOf(
  directives: readonly DirectiveNode[] | undefined,
  above: Conditions,
): Conditions | undefined {
  let conditions = above;
  for (const { name, arguments: args } of directives ?? []) {
    const wanted = name.value === 'include';
    if (!wanted && name.value !== 'skip') continue;
    const value = args?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return undefined;
    if (value?.kind === Kind.VARIABLE) conditions = [...conditions, { variable: value.name.value, wanted }];
  }
  return conditions;
}

/** Whether one of several sets of conditions holds. */
export function isSelected(sets: readonly Conditions[], read: VariableReader): boolean {
  return sets.some((set) => set.every(({ variable, wanted }) => read(variable) === wanted));
}

export function keyOf(conditions: Conditions): string {
  return conditions.map(({ variable, wanted }) => `${variable}=${String(wanted)}`).join();
}
