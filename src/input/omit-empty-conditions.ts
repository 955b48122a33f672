/**
 * The conditions of a filter that ask for something. Clients write null, an empty list and an empty text for what they leave
 * out, too: forms are full of them.
 */
export function omitEmptyConditions<Filter extends object>(filter: Filter): Filter {
  const given = Object.entries(filter)
    .filter(([, condition]) => !isNothing(condition))
    .map(([name, condition]: [string, unknown]) => [name, innerOf(condition)]);
  return Object.fromEntries(given) as Filter;
}

function isNothing(condition: unknown): boolean {
  return condition == null || condition === '' || (Array.isArray(condition) && condition.length === 0);
}

function innerOf(condition: unknown): unknown {
  if (Array.isArray(condition)) return condition.map(innerOf);
  return typeof condition === 'object' && condition !== null ? omitEmptyConditions(condition) : condition;
}
