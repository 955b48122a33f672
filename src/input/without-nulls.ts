/** A filter without the conditions that are null: clients write null for what they leave out, too. */
export function withoutNulls<Filter extends object>(filter: Filter): Filter {
  const given = Object.entries(filter)
    .filter(([, condition]) => condition != null)
    .map(([name, condition]: [string, unknown]) => [name, isFilter(condition) ? withoutNulls(condition) : condition]);
  return Object.fromEntries(given) as Filter;
}

function isFilter(condition: unknown): condition is object {
  return typeof condition === 'object' && !Array.isArray(condition);
}
