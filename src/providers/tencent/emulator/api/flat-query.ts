import { elementType, ownMember, type ContractTypes } from '../../../../emulation/contract/contract.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import { Refusal } from '../shared/envelope.ts';

/** A text, or the members of dotted names: `Concat.Enabled=true` is `{ Concat: { Enabled: 'true' } }`. */
type Flat = string | Map<string, Flat>;

const MAX_DEPTH = 32;

/**
 * Converts the parameters of a query or a form to the JSON of a POST: dotted names become objects and lists, texts
 * become the contract's type of the field. Unsuitable values stay unchanged, and the parameter check refuses them.
 * Parameters in `without` are omitted.
 */
export function parseFlatQuery(
  types: ContractTypes,
  typeName: string,
  query: string,
  without: ReadonlySet<string> = new Set(),
): JsonValue {
  const root = new Map<string, Flat>();
  for (const pair of query.split('&')) {
    if (!pair) continue;
    const [name = '', ...value] = pair.split('=');
    const path = decode(name);
    if (!without.has(path)) insert(root, path.split('.'), decode(value.join('=')));
  }
  return shaped(types, typeName, root);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Refusal('InvalidParameter', 'The parameters are not well escaped.');
  }
}

function insert(root: Map<string, Flat>, path: readonly string[], value: string): void {
  // A few kilobytes of dots would otherwise be thousands of levels, more than recursion bears.
  if (path.length > MAX_DEPTH) throw new Refusal('InvalidParameter', 'The parameters are nested too deeply.');
  let holder = root;
  for (const name of path.slice(0, -1)) {
    let next = holder.get(name);
    if (next === undefined) holder.set(name, (next = new Map<string, Flat>()));
    if (typeof next === 'string') throw twice();
    holder = next;
  }
  const last = path.at(-1) ?? '';
  if (holder.has(last)) throw twice();
  holder.set(last, value);
}

function twice(): Refusal {
  return new Refusal('InvalidParameter', 'A parameter is given twice.');
}

function shaped(types: ContractTypes, type: string, flat: Flat): JsonValue {
  if (typeof flat === 'string') return scalar(type, flat);
  const element = elementType(type);
  if (element !== undefined) {
    const indexes = Array.from({ length: flat.size }, (_, index) => String(index));
    if (indexes.every((index) => flat.has(index))) {
      return indexes.map((index) => shaped(types, element, flat.get(index) ?? ''));
    }
  }
  const fields = ownMember(types, type)?.fields ?? {};
  // fromEntries defines members, so even `__proto__` is an ordinary name.
  return Object.fromEntries(
    [...flat].map(([name, member]) => [name, shaped(types, ownMember(fields, name)?.type ?? 'string', member)]),
  );
}

function scalar(type: string, text: string): JsonValue {
  switch (type) {
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'integer':
    case 'uint32':
    case 'int64': {
      if (!/^-?\d{1,20}$/.test(text)) return text;
      const number = BigInt(text);
      return Number.isSafeInteger(Number(number)) ? Number(number) : number;
    }
    default:
      return text;
  }
}
