import {
  execute,
  getNamedType,
  GraphQLEnumType,
  isInputObjectType,
  parse,
  type DocumentNode,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { ErrorEntry } from '../../src/errors.ts';
import { elementType, loadContract, type Contract, type ContractField } from '../../src/emulation/contract.ts';
import { parseJson, type JsonValue } from '../../src/wire/json.ts';
import type { WireCall } from '../../src/wire/transport.ts';
import { fakeVendor, schemaOver } from '../fake-vendor.ts';

// Walks the request types of contracts/*.json beside the GraphQL inputs, and writes inputs from the contracts.

/** What a client sends as a variable. */
export type Value = null | boolean | number | string | Value[] | Input;
export interface Input {
  [name: string]: Value;
}

/** The rules of a field as a contract writes them. */
export interface Spec extends ContractField {
  readonly secret?: boolean;
  readonly internal?: boolean;
  readonly deprecated?: boolean;
  readonly unit?: string;
  readonly urlRule?: string;
  readonly differences?: string | readonly string[];
}

/** One of the five mutations that start a recording. */
export interface Start {
  readonly mutation: string;
  readonly product: string;
  readonly action: string;
  /** Input fields that are no parameter of the action, each with a value. */
  readonly own: Input;
}

export const STARTS: readonly Start[] = [
  // X-TC-Region is a header of the call; clients may choose it.
  { mutation: 'tiwStartOnlineRecord', product: 'tiw', action: 'StartOnlineRecord', own: { region: 'ap-singapore' } },
  // GME knows no regions.
  { mutation: 'gmeStartRecord', product: 'gme', action: 'StartRecord', own: {} },
  {
    mutation: 'trtcCreateCloudRecording',
    product: 'trtc',
    action: 'CreateCloudRecording',
    own: { region: 'ap-singapore' },
  },
  { mutation: 'trtcStartWebRecord', product: 'trtc', action: 'StartWebRecord', own: { region: 'ap-singapore' } },
  // Room-Id is a header of the call, and mandatory.
  { mutation: 'rongcloudStartRecord', product: 'rongcloud', action: 'startRecord', own: { roomId: 'room-1' } },
];

/** A field of a request, wherever it is nested. */
export interface Place {
  readonly start: Start;
  /** As a client names it, from the input's own fields on. Lists are entered at their second element. */
  readonly path: readonly string[];
  /** The same place in the body that is sent. */
  readonly wirePath: readonly string[];
  /** Wire names without list places: MixStream.Custom.Canvas. */
  readonly name: string;
  readonly spec: Spec;
  /** Absent: the inputs lack it. */
  readonly field: GraphQLInputField | undefined;
}

/** A request type of a contract and the input type that stands for it. */
export interface TypePair {
  readonly start: Start;
  /** Wire names from the request on; empty for the request itself. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Spec>>;
  readonly input: GraphQLInputObjectType;
}

/** The name of a parameter in the inputs. */
export function inputName(product: string, wireName: string): string {
  if (product === 'rongcloud') return wireName;
  const exceptions: Readonly<Record<string, string>> = { TRTCRoomId: 'trtcRoomId', TRTCRoomIdStr: 'trtcRoomIdStr' };
  return exceptions[wireName] ?? wireName.charAt(0).toLowerCase() + wireName.slice(1);
}

/** The vendor has no more use for the field, or keeps it for itself. */
export function isLeftOut({ internal, deprecated, differences = [] }: Spec): boolean {
  return internal === true || deprecated === true || [differences].flat().some((text) => text.includes('no longer used'));
}

/** The type of a field, or of its elements. */
export function baseType({ type }: Spec): string {
  return elementType(type) ?? type;
}

const contracts = new Map(STARTS.map(({ product }) => [product, loadContract(product)]));

function contractOf({ product }: Start): Contract {
  return contracts.get(product)!;
}

export function isNested(place: Place): boolean {
  return Object.hasOwn(contractOf(place.start).types, baseType(place.spec));
}

/** Every field of a start's request, parents before their children. */
export function placesOf(schema: GraphQLSchema, start: Start): Place[] {
  return walk(schema, start).places;
}

/** Every type of a start's request, at each place where it occurs. */
export function typePairsOf(schema: GraphQLSchema, start: Start): TypePair[] {
  return walk(schema, start).pairs;
}

function walk(schema: GraphQLSchema, start: Start): { pairs: TypePair[]; places: Place[] } {
  const { types, actions } = contractOf(start);
  const pairs: TypePair[] = [];
  const places: Place[] = [];
  const enter = (typeName: string, input: GraphQLInputObjectType, above: Omit<Place, 'spec' | 'field' | 'start'>): void => {
    const fields = types[typeName]!.fields as Readonly<Record<string, Spec>>;
    pairs.push({ start, name: above.name, fields, input });
    for (const [wireName, spec] of Object.entries(fields)) {
      const name = inputName(start.product, wireName);
      const field = input.getFields()[name];
      const own = {
        path: [...above.path, name],
        wirePath: [...above.wirePath, wireName],
        name: above.name === '' ? wireName : `${above.name}.${wireName}`,
      };
      places.push({ start, ...own, spec, field });
      const nested = field && getNamedType(field.type);
      if (!Object.hasOwn(types, baseType(spec)) || !isInputObjectType(nested)) continue;
      const second = elementType(spec.type) === undefined ? [] : ['1'];
      enter(baseType(spec), nested, {
        ...own,
        path: [...own.path, ...second],
        wirePath: [...own.wirePath, ...second],
      });
    }
  };
  enter(actions[start.action]!.input, inputType(schema, start), { path: [], wirePath: [], name: '' });
  return { pairs, places };
}

/** The input type of a mutation. */
export function inputType(schema: GraphQLSchema, { mutation }: Start): GraphQLInputObjectType {
  const argument = schema.getMutationType()?.getFields()[mutation]?.args.find(({ name }) => name === 'input');
  const type = argument && getNamedType(argument.type);
  if (!isInputObjectType(type)) throw new Error(`${mutation} has no input`);
  return type;
}

/** A list of texts that serve as values where a pattern is given; the first that matches is taken. */
const TEXTS = ['text', '#0a1B2c', '640x480', 'rtmp://live.test/room'];
const PICTURE = 'https://pictures.test/a.png';

/** Values that must fit together with others, by wire names. All else follows from the field's own rules. */
const FITTING: Readonly<Record<string, Input>> = {
  tiwStartOnlineRecord: {
    RoomId: 7,
    RecordUserId: 'tic_record_user_7_1',
    'Concat.Image': PICTURE,
    'MixStream.Custom.Canvas.LayoutParams.Width': 3000,
    'MixStream.Custom.Canvas.LayoutParams.Height': 3000,
  },
  gmeStartRecord: {},
  trtcCreateCloudRecording: {
    RoomId: '1203', // a room of either kind
    'MixTranscodeParams.VideoParams.Width': 640,
    'MixTranscodeParams.VideoParams.Height': 640,
  },
  trtcStartWebRecord: { RecordUrl: 'https://page.test/' },
  rongcloudStartRecord: { 'config.mixLayout': 'ADAPTIVE' },
};

/** Of each pair, a request may hold one. */
const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ['CloudStorage', 'CloudVod'],
  ['SubscribeUserIds', 'UnSubscribeUserIds'],
  ['SubscribeAudioUserIds', 'UnSubscribeAudioUserIds'],
  ['SubscribeVideoUserIds', 'UnSubscribeVideoUserIds'],
];

/** The smallest input that a mutation takes. */
export function minimalInput(schema: GraphQLSchema, start: Start): Input {
  // Of two targets, of which neither is required, one must be there.
  return write(schema, start, (name, { required }) => required === true || name === 'CloudVod', ['roomId']);
}

/** Inputs that together give every field, as much at once as the rules allow. Lists have two elements. */
export function fullInputs(schema: GraphQLSchema, start: Start): Input[] {
  const own = Object.keys(start.own);
  return [0, 1].map((side) => write(schema, start, (name) => !EXCLUSIVE.some((pair) => pair[side] === name), own));
}

function write(
  schema: GraphQLSchema,
  start: Start,
  wanted: (wireName: string, spec: Spec) => boolean,
  own: readonly string[],
): Input {
  const input = Object.fromEntries(Object.entries(start.own).filter(([name]) => own.includes(name)));
  const left = new Set<string>();
  for (const place of placesOf(schema, start)) {
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
  const fitting = FITTING[place.start.mutation]?.[place.name];
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

/** The body that an input must become: the vendor's names, enum names as the vendor's values. */
export function wireOf(schema: GraphQLSchema, start: Start, input: Input): JsonValue {
  const body = structuredClone(input);
  for (const name of Object.keys(start.own)) Reflect.deleteProperty(body, name);
  const { types, actions } = contractOf(start);
  return rename(body, actions[start.action]!.input, inputType(schema, start));

  function rename(value: Input, typeName: string, type: GraphQLInputObjectType): JsonValue {
    const members = Object.entries(types[typeName]!.fields).flatMap(([wireName, spec]): [string, JsonValue][] => {
      const name = inputName(start.product, wireName);
      const member = value[name];
      return member == null ? [] : [[wireName, one(member, spec, type.getFields()[name]!)]];
    });
    return Object.fromEntries(members);
  }

  function one(value: Value, spec: ContractField, field: GraphQLInputField): JsonValue {
    if (Array.isArray(value)) return value.map((element) => one(element, spec, field));
    const named = getNamedType(field.type);
    if (named instanceof GraphQLEnumType) return named.getValue(value as string)!.value as JsonValue;
    return isInputObjectType(named) ? rename(value as Input, baseType(spec), named) : (value);
  }
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

/** What became of a mutation. */
export interface Outcome {
  /** `errors` of the payload. */
  readonly errors: readonly ErrorEntry[];
  /** Messages of GraphQL itself: the variables do not have the type of the input. */
  readonly refusals: readonly string[];
  readonly calls: readonly WireCall[];
  /** The body that was sent; undefined when none was. */
  readonly sent: JsonValue | undefined;
}

/** The real schema over a vendor that takes everything. */
export interface Api {
  readonly schema: GraphQLSchema;
  readonly call: (mutation: string, input: Input) => Promise<Outcome>;
}

export async function openApi(): Promise<Api> {
  const vendor = fakeVendor();
  const { schema } = await schemaOver(vendor);
  const documents = new Map(STARTS.map((start) => [start.mutation, document(schema, start)]));
  return {
    schema,
    call: async (mutation, input) => {
      vendor.calls.length = 0;
      const result = await execute({
        schema,
        document: documents.get(mutation)!,
        variableValues: { input },
        contextValue: { requestId: 'test' },
      });
      const payload = result.data?.['it'] as { errors: ErrorEntry[] } | undefined;
      const calls = [...vendor.calls];
      return {
        errors: payload?.errors ?? [],
        refusals: (result.errors ?? []).map(({ message }) => message),
        calls,
        sent: calls.length === 0 ? undefined : parseJson(calls[0]!.body ?? ''),
      };
    },
  };
}

function document(schema: GraphQLSchema, start: Start): DocumentNode {
  const { name } = inputType(schema, start);
  return parse(
    `mutation ($input: ${name}!) { it: ${start.mutation}(input: $input) { errors { code message path retryable } } }`,
  );
}
