/** Returns a filter without empty conditions: forms often send null, an empty list or an empty text for an unused condition. */
export function omitEmptyConditions<Filter extends object>(filter: Filter): Filter {
  const given = Object.entries(filter)
    .filter(([, condition]) => !isEmpty(condition))
    .map(([name, condition]: [string, unknown]) => [name, innerOf(condition)]);
  return Object.fromEntries(given) as Filter;
}

function isEmpty(condition: unknown): boolean {
  return condition == null || condition === '' || (Array.isArray(condition) && condition.length === 0);
}

function innerOf(condition: unknown): unknown {
  if (Array.isArray(condition)) return condition.map(innerOf);
  return typeof condition === 'object' && condition !== null ? omitEmptyConditions(condition) : condition;
}
