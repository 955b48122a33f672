import { getNamedType, isInputObjectType, type GraphQLField, type GraphQLInputField, type GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { elementType, loadContract, type Contract, type ContractAction, type ContractField } from '../../../src/emulation/contract/contract.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { type JsonValue } from '../../../src/wire/json.ts';

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
export function regionOf(site: Site): string {
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
export const ALWAYS_SENT: Readonly<Record<string, JsonValue>> = {
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
