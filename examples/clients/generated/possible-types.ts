// Made of schema.graphql by `npm run client-hints`. Changes belong in scripts/client-hints/.

/** The types of each interface and union: `possibleTypes` of Apollo Client's InMemoryCache and of urql's Graphcache. */
export const possibleTypes: Record<string, string[]> = { Node: ['Recording', 'WebhookDelivery', 'WebhookEndpoint'] };
