import fc from 'fast-check';
import { getNamedType, GraphQLEnumType, isInputObjectType, type GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { elementType } from '../../../src/emulation/contract/contract.ts';
import type { Site } from '../../../src/providers/tencent/api/account.ts';
import { baseType, contractOf, inputName, inputType, isApplication, isMadeHere, onlySite, type Input, type Root, type Spec, type Value } from './contract-walk.ts';
import { repair } from './repairs.ts';

// Random inputs that keep every rule of a contract.

/** An input, and the site of the account that may send it. */
export interface Drawn {
  readonly root: Root;
  readonly site: Site;
  readonly input: Input;
}

/** Any valid input of any of these root fields. */
export function anyInput(schema: GraphQLSchema, roots: readonly Root[]): fc.Arbitrary<Drawn> {
  return fc.oneof(...roots.flatMap((root) => root.sites.map((site) => inputAt(schema, root, site))));
}

function inputAt(schema: GraphQLSchema, root: Root, site: Site): fc.Arbitrary<Drawn> {
  const { types } = contractOf(root);
  const own: Record<string, fc.Arbitrary<Value>> = {};
  if ('region' in root.own) own['region'] = absent(fc.constantFrom(...regionsOf(root, site)));
  if ('roomId' in root.own) own['roomId'] = ROOM_ID;
  return ofType(root.spec.input, inputType(schema, root), '', own).map((input) => ({
    root,
    site,
    input: repair(root, input),
  }));

  function ofType(
    typeName: string,
    type: GraphQLInputObjectType,
    above: string,
    more: Record<string, fc.Arbitrary<Value>> = {},
  ): fc.Arbitrary<Input> {
    const members: Record<string, fc.Arbitrary<Value>> = { ...more };
    const needed: string[] = Object.keys(more);
    for (const [wireName, spec] of Object.entries(types[typeName]!.fields as Readonly<Record<string, Spec>>)) {
      if ((onlySite(spec) ?? site) !== site) continue;
      const name = above === '' ? wireName : `${above}.${wireName}`;
      const ours = inputName(root.product, wireName);
      const field = type.getFields()[ours]!;
      const named = getNamedType(field.type);
      const one: fc.Arbitrary<Value> = isInputObjectType(named)
        ? ofType(baseType(spec), named, name)
        : named instanceof GraphQLEnumType
          ? fc.constantFrom(...named.getValues().map((member) => member.name))
          : leaf(root, name, spec);
      const value = elementType(spec.type) === undefined ? one : list(one, spec);
      const place = { root, name, spec, path: [], wirePath: [], field };
      if (spec.required === true || isMadeHere(place)) {
        needed.push(ours);
        members[ours] = value;
      } else {
        members[ours] = absent(value);
      }
    }
    return fc.record(members, { requiredKeys: needed });
  }
}

/** Null is as good as absent. */
function absent(value: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.option(value, { freq: 9, nil: null });
}

function list(one: fc.Arbitrary<Value>, { minItems = 0, maxItems = 3 }: Spec): fc.Arbitrary<Value> {
  return fc.array(one, { minLength: minItems, maxLength: Math.min(maxItems, 3) });
}

/** The regions of a product at a site; the contract of the search names none. */
export function regionsOf({ spec }: Root, site: Site): readonly string[] {
  return (site === 'intl' ? spec.regions : spec.regionsChina) ?? ['ap-singapore'];
}

const letters = (characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.nat({ max: characters.length - 1 }).map((at) => characters.charAt(at)), minLength, maxLength });

const WORD = 'abcxyzABCXYZ0189_-';
const ROOM_ID = letters(`${WORD}+=`, 1, 64);
const TEXT = fc.string({ unit: 'binary', minLength: 1, maxLength: 7 });
/** As they come: with +, / and =, and without what copying out of an address leaves. */
const TASK_ID = TEXT.map((text) => `${text.replace(/[\s%]/g, '+')}/=`);
const PICTURE = fc.nat().map((n) => `https://a.test/${n}.${['png', 'jpg', 'jpeg'][n % 3]!}`);
const ADDRESS = fc.nat().map((n) => `http${n % 2 === 0 ? 's' : ''}://a.test/${n}?b=c`);

const BY_PATTERN: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '^#[0-9A-Fa-f]{6}$': fc.nat({ max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`),
  '^[1-9][0-9]{2,3}x[1-9][0-9]{2,3}$': fc.nat({ max: 8_999_999 }).map((n) => `${100 + (n % 9900)}x${100 + (n % 9871)}`),
  '^rtmp://': TEXT.map((text) => `rtmp://${text.replace(/\s/g, '-')}`),
  '^[A-Za-z0-9_-]*$': letters(WORD, 0, 64),
  '^[A-Za-z0-9_-]+$': letters(WORD, 1, 20),
  '^(https?://.*)?$': fc.oneof(fc.constant(''), ADDRESS),
  '^[A-Za-z0-9+=_-]{1,64}$': ROOM_ID,
  '^tic_record_user_{RoomId}_{random}$': letters(WORD, 1, 30), // its start follows from the room
};

/** Texts whose rule stands in words only, and numbers with a bound of ours where the contract states none. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  'tiw Concat.Image': ADDRESS,
  'tiw Offset': fc.nat(),
  'tiw Limit': fc.integer({ min: 1, max: 500 }),
  'trtc RecordUrl': ADDRESS,
  'trtc RoomId': fc.integer({ min: 1, max: 4_294_967_294 }).map(String), // a room of either kind
  'rongcloud room_id': ROOM_ID,
  'rongcloud config.mcuConfig.mode': fc.nat(),
};

const INT64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  fc.nat({ max: Number.MAX_SAFE_INTEGER }),
);

function leaf(root: Root, name: string, spec: Spec): fc.Arbitrary<Value> {
  const known = BY_NAME[`${root.product} ${name}`];
  if (known) return known;
  if (spec.urlRule !== undefined) return PICTURE;
  const pattern = spec.pattern ?? spec.itemPattern;
  if (pattern !== undefined) return BY_PATTERN[pattern]!;
  if (spec.enum && spec.enumComplete !== false) return fc.constantFrom(...spec.enum.map(({ value }) => value));
  if (/TaskId$/.test(name)) return spec.type === 'string' ? TASK_ID : INT64;
  const min = Number(spec.min ?? (isApplication(name) ? 1 : 0));
  switch (baseType(spec)) {
    case 'boolean':
      return fc.boolean();
    case 'int64':
      return INT64;
    case 'float':
      return fc.double({ min, max: Number(spec.max), noNaN: true });
    case 'integer':
      return fc.integer({ min: spec.min === undefined && isSigned(spec) ? -(2 ** 31) : min, max: Number(spec.max ?? 2 ** 31 - 1) });
    case 'uint32':
      return fc.integer({ min, max: Number(spec.max ?? 2 ** 32 - 1) });
    default:
      return TEXT;
  }
}

/** Whether a number without bounds can be negative. */
function isSigned({ max, sdkType }: Spec): boolean {
  return max === undefined && sdkType !== 'uint64';
}
