import { getNamedType, GraphQLEnumType, isInputObjectType, type GraphQLInputField, type GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { elementType, type ContractField } from '../../../src/emulation/contract/contract.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { type JsonValue } from '../../../src/wire/json.ts';
import { type Input, type Root, type Spec, onlySite, regionOf, placesOf, type Place, type Value, isNested, baseType, contractOf, inputType, inputName, ALWAYS_SENT } from './contract-walk.ts';

/** A list of texts that serve as values where a pattern is given; the first that matches is taken. */
const TEXTS = ['text', '#0a1B2c', '640x480', 'rtmp://live.test/room', 'https://events.test/'];

const PICTURE = 'https://pictures.test/a.png';

const TIW_VIDEO: Input = {
  'Concat.Image': PICTURE,
  'MixStream.Custom.Canvas.LayoutParams.Width': 3000,
  'MixStream.Custom.Canvas.LayoutParams.Height': 3000,
};

/** Values that must fit together with others, by wire names. All else follows from the field's own rules. */
const FITTING: Readonly<Record<string, Input>> = {
  tiwStartOnlineRecord: {
    RoomId: 7,
    RecordUserId: 'tic_record_user_7_1',
    ...TIW_VIDEO,
  },
  tiwCreateVideoGenerationTask: TIW_VIDEO,
  trtcCreateCloudRecording: {
    RoomId: '1203', // a room of either kind
    'MixTranscodeParams.VideoParams.Width': 640,
    'MixTranscodeParams.VideoParams.Height': 640,
  },
  trtcStartWebRecord: { RecordUrl: 'https://page.test/' },
  rongcloudStartRecord: { 'config.mixLayout': 'ADAPTIVE' },
  rongcloudUpdateRecordLayout: { mixLayout: 'ADAPTIVE' },
};

/** Of each pair, a request may hold one. */
const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ['CloudStorage', 'CloudVod'],
  ['SubscribeUserIds', 'UnSubscribeUserIds'],
  ['SubscribeAudioUserIds', 'UnSubscribeAudioUserIds'],
  ['SubscribeVideoUserIds', 'UnSubscribeVideoUserIds'],
];

/** Of several parameters, none of which is required, one must be there. */
const ONE_OF_THEM: Readonly<Record<string, string>> = {
  DescribeWebRecord: 'TaskId',
  ModifyCloudRecording: 'SubscribeStreamUserIds',
};

/** The smallest input that a root field takes. */
export function minimalInput(schema: GraphQLSchema, root: Root): Input {
  // Of two targets, and of two keys, of which neither is required, one must be there.
  const needed = ONE_OF_THEM[root.action] ?? 'CloudVod';
  return write(schema, root, root.sites[0]!, (name, { required }) => required === true || name === needed, ['roomId']);
}

/**
 * Inputs that together give every field, as much at once as the rules allow; the first for an account of the
 * China site, the second for one of the international site. Lists have two elements.
 */
export function fullInputs(schema: GraphQLSchema, root: Root): Input[] {
  const own = Object.keys(root.own);
  return (['china', 'intl'] as const).map((wanted, side) => {
    const site = root.sites.includes(wanted) ? wanted : root.sites[0]!;
    const fits = (name: string, spec: Spec): boolean =>
      !EXCLUSIVE.some((pair) => pair[side] === name) && (onlySite(spec) ?? site) === site;
    return write(schema, root, site, fits, own);
  });
}

function write(
  schema: GraphQLSchema,
  root: Root,
  site: Site,
  wanted: (wireName: string, spec: Spec) => boolean,
  own: readonly string[],
): Input {
  const input = Object.fromEntries(
    Object.entries(root.own)
      .filter(([name]) => own.includes(name))
      .map(([name, value]) => [name, name === 'region' ? regionOf(site) : value]),
  );
  const left = new Set<string>();
  for (const place of placesOf(schema, root)) {
    const parent = place.name.split('.').slice(0, -1).join('.');
    if (left.has(parent) || !wanted(place.wirePath.at(-1)!, place.spec)) {
      left.add(place.name);
      continue;
    }
    // Parents are written whole before their children; both elements of a list get the same.
    for (const path of elementsOf(place.path)) setIn(input, path, structuredClone(sample(place)));
  }
  return input;
}

/** The paths of the first and the second elements, where a path holds second ones. */
function elementsOf(path: readonly string[]): string[][] {
  return path.reduce<string[][]>(
    (paths, step) => paths.flatMap((above) => (step === '1' ? ['0', '1'] : [step]).map((each) => [...above, each])),
    [[]],
  );
}

