import { getNamedType, getNullableType, GraphQLEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { elementType } from '../../../../src/emulation/contract/contract.ts';
import { baseType, fieldOf, inputName, inputType, isLeftOut, isMadeHere, isNested, isRequired, placesOf, PRODUCTS, ROOTS, typePairsOf, type Place, type Root, OWN_INSIDE } from '../contract-walk.ts';
import { serverInputs } from '../server-fields.ts';
import { places, row, titled, schema } from './places.ts';

describe('an input type', () => {
  it.each(
    ROOTS.flatMap((root) => typePairsOf(schema, root)).map((pair) => row(`${pair.root.name} ${pair.name}`, pair)),
  )('has the parameters of its contract, what is meant for the server, and no others: %s', (_, { root, name, fields, input }) => {
    const parameters = Object.keys(fields).map((wireName) => inputName(root.product, wireName));
    const own = name === '' ? Object.keys({ ...root.own, ...serverInputs(root) }) : (OWN_INSIDE[name] ?? []);
    expect(Object.keys(input.getFields()).sort()).toEqual([...parameters, ...own].sort());
  });

  it('adds the region and the room header to the call, as texts, and nothing else', () => {
    const added = ROOTS.flatMap((root) =>
      Object.keys(root.own).map((name) => `${name}: ${String(inputType(schema, root).getFields()[name]?.type)}`),
    );
    const count = (text: string): number => added.filter((each) => each === text).length;
    // 15 whiteboard and 7 real-time actions know regions; 3 calls of RongCloud name the room in a header only.
    expect([count('region: String'), count('roomId: String!'), added.length]).toEqual([22, 3, 25]);
  });

  it.each(ROOTS)('takes for the server what every mutation takes, and more where it is a start: $name', (root) => {
    const fields = inputType(schema, root).getFields();
    const types = Object.keys(serverInputs(root)).map((name) => [name, String(fields[name]?.type)]);
    expect(Object.fromEntries(types)).toEqual(serverInputs(root));
  });

  it('takes for the server a key in 21 mutations, and four fields more in 5 of them', () => {
    const counts = ROOTS.map((root) => Object.keys(serverInputs(root)).length);
    expect([0, 1, 5].map((count) => counts.filter((each) => each === count).length)).toEqual([11, 16, 5]);
  });
});

describe('the root fields', () => {
  // Others, as vendors, call nobody.
  const names = (type: GraphQLObjectType | null | undefined): string[] =>
    Object.keys(type!.getFields())
      .filter((name) => PRODUCTS.some((product) => name.startsWith(product)))
      .sort();

  it('are the actions of the contracts: those that read are queries, the others mutations', () => {
    const named = (kind: Root['kind']): string[] => ROOTS.filter((root) => root.kind === kind).map(({ name }) => name);
    expect(names(schema.getQueryType())).toEqual(named('query').sort());
    expect(names(schema.getMutationType())).toEqual(named('mutation').sort());
    expect(ROOTS).toHaveLength(32);
  });

  it.each(ROOTS)('have an input and a payload of their name: $name', (root) => {
    const type = root.name.charAt(0).toUpperCase() + root.name.slice(1);
    expect(fieldOf(schema, root).args.map((arg) => `${arg.name}: ${String(arg.type)}`)).toEqual([
      `input: ${type}Input!`,
    ]);
    expect(String(fieldOf(schema, root).type)).toBe(`${type}Payload!`);
  });

  it('would lack a parameter that were added to the contract', () => {
    const stop = ROOTS.find(({ name }) => name === 'gmeStopRecord')!;
    const more = { ...stop, spec: { ...stop.spec, input: 'ModifyRecordInfoRequest' } };
    const lacking = placesOf(schema, more).filter(({ field }) => field === undefined);
    expect(lacking.map(({ name }) => name)).toEqual(['RecordMode', 'SubscribeRecordUserIds']);
  });

  it.each(PRODUCTS)('would lack an action that were added to the contract of %s', (product) => {
    const added = { ...ROOTS.find((root) => root.product === product)!, name: `${product}NewAction` };
    expect(() => inputType(schema, added)).toThrow('there is no');
  });
});

/** What stands for a contract's plain type. */
const SCALARS: Readonly<Record<string, string>> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Int',
  uint32: 'UInt32',
  int64: 'Int64',
  float: 'Float',
};

/** A closed list of codes; a number with a unit is an amount, and stays a number. */
function codesOf({ spec }: Place): (string | number)[] | undefined {
  const members = spec.itemEnum ?? spec.enum;
  if (!members || spec.enumComplete === false || spec.unit !== undefined) return undefined;
  return members.map(({ value }) => value);
}

describe('an input field', () => {
  it.each(places.map((place) => row(titled(place), place)))('has the type of its contract: %s', (_, place) => {
    const { spec, field } = place;
    const type = field!.type;
    const list = elementType(spec.type) !== undefined;
    expect({ required: isNonNullType(type), list: isListType(getNullableType(type)) }).toEqual({
      // A ticket that the server can make need not be given.
      required: isMadeHere(place) ? isNonNullType(type) : isRequired(spec),
      list,
    });
    if (list) expect(String(type)).toMatch(/^\[\w+!\]!?$/);
    const named = getNamedType(type);
    const codes = codesOf(place);
    if (codes) {
      expect(named).toBeInstanceOf(GraphQLEnumType);
      expect((named as GraphQLEnumType).getValues().map(({ value }) => value as unknown)).toEqual(codes);
    } else if (isNested(place)) {
      expect(isInputObjectType(named)).toBe(true);
    } else {
      expect(named.name).toBe(spec.secret ? 'Secret' : SCALARS[baseType(spec)]);
    }
  });

  it('is deprecated where the vendor has no more use for it, and nowhere else', () => {
    const deprecated = places.filter(({ field }) => field?.deprecationReason !== undefined);
    expect(deprecated.map(titled)).toEqual(places.filter(({ spec }) => isLeftOut(spec)).map(titled));
    expect(deprecated.map(titled)).toEqual([
      'tiwStartOnlineRecord GroupId',
      'tiwStartOnlineRecord ExtraData',
      'tiwCreateVideoGenerationTask ExtraData',
    ]);
  });
});
