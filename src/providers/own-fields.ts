/** Fields of inputs that this server uses itself and sends to no vendor. */
export const OWN_FIELDS = ['labels', 'metadata', 'stopBy', 'idempotencyKey', 'dryRun'] as const;

const OWN: ReadonlySet<string> = new Set(OWN_FIELDS);

/**
 * Returns the members of an input that belong to the vendor. Reads the outermost level only, which has all fields of
 * this server.
 */
export function vendorFields(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !OWN.has(name)));
}
