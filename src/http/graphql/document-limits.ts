import { Kind, parse, visit, type DocumentNode, type SelectionSetNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Maximum length of a document, in GraphQL tokens. */
export const MAX_TOKENS = 5000;
const MAX_DEPTH = 15;
const MAX_ALIASES = 50;
const MAX_DIRECTIVES = 50;
const MAX_FRAGMENTS = 100;
const MAX_SPREADS = 300;
/** Repeated fields of selections. graphql-js compares each pair of fields; 600 repeated fields took 250 ms. */
const MAX_REPEATED = 100;

/**
 * Returns the limit that a document breaks, as a message. The work is linear in the size of the document, so this check
 * precedes the slower rules of the specification.
 */
export function documentFault(document: DocumentNode): string | undefined {
  const counts = { depth: 0, aliases: 0, directives: 0, fragments: 0, spreads: 0, repeated: 0 };
  let deepest = 0;
  visit(document, {
    SelectionSet: {
      enter(set) {
        deepest = Math.max(deepest, (counts.depth += 1));
        counts.repeated += repeatedIn(set);
      },
      leave() {
        counts.depth -= 1;
      },
    },
    Field({ alias }) {
      if (alias) counts.aliases += 1;
    },
    Directive() {
      counts.directives += 1;
    },
    FragmentDefinition() {
      counts.fragments += 1;
    },
    FragmentSpread() {
      counts.spreads += 1;
    },
  });
  if (deepest > MAX_DEPTH) return `Selections may be nested ${MAX_DEPTH} deep.`;
  if (counts.aliases > MAX_ALIASES) return `A document may hold ${MAX_ALIASES} aliases.`;
  if (counts.directives > MAX_DIRECTIVES) return `A document may hold ${MAX_DIRECTIVES} directives.`;
  if (counts.fragments > MAX_FRAGMENTS) return `A document may hold ${MAX_FRAGMENTS} fragments.`;
  if (counts.spreads > MAX_SPREADS) return `A document may use fragments ${MAX_SPREADS} times.`;
  if (counts.repeated > MAX_REPEATED) return `Selections may repeat ${MAX_REPEATED} fields.`;
  return undefined;
}

function repeatedIn({ selections }: SelectionSetNode): number {
  if (selections.length < 2) return 0;
  const names = new Set<string>();
  let fields = 0;
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    fields += 1;
    names.add(selection.alias?.value ?? selection.name.value);
  }
  return fields - names.size;
}

const MAX_KNOWN = 500;
const MAX_KNOWN_LENGTH = 4096;

/** Checks source texts against the limits. Caches the texts within the limits. */
export class DocumentLimits {
  readonly #known = new LRUCache<string, true>({ max: MAX_KNOWN });

  /** Returns the broken limit; undefined also for a text that is not GraphQL, which Apollo reports. */
  faultOf(source: unknown): string | undefined {
    if (typeof source !== 'string' || this.#known.get(source)) return undefined;
    const fault = faultOfText(source);
    if (fault === undefined && source.length <= MAX_KNOWN_LENGTH) this.#known.set(source, true);
    return fault;
  }
}

function faultOfText(source: string): string | undefined {
  try {
    return documentFault(parse(source, { maxTokens: MAX_TOKENS, noLocation: true }));
  } catch {
    return undefined;
  }
}
