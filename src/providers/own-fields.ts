/** Members of inputs that are meant for this server. No vendor knows them. */
export const OWN_FIELDS = ['labels', 'metadata', 'stopBy', 'idempotencyKey', 'dryRun'] as const;

const OWN: ReadonlySet<string> = new Set(OWN_FIELDS);

/** The members of an input that are a vendor's. Looks at the outermost level only, where all of ours are. */
export function vendorFields(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !OWN.has(name)));
}
