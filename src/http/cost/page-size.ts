import { Kind, type FieldNode, type ValueNode } from 'graphql';
import type { VariableReader } from './conditions.ts';
import type { ListSize } from './list-sizes.ts';

export type PageSize = (read: VariableReader) => number;

export const ONE: PageSize = () => 1;

/**
 * Returns the page size by the arguments of a field. A size that the field refuses counts as 1: the field has the
 * better message.
 */
export function pageSizeOf({ arguments: args = [] }: FieldNode, { byDefault, most }: ListSize): PageSize {
  const [first, last] = ['first', 'last'].map((name) => args.find((argument) => argument.name.value === name)?.value);
  if (!first && !last) return () => byDefault;
  return (read) => {
    const size = numberOf(first, read) ?? numberOf(last, read) ?? byDefault;
    return size < 1 || (most !== undefined && size > most) ? 1 : size;
  };
}

function numberOf(value: ValueNode | undefined, read: VariableReader): number | undefined {
  if (value?.kind === Kind.INT) return Number(value.value);
  const given = value?.kind === Kind.VARIABLE ? read(value.name.value) : undefined;
  return typeof given === 'number' ? given : undefined;
}
