import { Kind, parse, visit, type DocumentNode, type SelectionSetNode } from 'graphql';

/** Longest document, in GraphQL tokens. */
export const MAX_TOKENS = 5000;
const MAX_DEPTH = 15;
const MAX_ALIASES = 50;
const MAX_DIRECTIVES = 50;
const MAX_FRAGMENTS = 100;
const MAX_SPREADS = 300;
/** Fields that a selection holds a second time. graphql-js compares each with each, and 600 took 250 ms. */
const MAX_REPEATED = 100;

/**
 * Which limit a document breaks, in words; undefined for one that breaks none. The work grows with the length of the
 * document alone, so this comes before the rules of the specification, whose work grows faster.
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

/** Documents that are known to be within the limits, and how long the longest of them is. */
const MOST_KNOWN = 500;
const LONGEST_KNOWN = 4096;

/** Tells of source texts whether they break a limit. Those that do not are remembered. */
export class DocumentLimits {
  readonly #fine = new Set<string>();

  /** Undefined also for what is no GraphQL: whoever answers the request says so. */
  faultOf(source: unknown): string | undefined {
    if (typeof source !== 'string' || this.#fine.has(source)) return undefined;
    const fault = faultOfText(source);
    if (fault !== undefined || source.length > LONGEST_KNOWN) return fault;
    if (this.#fine.size >= MOST_KNOWN) this.#fine.clear();
    this.#fine.add(source);
    return undefined;
  }
}

function faultOfText(source: string): string | undefined {
  try {
    return documentFault(parse(source, { maxTokens: MAX_TOKENS, noLocation: true }));
  } catch {
    return undefined;
  }
}
