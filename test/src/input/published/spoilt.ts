import type { JsonSchema } from '../../../../src/input/said.ts';
import { plain, propertiesOf, type Json, type Schemas } from './values.ts';

/** A place in a value, with the schema that the place has. */
interface Spot {
  readonly schema: JsonSchema;
  readonly value: Json;
  readonly put: (value: Json | undefined) => void;
}

type Members = Record<string, Json>;

/** A copy of a value with one place changed: to something at the edge of a rule, or of another kind. */
export function spoilt(schemas: Schemas, schema: JsonSchema, value: Json, which: number, how: number): Json {
  const root = { value: structuredClone(value) };
  const spots = spotsOf(schemas, schema, root.value, (changed) => {
    root.value = changed ?? {}; // an argument that is absent is another matter
  });
  const spot = spots[which % spots.length]!;
  const changes = changesOf(plain(schemas, spot.schema), spot.value);
  spot.put(changes[how % changes.length]);
  return root.value;
}

function spotsOf(schemas: Schemas, schema: JsonSchema, value: Json, put: Spot['put']): Spot[] {
  const own = plain(schemas, schema);
  const here: Spot = { schema, value, put };
  if (Array.isArray(value)) {
    const below = value.flatMap((entry, index) =>
      spotsOf(schemas, own['items'] as JsonSchema, entry, (changed) => {
        if (changed === undefined) value.splice(index, 1);
        else value[index] = changed;
      }),
    );
    return [here, ...below];
  }
  if (typeof value !== 'object' || value === null) return [here];
  const members = value;
  const properties = propertiesOf(own);
  const below = Object.entries(properties).flatMap(([name, property]) => {
    const change = (changed: Json | undefined): void => {
      if (changed === undefined) Reflect.deleteProperty(members, name);
      else members[name] = changed;
    };
    if (Object.hasOwn(members, name)) return spotsOf(schemas, property, members[name]!, change);
    return [{ schema: property, value: null, put: change }];
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

/** Changes of a value: those that the rules of its schema suggest, and other kinds of values. */
function changesOf(schema: JsonSchema, value: Json): (Json | undefined)[] {
  const number = (keyword: string): number | undefined => schema[keyword] as number | undefined;
  const types = [schema['type']].flat();
  const at = (keyword: string, make: (bound: number) => Json[]): Json[] => {
    const bound = number(keyword);
    return bound === undefined || !Number.isFinite(bound) ? [] : make(bound);
  };
  const long = (length: number, unit: string): string => unit.repeat(length);
  const changes: (Json | undefined)[] = [
    ...at('minimum', (bound) => [bound - 1, bound, bound - 0.5]),
    ...at('maximum', (bound) => [bound + 1, bound, bound + 0.5]),
    ...at('minLength', (bound) => [long(bound - 1, 'a'), long(bound, 'a')]),
    ...at('maxLength', (bound) => [long(bound, 'a'), long(bound + 1, 'a'), long(bound, '😀'), long(bound + 1, 'é')]),
    ...((schema['enum'] as Json[] | undefined) ?? []),
  ];
  if (types.includes('string')) changes.push(...TEXTS);
  if (schema['anyOf'] !== undefined || types.includes('integer')) changes.push(...NUMBERS);
  if (Array.isArray(value))
    changes.push([...value, ...value.slice(0, 1)], value.slice(1), value[0], manyOf(value, number('maxItems')));
  else if (types.includes('array')) changes.push([null], ['a'], 'a');
  if (isObject(value)) changes.push({ ...value, notAField: 1 }, [value]);
  return [...changes, ...KINDS];
}

function manyOf(list: readonly Json[], max = 3): Json {
  return Array.from({ length: max + 1 }, (_, index) => structuredClone(list[index % Math.max(list.length, 1)] ?? null));
}

function isObject(value: Json): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
