import {
  execute,
  getNamedType,
  GraphQLEnumType,
  isInputObjectType,
  parse,
  type DocumentNode,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { ErrorEntry } from '../../../src/errors.ts';
import {
  elementType,
  loadContract,
  type Contract,
  type ContractAction,
  type ContractField,
} from '../../../src/emulation/contract/contract.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { parseJson, type JsonValue } from '../../../src/wire/json.ts';
import type { WireCall } from '../../../src/wire/transport.ts';
import { fakeVendor, KEYS, schemaOver } from '../../shared/fake-vendor.ts';

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
  readonly nullableInResponse?: boolean;
  readonly unit?: string;
  readonly urlRule?: string;
  readonly differences?: string | readonly string[];
  readonly source?: string;
  /** Width and sign of a number in the vendor's own client. */
  readonly sdkType?: string;
  readonly example?: string | number;
  readonly ignoredWhen?: string;
  /** Place of a parameter that is not in the body. */
  readonly in?: string;
}

/** What a contract says of an action, as far as the walk asks. */
export interface ActionSpec extends ContractAction {
  readonly output: string;
  readonly effect: string;
  readonly availability?: Site;
  readonly regions?: readonly string[] | null;
  readonly regionsChina?: readonly string[] | null;
  readonly regionRequired?: boolean;
  readonly headers?: readonly string[];
  readonly method?: string;
  readonly path?: string;
  readonly successCode?: number;
}

/** A root field of the schema: one action of a product. */
export interface Root {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly product: string;
  readonly action: string;
  readonly spec: ActionSpec;
  /** Sites of the vendor that have the action; the first is taken where both would do. */
  readonly sites: readonly Site[];
  /** Input fields that are no parameter of the action, each with a value. */
  readonly own: Input;
}

export const PRODUCTS = ['tiw', 'gme', 'trtc', 'rongcloud'] as const;

const contracts = new Map<string, Contract<ActionSpec>>(
  PRODUCTS.map((product) => [product, loadContract<Contract<ActionSpec>>(product)]),
);

/** Every action of every contract, under the name that its root field must have. */
export const ROOTS: readonly Root[] = [...contracts].flatMap(([product, { actions, types }]) =>
  Object.entries(actions).map(([action, spec]): Root => {
    const sites: readonly Site[] = spec.availability ? [spec.availability] : ['intl', 'china'];
    // Room-Id is a header of the call; two actions know the room as a parameter, too.
    const roomHeader =
      spec.headers?.includes('Room-Id') === true && !Object.hasOwn(types[spec.input]!.fields, 'roomId');
    return {
      name: product + action.charAt(0).toUpperCase() + action.slice(1),
      kind: spec.effect === 'read' ? 'query' : 'mutation',
      product,
      action,
      spec,
      sites,
      // X-TC-Region is a header of the call; clients may choose it. GME knows no regions.
      own: { ...(spec.regionRequired && { region: regionOf(sites[0]!) }), ...(roomHeader && { roomId: 'room-1' }) },
    };
  }),
);

/** The five mutations that root a recording. */
export const STARTS: readonly Root[] = ROOTS.filter(({ name }) =>
  [
    'tiwStartOnlineRecord',
    'gmeStartRecord',
    'trtcCreateCloudRecording',
    'trtcStartWebRecord',
    'rongcloudStartRecord',
  ].includes(name),
);

/** A region that every action of a site knows. */
function regionOf(site: Site): string {
  return site === 'china' ? 'ap-guangzhou' : 'ap-singapore';
}

