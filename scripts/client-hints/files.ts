import type { Hints, TypeHints } from './hints.ts';

const HEAD = '// Made of schema.graphql by `npm run client-hints`. Changes belong in scripts/client-hints/.\n\n';

/** Returns the unformatted files of the hints by name. */
export function filesOf(hints: Hints): Readonly<Record<string, string>> {
  return {
    'possible-types.ts': `${HEAD}${possibleTypes(hints)}`,
    'type-policies.ts': `${HEAD}${typePolicies(hints)}`,
    'graphcache-keys.ts': `${HEAD}${graphcacheKeys(hints)}`,
  };
}

function possibleTypes(hints: Hints): string {
  return `/** The types of each interface and union: \`possibleTypes\` of Apollo Client's InMemoryCache and of urql's Graphcache. */
export const possibleTypes: Record<string, string[]> = ${JSON.stringify(hints.possibleTypes)};
`;
}

function typePolicies({ types }: Hints): string {
  const policies = types.map((type) => [type.name, policyOf(type)] as const).filter(([, policy]) => policy !== '');
  const pages = types.some((type) => type.pages.length > 0);
  return `import type { FieldPolicy, TypePolicies, TypePolicy } from '@apollo/client/cache';
${pages ? "import { pages } from '../apollo-pages.ts';\n" : ''}
/** Objects without an id are part of their parent object and replaced with the parent. */
const embedded: TypePolicy = { keyFields: false, merge: false };
/** The next list replaces the list; the two are never merged. */
const replaced: FieldPolicy = { merge: false };

/** \`typePolicies\` of Apollo Client's InMemoryCache. */
export const typePolicies: TypePolicies = {
${policies.map(([name, policy]) => `${name}: ${policy},`).join('\n')}
};
`;
}

function policyOf({ isEmbedded, lists, pages }: TypeHints): string {
  const fields = [
    ...lists.map((field) => `${field}: replaced`),
    ...pages.map(({ field, keyArgs }) => `${field}: pages(${JSON.stringify(keyArgs)})`),
  ];
  const policy = fields.length === 0 ? '' : `fields: { ${fields.join(', ')} }`;
  if (!isEmbedded) return policy && `{ ${policy} }`;
  return policy === '' ? 'embedded' : `{ ...embedded, ${policy} }`;
}

function graphcacheKeys({ types }: Hints): string {
  const names = types.filter(({ isEmbedded }) => isEmbedded).map(({ name }) => name);
  return `import type { KeyingConfig } from '@urql/exchange-graphcache';

/** Objects without an id are part of their parent object. */
const embedded = (): null => null;

/** \`keys\` of urql's Graphcache. */
export const keys: KeyingConfig = {
${names.map((name) => `${name}: embedded,`).join('\n')}
};
`;
}
