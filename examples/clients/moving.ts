type Variables = Record<string, unknown>;

/** Variables of a subscription to changes, with a function that advances `after`. */
export interface Moving {
  readonly variables: Variables;
  /** Reads the cursor from the data of an answer. */
  readonly moveOn: (data: unknown) => void;
}

/**
 * Returns a copy of the variables in which `after` is always the `cursor` of the last received change. Clients serialize the
 * variables for each connection, so a subscription resumes after this change. The document needs `after: $after`, and must
 * select `cursor`.
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
