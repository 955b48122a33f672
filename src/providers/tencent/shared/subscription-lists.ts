import { filled } from '../../filled.ts';

/** An allow list and the deny list that it excludes. */
type Rivals<Lists> = readonly [allow: keyof Lists, deny: keyof Lists];

/** Drops an empty list if its counterpart is given: vendors refuse both together, and an empty list has no effect. */
export function withoutEmptyRivals<Lists extends object>(
  lists: Lists | null | undefined,
  pairs: readonly Rivals<Lists>[],
): Lists | null | undefined {
  if (lists == null) return lists;
  const dropped = pairs.flatMap(([allow, deny]) =>
    lists[allow] == null || lists[deny] == null ? [] : [allow, deny].filter((name) => isEmpty(lists[name])),
  );
  return filled(lists, Object.fromEntries(dropped.map((name) => [name, undefined])));
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}
