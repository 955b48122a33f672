/** Fields of inputs that are Tapedeck's own. No vendor receives them. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['labels', 'metadata', 'stopBy', 'idempotencyKey', 'dryRun']);

/**
 * Returns the members of an input that belong to the vendor. Reads the outermost level only, which has all fields of
 * this server.
 */
export function vendorFields(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !OWN_FIELDS.has(name)));
}
