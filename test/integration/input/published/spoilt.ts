import type { JsonSchema } from '../../../../src/input/rule-metadata.ts';
import { plain, propertiesOf, type Json, type Schemas } from './values.ts';

/** A place in a value, with the schema that the place has. */
interface Spot {
  /** The input type and the field: the same place in other values has the same key. */
  readonly key: string;
  readonly schema: JsonSchema;
  readonly value: Json;
  readonly put: (value: Json | undefined) => void;
}

type Members = Record<string, Json>;

/**
 * A copy of a value with one place changed: to something at the edge of a rule, or of another kind. Edges that were not
 * tried go first, so that each rule has its turn.
 */
export function spoilt(schemas: Schemas, schema: JsonSchema, value: Json, tried: Set<string>, random: number): Json {
  const root = { value: structuredClone(value) };
  const spots = spotsOf(schemas, schema, '', root.value, (changed) => {
    root.value = changed ?? {}; // an argument that is absent is another matter
  });
  for (const { key, schema: own, value: at, put } of spots) {
    const edges = boundsOf(plain(schemas, own), at);
    const untried = edges.findIndex((_, index) => !tried.has(`${key} ${index}`));
    if (untried === -1) continue;
    tried.add(`${key} ${untried}`);
    put(edges[untried]);
    return root.value;
  }
  const spot = spots[random % spots.length]!;
  const own = plain(schemas, spot.schema);
  const changes = [...boundsOf(own, spot.value), ...othersOf(own, spot.value), ...KINDS];
  spot.put(changes[Math.floor(random / spots.length) % changes.length]);
  return root.value;
}

function spotsOf(schemas: Schemas, schema: JsonSchema, key: string, value: Json, put: Spot['put']): Spot[] {
  const own = plain(schemas, schema);
  const here: Spot = { key, schema, value, put };
  if (Array.isArray(value)) {
    const below = value.flatMap((entry, index) =>
      spotsOf(schemas, own['items'] as JsonSchema, `${key}[]`, entry, (changed) => {
        if (changed === undefined) value.splice(index, 1);
        else value[index] = changed;
      }),
    );
    return [here, ...below];
  }
  if (typeof value !== 'object' || value === null) return [here];
  const properties = propertiesOf(own);
  const below = Object.entries(properties).flatMap(([name, property]) => {
    const place = `${String(own['title'])}.${name}`;
    const change = (changed: Json | undefined): void => {
      if (changed === undefined) Reflect.deleteProperty(value, name);
      else value[name] = changed;
    };
    if (Object.hasOwn(value, name)) return spotsOf(schemas, property, place, value[name]!, change);
    return [{ key: place, schema: property, value: null, put: change }];
  });
  return [here, ...below];
}

const KINDS: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  '',
  '1',
  'A',
  [],
  {},
  [[]],
  { a: 1 },
];
const TEXTS: readonly string[] = [
  'a b',
  'a%',
  'é',
  '\n',
  'a\n',
  '\u0000',
  '\ud800',
  '😀',
  '#12345G',
  '1970-01-01T00:00:00+01:00',
];
const NUMBERS: readonly Json[] = [
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 60,
  '18446744073709551616',
  '-9223372036854775809',
  '007',
  '-0',
];

/** Values at the bounds of a schema, and right behind them. */
function boundsOf(schema: JsonSchema, value: Json): (Json | undefined)[] {
  const at = (keyword: string, make: (bound: number) => Json[]): Json[] => {
    const bound = schema[keyword];
    return typeof bound === 'number' ? make(bound) : [];
  };
  const list = Array.isArray(value) ? value : [];
  return [
    ...at('maximum', (bound) => [bound, bound + 1]),
    ...at('minimum', (bound) => [bound, bound - 1]),
    ...at('maxLength', (bound) => ['a'.repeat(bound), 'a'.repeat(bound + 1), '😀'.repeat(bound), 'é'.repeat(bound)]),
    ...at('minLength', (bound) => ['a'.repeat(bound), 'a'.repeat(bound - 1)]),
    ...at('maxItems', (bound) => [manyOf(list, bound), manyOf(list, bound + 1)]),
    ...at('minItems', (bound) => [list.slice(0, bound - 1)]),
    ...(schema['uniqueItems'] === true ? [[...list, ...list.slice(0, 1)]] : []),
    ...(schema['pattern'] === undefined ? [] : ['a b', 'a\n']),
  ];
}

/** Other values that are worth a try. */
function othersOf(schema: JsonSchema, value: Json): (Json | undefined)[] {
  const types = [schema['type']].flat();
  const others: (Json | undefined)[] = [...((schema['enum'] as Json[] | undefined) ?? [])];
  if (types.includes('string')) others.push(...TEXTS);
  if (schema['anyOf'] !== undefined || types.includes('integer')) others.push(...NUMBERS);
  if (Array.isArray(value)) others.push(value.slice(1), value[0]);
  else if (types.includes('array')) others.push([null], ['a'], 'a');
  if (isObject(value)) others.push({ ...value, notAField: 1 }, [value]);
  return others;
}

function manyOf(list: readonly Json[], length: number): Json {
  return Array.from({ length }, (_, index) => structuredClone(list[index % Math.max(list.length, 1)] ?? null));
}

function isObject(value: Json): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