/** A field of a request, wherever it is nested. */
export interface Place {
  readonly root: Root;
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
  readonly root: Root;
  /** Wire names from the request on; empty for the request itself. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Spec>>;
  readonly input: GraphQLInputObjectType;
}

/** Names that do not follow from the wire's. */
const INPUT_NAMES: Readonly<Record<string, string>> = {
  TRTCRoomId: 'trtcRoomId',
  TRTCRoomIdStr: 'trtcRoomIdStr',
  SdkAppID: 'sdkAppId',
  TaskID: 'taskId',
  RoomID: 'roomId',
  FileURL: 'fileUrl',
};

/** The name of a parameter in the inputs. */
export function inputName(product: string, wireName: string): string {
  if (product === 'rongcloud') return wireName === 'room_id' ? 'roomId' : wireName;
  return INPUT_NAMES[wireName] ?? wireName.charAt(0).toLowerCase() + wireName.slice(1);
}

/** The vendor has no more use for the field, or keeps it for itself. */
export function isLeftOut({ internal, deprecated, differences = [] }: Spec): boolean {
  return internal === true || deprecated === true || [differences].flat().some((text) => text.includes('no longer used'));
}

/** Ids of applications: no contract states their lowest value, and 0 is the id of none. */
export function isApplication(wireName: string): boolean {
  return /^(?:SdkAppI[dD]|BizId)$/.test(wireName);
}

/** The type of a field, or of its elements. */
export function baseType({ type }: Spec): string {
  return elementType(type) ?? type;
}

/** The only site that knows a parameter; undefined where both do. */
export function onlySite({ source = '' }: Spec): Site | undefined {
  if (source === 'China SDK only') return 'china';
  return source.includes('international') ? 'intl' : undefined;
}

/** What is sent also when it is not given: the vendor's default is disputed, or an error code for the absence exists. */
const ALWAYS_SENT: Readonly<Record<string, JsonValue>> = {
  'RecordParams StreamType': 0,
  'StartWebRecordRequest MaxDurationLimit': 36_000,
  'McuPublishCdnParam IsTencentCdn': 1,
};

/** Fields of ours in inputs inside of others: storage that the operator has named. */
export const OWN_INSIDE: Readonly<Record<string, readonly string[]>> = { StorageParams: ['profile'] };

/** Ids and tickets of robots, which the server makes where it has the key of the application; and what it can ask for. */
const MADE_HERE = [
  'tiwStartOnlineRecord RecordUserId',
  'tiwStartOnlineRecord RecordUserSig',
  'trtcCreateCloudRecording UserId',
  'trtcCreateCloudRecording UserSig',
  'rongcloudStartRecord sessionId',
];

export function isMadeHere({ root, name }: Place): boolean {
  return MADE_HERE.includes(`${root.name} ${name}`);
}

/** Whether a field must be there whatever its neighbours are. */
export function isRequired({ required = false, ignoredWhen }: Spec): boolean {
  return required && ignoredWhen === undefined;
}

export function contractOf({ product }: Pick<Root, 'product'>): Contract<ActionSpec> {
  return contracts.get(product)!;
}

/** A site whose account may send an input: the one that knows its region and every parameter in it. */
export function siteFor(root: Root, input: Input): Site {
  const { types } = contractOf(root);
  const only = (value: Value | undefined, typeName: string): Site | undefined => {
    if (Array.isArray(value)) return value.map((element) => only(element, typeName)).find((site) => site !== undefined);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(types, typeName)) return undefined;
    for (const [wireName, spec] of Object.entries(types[typeName]!.fields)) {
      const member = value[inputName(root.product, wireName)];
      if (member == null) continue;
      const site = onlySite(spec) ?? only(member, baseType(spec));
      if (site !== undefined) return site;
    }
    return undefined;
  };
  const { regions, regionsChina } = root.spec;
  const region = input['region'];
  const elsewhere = typeof region === 'string' && !regions?.includes(region) && regionsChina?.includes(region);
  return only(input, root.spec.input) ?? (elsewhere ? 'china' : root.sites[0]!);
}

export function isNested(place: Place): boolean {
  return Object.hasOwn(contractOf(place.root).types, baseType(place.spec));
}

/** Every field of a root's request, parents before their children. */
export function placesOf(schema: GraphQLSchema, root: Root): Place[] {
  return walk(schema, root).places;
}

/** Every type of a root's request, at each place where it occurs. */
export function typePairsOf(schema: GraphQLSchema, root: Root): TypePair[] {
  return walk(schema, root).pairs;
}