function sample(place: Place): Value {
  const { spec } = place;
  const fitting = FITTING[place.root.name]?.[place.name];
  if (fitting !== undefined) return fitting;
  const one = isNested(place) ? {} : sampleLeaf(place);
  return elementType(spec.type) === undefined ? one : [one, structuredClone(one)];
}

function sampleLeaf(place: Place): Value {
  const { spec } = place;
  const members = enumNames(place);
  if (members) return members[0]!;
  const listed = spec.enum?.[0]?.value;
  if (listed !== undefined && spec.enumComplete !== false) return listed;
  switch (baseType(spec)) {
    case 'boolean':
      return true;
    case 'string': {
      if (spec.urlRule !== undefined) return PICTURE;
      const pattern = spec.pattern ?? spec.itemPattern ?? '';
      const text = TEXTS.find((candidate) => new RegExp(pattern).test(candidate));
      if (text === undefined) throw new Error(`${place.name}: no text fits ${pattern}`);
      return text;
    }
    case 'int64':
      return String(spec.example ?? 1);
    default:
      return Number(spec.min ?? 1);
  }
}

/** The names of an enum field's values, in the contract's order; undefined where the field is no enum. */
export function enumNames({ spec, field }: Place): string[] | undefined {
  const type = field && getNamedType(field.type);
  if (!(type instanceof GraphQLEnumType)) return undefined;
  const members = spec.itemEnum ?? spec.enum ?? [];
  return members.map(({ value }) => type.getValues().find((candidate) => candidate.value === value)!.name);
}

/** How the mark of a recording stands in a start: a recordId where none is given, and a tag behind the caller's extra. */
const MARKED: Readonly<Record<string, (input: Input, mark: string) => Record<string, JsonValue>>> = {
  trtcStartWebRecord: ({ recordId }, mark) => (recordId == null || recordId === '' ? { RecordId: mark } : {}),
  rongcloudStartRecord: ({ extra }, mark) => ({ extra: extra === '' ? `#${mark}` : `${extra as string} #${mark}` }),
};

/**
 * The body that an input must become: the vendor's names, enum names as the vendor's values. With the mark by which the
 * vendor knows the recording, what a start holds of it, too.
 */
export function wireOf(schema: GraphQLSchema, root: Root, input: Input, mark: string | null = null): JsonValue {
  const body = structuredClone(input);
  for (const name of Object.keys(root.own)) Reflect.deleteProperty(body, name);
  const { types } = contractOf(root);
  const marked = mark === null ? undefined : MARKED[root.name]?.(input, mark);
  return { ...(rename(body, root.spec.input, inputType(schema, root)) as Record<string, JsonValue>), ...marked };

  function rename(value: Input, typeName: string, type: GraphQLInputObjectType): JsonValue {
    const members = Object.entries(types[typeName]!.fields).flatMap(([wireName, spec]): [string, JsonValue][] => {
      const name = inputName(root.product, wireName);
      const member = value[name];
      if (member != null) return [[wireName, one(member, spec, type.getFields()[name]!)]];
      const always = ALWAYS_SENT[`${typeName} ${wireName}`];
      return always === undefined ? [] : [[wireName, always]];
    });
    return Object.fromEntries(members);
  }

  function one(value: Value, spec: ContractField, field: GraphQLInputField): JsonValue {
    if (Array.isArray(value)) return value.map((element) => one(element, spec, field));
    const named = getNamedType(field.type);
    if (named instanceof GraphQLEnumType) return named.getValue(value as string)!.value as JsonValue;
    if (isInputObjectType(named)) return rename(value as Input, baseType(spec), named);
    return baseType(spec) === 'int64' ? digits(value as number | string) : (value);
  }
}

/** A number as it is read from the wire. */
export function digits(written: number | string): number | bigint {
  const number = Number(written);
  return Number.isSafeInteger(number) ? number : BigInt(written);
}

/** The value at a path; undefined where something on the way is missing. */
export function getIn(value: JsonValue | Value | undefined, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
    value,
  );
}

/** A copy with another value at a path, or with none. Objects on the way must exist. */
export function withValue(input: Input, path: readonly string[], value: Value | undefined): Input {
  const copy = structuredClone(input);
  setIn(copy, path, value);
  return copy;
}

function setIn(input: Input, path: readonly string[], value: Value | undefined): void {
  const parent = getIn(input, path.slice(0, -1)) as Input | undefined;
  if (parent === undefined) throw new Error(`nothing at ${path.slice(0, -1).join('.')}`);
  if (value === undefined) Reflect.deleteProperty(parent, path.at(-1)!);
  else parent[path.at(-1)!] = value;
}
