import { Kind, type FieldNode, type ValueNode } from 'graphql';
import type { VariableReader } from './conditions.ts';
import type { ListSize } from './list-sizes.ts';

/** How many entries a field gives, as far as its document tells. */
export type PageSize = (read: VariableReader) => number;

export const ONE: PageSize = () => 1;

/** The size that the arguments of a field ask for. One that the field itself refuses, in better words, counts as 1. */
export function pageSizeOf({ arguments: args = [] }: FieldNode, { byDefault, most }: ListSize): PageSize {
  const [first, last] = ['first', 'last'].map((name) => args.find((argument) => argument.name.value === name)?.value);
  if (!first && !last) return () => byDefault;
  return (read) => {
    const asked = numberOf(first, read) ?? numberOf(last, read) ?? byDefault;
    return asked < 1 || (most !== undefined && asked > most) ? 1 : asked;
  };
}

function numberOf(value: ValueNode | undefined, read: VariableReader): number | undefined {
  if (value?.kind === Kind.INT) return Number(value.value);
  const given = value?.kind === Kind.VARIABLE ? read(value.name.value) : undefined;
  return typeof given === 'number' ? given : undefined;
}