function walk(schema: GraphQLSchema, root: Root): { pairs: TypePair[]; places: Place[] } {
  const { types } = contractOf(root);
  const pairs: TypePair[] = [];
  const places: Place[] = [];
  const enter = (typeName: string, input: GraphQLInputObjectType, above: Omit<Place, 'spec' | 'field' | 'root'>): void => {
    const fields = types[typeName]!.fields as Readonly<Record<string, Spec>>;
    pairs.push({ root, name: above.name, fields, input });
    for (const [wireName, spec] of Object.entries(fields)) {
      const name = inputName(root.product, wireName);
      const field = input.getFields()[name];
      const own = {
        path: [...above.path, name],
        wirePath: [...above.wirePath, wireName],
        name: above.name === '' ? wireName : `${above.name}.${wireName}`,
      };
      places.push({ root, ...own, spec, field });
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
  enter(root.spec.input, inputType(schema, root), { path: [], wirePath: [], name: '' });
  return { pairs, places };
}

/** The input type of a root field. Throws where the schema lacks it. */
export function inputType(schema: GraphQLSchema, root: Root): GraphQLInputObjectType {
  const argument = fieldOf(schema, root).args.find(({ name }) => name === 'input');
  const type = argument && getNamedType(argument.type);
  if (!isInputObjectType(type)) throw new Error(`${root.name} has no input`);
  return type;
}

/** The root field of an action. Throws where the schema lacks it. */
export function fieldOf(schema: GraphQLSchema, { kind, name }: Root): GraphQLField<unknown, unknown> {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const field = type?.getFields()[name];
  if (!field) throw new Error(`there is no ${kind} ${name}`);
  return field;
}

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

/** What became of a call. */
export interface Outcome {
  /** `errors` of the payload. */
  readonly errors: readonly ErrorEntry[];
  /** Messages of GraphQL itself: the variables do not have the type of the input. */
  readonly refusals: readonly string[];
  readonly calls: readonly WireCall[];
  /** The mark by which the vendor knows the recording that was started; null where there is none. */
  readonly mark: string | null;
  /** The parameters that were sent: the body, or what the path holds where there is none; undefined: no call. */
  readonly sent: JsonValue | undefined;
}

/** The real schema, for an account of either site, over a vendor that takes everything. */
export interface Api {
  readonly schema: GraphQLSchema;
  /** Without a site, the account is of one that knows the region and every parameter of the input. */
  readonly call: (root: string, input: Input, site?: Site) => Promise<Outcome>;
}

export async function openApi(): Promise<Api> {
  const vendor = fakeVendor();
  const schemas = {
    intl: (await schemaOver(vendor)).schema,
    china: (await schemaOver(vendor, { ...KEYS, TENCENT_SITE: 'china' })).schema,
  };
  const roots = new Map(
    ROOTS.map((root) => [
      root.name,
      { root, document: documentOf(schemas.intl, root, 'errors { code message path retryable }') },
    ]),
  );
  return {
    schema: schemas.intl,
    call: async (name, input, site) => {
      vendor.calls.length = 0;
      const { root, document } = roots.get(name)!;
      const result = await execute({
        schema: schemas[site ?? siteFor(root, input)],
        document,
        variableValues: { input },
        contextValue: { requestId: 'test' },
      });
      const payload = result.data?.['it'] as StartAnswer | undefined;
      const calls = [...vendor.calls];
      return {
        errors: payload?.errors ?? [],
        refusals: (result.errors ?? []).map(({ message }) => message),
        calls,
        mark: markOf(payload),
        sent: calls.length === 0 ? undefined : parametersOf(root, calls[0]!),
      };
    },
  };
}

/** The parameters of a call, wherever it has them. */
export function parametersOf({ spec }: Root, { url, body }: WireCall): JsonValue {
  if (body !== undefined) return parseJson(body);
  const at = (spec.path ?? '').split('/').indexOf('{room_id}');
  return { room_id: decodeURIComponent(new URL(url).pathname.split('/')[at]!) };
}

/** What is asked of a payload. `recording` is asked of starts only. */
export interface StartAnswer {
  readonly errors: readonly ErrorEntry[];
  readonly recording?: { readonly vendorKey: string | null } | null;
}

/** The mark by which the vendor knows the recording that a call started. */
export function markOf(payload: StartAnswer | null | undefined): string | null {
  return payload?.recording?.vendorKey ?? null;
}

/** An operation of a root field that reads this of its payload, and of a start the mark of its recording. */
export function documentOf(schema: GraphQLSchema, root: Root, selection: string): DocumentNode {
  const { kind, name } = root;
  const type = inputType(schema, root).name;
  const more = STARTS.includes(root) ? 'recording { vendorKey }' : '';
  return parse(`${kind} ($input: ${type}!) { it: ${name}(input: $input) { ${selection} ${more} } }`);
}
