type Variables = Record<string, unknown>;

/** Variables of a subscription to changes, and what moves their `after` on. */
export interface Moving {
  readonly variables: Variables;
  /** Takes the data of an answer. */
  readonly moveOn: (data: unknown) => void;
}

/**
 * Returns a copy of the variables whose `after` is always the `cursor` of the last change that came. Clients print the
 * variables anew for each connection, so a subscription goes on where it was. The document needs `after: $after`, and
 * selects `cursor`.
 */
export function moving(original: object | null | undefined): Moving {
  const variables: Variables = { ...original };
  const moveOn = (data: unknown): void => {
    for (const field of Object.values((data ?? {}) as Record<string, unknown>)) {
      const last = (Array.isArray(field) ? field.at(-1) : field) as { readonly cursor?: unknown } | null | undefined;
      if (typeof last?.cursor === 'string') variables['after'] = last.cursor;
    }
  };
  return { variables, moveOn };
}
