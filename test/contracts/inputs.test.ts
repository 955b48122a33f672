import { getMetadataStorage as validationRules } from 'class-validator';
import { getNamedType, getNullableType, GraphQLEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { getMetadataStorage as graphqlTypes } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { elementType } from '../../src/emulation/contract.ts';
import { RecordingErrorCode } from '../../src/errors.ts';
import {
  baseType,
  enumNames,
  fullInputs,
  getIn,
  inputName,
  isLeftOut,
  isNested,
  minimalInput,
  openApi,
  placesOf,
  STARTS,
  typePairsOf,
  wireOf,
  withValue,
  type Input,
  type Outcome,
  type Place,
  type Value,
} from './contract-walk.ts';

const api = await openApi();
const { schema } = api;
const places = STARTS.flatMap((start) => placesOf(schema, start));
const full = new Map(STARTS.map((start) => [start, fullInputs(schema, start)]));
// vitest cuts a title's $words at 40 characters, and leaves %s whole.
const row = <Row>(title: string, it: Row): [string, Row] => [title, it];
const titled = (place: Place): string => `${place.start.mutation} ${place.name}`;

describe('an input type', () => {
  it.each(
    STARTS.flatMap((start) => typePairsOf(schema, start)).map((pair) => row(`${pair.start.mutation} ${pair.name}`, pair)),
  )('has the parameters of its contract and no others: %s', (_, { start, name, fields, input }) => {
    const parameters = Object.keys(fields).map((wireName) => inputName(start.product, wireName));
    const own = name === '' ? Object.keys(start.own) : [];
    expect(Object.keys(input.getFields()).sort()).toEqual([...parameters, ...own].sort());
  });

  it('adds the region and the room header, as texts', () => {
    const types = STARTS.flatMap((start) =>
      Object.keys(start.own).map((name) => {
        const input = typePairsOf(schema, start)[0]!.input;
        return `${start.mutation}.${name}: ${String(input.getFields()[name]?.type)}`;
      }),
    );
    expect(types).toEqual([
      'tiwStartOnlineRecord.region: String',
      'trtcCreateCloudRecording.region: String',
      'trtcStartWebRecord.region: String',
      'rongcloudStartRecord.roomId: String!',
    ]);
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
      required: spec.required ?? false,
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
    expect(deprecated.map(titled)).toEqual(['tiwStartOnlineRecord GroupId', 'tiwStartOnlineRecord ExtraData']);
  });
});

describe('the smallest input', () => {
  it.each(STARTS)('of $mutation is sent as it is', async (start) => {
    const input = minimalInput(schema, start);
    const outcome = await api.call(start.mutation, input);
    expect(outcome).toMatchObject({ errors: [], refusals: [] });
    expect(outcome.sent).toEqual(wireOf(schema, start, input));
  });
});

describe('an input with every field', () => {
  it.each(STARTS.flatMap((start) => full.get(start)!.map((input, side) => ({ start, input, side }))))(
    'is sent complete, under the names of the vendor: $start.mutation ($side)',
    async ({ start, input }) => {
      const outcome = await api.call(start.mutation, input);
      expect(outcome).toMatchObject({ errors: [], refusals: [] });
      expect(outcome.sent).toEqual(wireOf(schema, start, input));
      const { region, roomId } = start.own;
      if (region !== undefined) expect(outcome.calls[0]?.headers).toMatchObject({ 'X-TC-Region': region });
      if (roomId !== undefined) expect(outcome.calls[0]?.headers).toMatchObject({ 'Room-Id': roomId });
    },
  );

  it.each(STARTS)('of $mutation leaves no field out', (start) => {
    const absent = placesOf(schema, start).filter(({ path }) =>
      full.get(start)!.every((input) => getIn(input, path) === undefined),
    );
    expect(absent.map(titled)).toEqual([]);
  });
});

/** A full input in which a field is given. */
function inputWith({ start, path }: Place): Input {
  const input = full.get(start)!.find((candidate) => getIn(candidate, path) !== undefined);
  if (!input) throw new Error(`${path.join('.')} is in no input`);
  return input;
}

interface Refused {
  readonly place: Place;
  readonly value: Value;
  /** What the message must say; undefined where the type refuses the value and GraphQL itself answers. */
  readonly words: RegExp | undefined;
  /** Below the field: the place in a list. */
  readonly below?: readonly string[];
}

interface Taken {
  readonly place: Place;
  readonly value: Value;
  readonly wire: unknown;
}

/** Texts around the edges of every pattern of the contracts. */
const PATTERNS: Readonly<Record<string, { taken: string[]; refused: string[]; words: RegExp }>> = {
  '^#[0-9A-Fa-f]{6}$': {
    taken: ['#000000', '#09afAF'],
    refused: ['', '#00000', '#0000000', '#00000g', '000000', '#000000\n', ' #000000'],
    words: /colour as #RRGGBB/,
  },
  '^[1-9][0-9]{2,3}x[1-9][0-9]{2,3}$': {
    taken: ['100x100', '9999x9999', '368x640', '1920x1080'],
    refused: ['', '99x100', '100x99', '10000x100', '100x10000', '0640x480', '640X480', '640', '640x480\n', '640*480'],
    words: /<width>x<height>/,
  },
  '^rtmp://': {
    taken: ['rtmp://', 'rtmp://live.test/room?key=1'],
    refused: ['', 'rtmp:/live.test', 'rtmps://live.test', 'http://live.test', ' rtmp://live.test'],
    words: /rtmp:\/\//,
  },
  '^[A-Za-z0-9_-]*$': {
    taken: ['', 'azAZ09_-'],
    refused: ['a.b', 'a/b', 'a b', 'é', 'a\n'],
    words: /letters, digits, _ and -/,
  },
  '^[A-Za-z0-9_-]+$': {
    taken: ['a', 'azAZ09_-'],
    refused: ['', 'a.b', 'a/b', 'a b', 'é', 'a\n'],
    words: /letters, digits, _ and -/,
  },
  '^tic_record_user_{RoomId}_{random}$': {
    taken: ['tic_record_user_7_a', 'tic_record_user_7_7_', 'tic_record_user_7_a_7_'],
    refused: ['', 'a', 'tic_record_user_7', 'tic_record_user_7_', 'tic_record_user_77_a', 'xtic_record_user_7_a'],
    words: /tic_record_user_<roomId>_<random>/,
  },
};

const PICTURES = {
  taken: ['http://a.test/b.jpg', 'https://a.test/b.jpeg', 'https://a.test/-._~:/?#[]@!&()*+,%=.png'],
  refused: [
    '',
    'https://a.test/b',
    'https://a.test/b.gif',
    'https://a.test/bpng',
    'ftp://a.test/b.png',
    'a.test/b.png',
    'https://a.test/é.png',
    'https://a.test/a b.png',
    'https://a.test/;.png',
    'https://a.test/$.png',
  ],
  words: /http or https address of a \.jpg, \.jpeg or \.png file/,
};

/** The largest value that the field's neighbours leave room for, where that is less than its own bound. */
const ROOM: Readonly<Record<string, number>> = {
  'MixStream.Custom.InputStreamList.LayoutParams.X': 2998,
  'MixStream.Custom.InputStreamList.LayoutParams.Y': 2998,
  'MixLayoutParams.WaterMarkList.WaterMarkImage.Left': 1920,
  'MixLayoutParams.WaterMarkList.WaterMarkImage.Width': 1920,
  'MixLayoutParams.WaterMarkList.WaterMarkImage.Top': 1920,
  'MixLayoutParams.WaterMarkList.WaterMarkImage.Height': 1920,
};

const WIDE = { 'mixTranscodeParams.videoParams.width': 1920, 'mixTranscodeParams.videoParams.height': 1080 };
const HIGH = { 'mixTranscodeParams.videoParams.width': 1080, 'mixTranscodeParams.videoParams.height': 1920 };

/** What must change beside a field for a value to be taken. */
function beside({ start, name }: Place, value: Value): Input {
  const field = `${start.product} ${name}`;
  if (/^trtc MixLayoutParams\.(MixLayoutList|WaterMarkList\.WaterMarkImage)\.(Left|Width)$/.test(field)) return WIDE;
  if (/^trtc MixLayoutParams\.(MixLayoutList|WaterMarkList\.WaterMarkImage)\.(Top|Height)$/.test(field)) return HIGH;
  if (field === 'tiw RoomId') return { recordUserId: `tic_record_user_${value as number}_1` };
  if (start.action === 'CreateCloudRecording' && name === 'StorageParams.CloudVod.TencentVod.MediaType') {
    return { 'recordParams.streamType': 'AUDIO' };
  }
  return {};
}

/** An input with one value changed, and its neighbours as that value needs them. */
function changed(place: Place, value: Value, below: readonly string[] = []): Input {
  const input = withValue(inputWith(place), [...place.path, ...below], value);
  return Object.entries(beside(place, value)).reduce((at, [path, fit]) => withValue(at, path.split('.'), fit), input);
}

const LIMITS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
};

const { refused, taken } = edges();

function edges(): { refused: Refused[]; taken: Taken[] } {
  const refused: Refused[] = [];
  const taken: Taken[] = [];
  for (const place of places) {
    const { spec, start, name } = place;
    const refuse = (value: Value, words: RegExp | undefined, below?: string[]): void =>
      void refused.push({ place, value, words, ...(below && { below }) });
    const take = (value: Value, wire: unknown = value): void => void taken.push({ place, value, wire });
    const type = baseType(spec);

    const names = enumNames(place);
    if (names) {
      const list = elementType(spec.type) !== undefined;
      refuse(list ? ['NO_SUCH_NAME'] : 'NO_SUCH_NAME', undefined);
      const values = (spec.itemEnum ?? spec.enum ?? []).map(({ value }) => value);
      names.forEach((member, index) => {
        if (start.action === 'StartWebRecord' && name.endsWith('.Vendor') && member !== 'COS') return;
        take(list ? [member] : member, list ? [values[index]] : values[index]);
      });
      continue;
    }
    if (type === 'float') {
      if (spec.min !== undefined) {
        refuse(Number(spec.min) - Number.EPSILON, new RegExp(`from ${spec.min} to`));
        take(Number(spec.min));
      }
      if (spec.max !== undefined) {
        refuse(Number(spec.max) + Number.EPSILON, new RegExp(`to ${spec.max}\\b`));
        take(Number(spec.max));
      }
    }
    if (type === 'integer' && spec.enum) {
      const amounts = spec.enum.map(({ value }) => value as number);
      for (const amount of amounts) {
        take(amount);
        refuse(amount - 1, new RegExp(`one of ${amounts.join(', ')}`));
        refuse(amount + 1, new RegExp(`one of ${amounts.join(', ')}`));
      }
    } else if (LIMITS[type]) {
      // A bound that is also the type's own is kept by GraphQL; so are the ends of types without a bound.
      const [lowest, highest] = LIMITS[type];
      const [min, max] = [BigInt(spec.min ?? lowest), BigInt(spec.max ?? highest)];
      refuse(Number(min - 1n), min === lowest ? undefined : new RegExp(`\\b(from|at least) ${min}\\b`));
      refuse(Number(max + 1n), max === highest ? undefined : new RegExp(`\\bto ${max}\\b`));
      refuse(0.5, undefined);
      if (spec.min !== undefined) take(Number(min));
      if (spec.max !== undefined) take(ROOM[name] ?? Number(max));
    }
    if (spec.maxLength !== undefined) {
      const words = new RegExp(`at most ${spec.maxLength} bytes`);
      const stem = name === 'RecordUserId' ? 'tic_record_user_7_' : '';
      const room = spec.maxLength - stem.length;
      refuse(`${stem}${'a'.repeat(room + 1)}`, words);
      refuse(`${stem}${'é'.repeat(Math.floor(room / 2) + 1)}`, words); // fewer characters than bytes
      take(`${stem}${'a'.repeat(room)}`);
      if (spec.pattern === undefined) take(`${'é'.repeat(Math.floor(room / 2))}${'a'.repeat(room % 2)}`);
    }
    if (elementType(spec.type) !== undefined) {
      const one = (getIn(inputWith(place), place.path) as Value[])[0]!;
      const wireOne = (getIn(wireOf(schema, start, inputWith(place)), place.wirePath) as unknown[])[0];
      const many = <T>(element: T, count: number): T[] => Array.from({ length: count }, () => structuredClone(element));
      if (spec.minItems !== undefined) {
        refuse(many(one, spec.minItems - 1), new RegExp(`at least ${spec.minItems} entr`));
        take(many(one, spec.minItems), many(wireOne, spec.minItems));
      }
      if (spec.maxItems !== undefined) {
        refuse(many(one, spec.maxItems + 1), new RegExp(`at most ${spec.maxItems} entries`));
        take(many(one, spec.maxItems), many(wireOne, spec.maxItems));
      }
    }
    const texts = spec.urlRule === undefined ? PATTERNS[spec.pattern ?? spec.itemPattern ?? ''] : PICTURES;
    for (const text of texts?.refused ?? []) refuse(text, texts?.words, spec.itemPattern ? ['1'] : undefined);
    for (const text of texts?.taken ?? []) {
      const value = spec.itemPattern ? ['a', text] : text;
      take(value);
    }
  }
  return { refused, taken };
}

/** As a title shows it: the ends of long texts and lists tell nothing. */
function shown(value: Value): string {
  if (Array.isArray(value)) return `${value.length} entries`;
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 36)}…(${text.length - 2})` : text;
}

const withTitles = <Row extends Refused | Taken>(rows: readonly Row[]): [string, Row][] =>
  rows.map((each) => row(`${titled(each.place)} ${shown(each.value)}`, each));

describe('a rule of a contract', () => {
  it('is a number, a length, a size, a list, a pattern or an address', () => {
    const known = new Set(Object.keys(PATTERNS));
    const patterns = places.flatMap(({ spec }) => [spec.pattern, spec.itemPattern]).filter((text) => text !== undefined);
    expect(patterns.filter((text) => !known.has(text))).toEqual([]);
    const units = places.map(({ spec }) => spec.lengthUnit).filter((unit) => unit !== undefined && unit !== 'bytes');
    expect(units).toEqual([]);
  });

  it.each(withTitles(refused.filter(({ words }) => words !== undefined)))(
    'refuses what lies just outside, with path and rule: %s',
    async (_, { place, value, words, below = [] }) => {
      const outcome = await api.call(place.start.mutation, changed(place, value, below));
      expect(outcome).toMatchObject({ sent: undefined, refusals: [] });
      expect(outcome.errors).toContainEqual({
        code: RecordingErrorCode.INVALID_INPUT,
        path: ['input', ...place.path, ...below],
        message: expect.stringMatching(words!) as string,
        retryable: false,
      });
    },
  );

  it.each(withTitles(refused.filter(({ words }) => words === undefined)))(
    'refuses by the type of the field what no value of it can be: %s',
    async (_, { place, value }) => {
      const outcome = await api.call(place.start.mutation, changed(place, value));
      expect(outcome).toMatchObject({ sent: undefined, errors: [] });
      const at = place.path.map((step) => (step === '1' ? '[1]' : `.${step}`)).join('');
      expect(outcome.refusals).toEqual([expect.stringContaining(` at "input${at}`)]);
    },
  );

  it.each(withTitles(taken))('takes what lies just inside, and sends it: %s', async (_, { place, value, wire }) => {
    const outcome = await api.call(place.start.mutation, changed(place, value));
    expect(outcome).toMatchObject({ errors: [], refusals: [] });
    expect(getIn(outcome.sent, place.wirePath)).toEqual(wire);
  });
});

/** A wrong value for one more field each: rules that are not the contract's, or not in a form that a test can read. */
const MORE_WRONG: Readonly<Record<string, Value>> = { 'Concat.Image': 'no address', 'MixStream.ModelId': null };

/** Input types of enums and numbers without a bound: nothing in them can break a rule. */
const UNBREAKABLE = ['EmulateMobileParams', 'MixLayoutParams.WaterMarkList.WaterMarkTimestamp'];

/** A wrong value somewhere inside a nested field, and the field that has it. */
function breakInside(outer: Place): { inner: Place; value: Value } | undefined {
  const inside = (place: Place): boolean =>
    place.start === outer.start && place.name.startsWith(`${outer.name}.`) && place.spec !== outer.spec;
  const rule = refused.find(({ place, words, below }) => inside(place) && words !== undefined && !below);
  if (rule) return { inner: rule.place, value: rule.value };
  const inner = places.find(
    (place) =>
      inside(place) && (place.name in MORE_WRONG || (place.spec.type === 'string' && place.spec.required === true)),
  );
  return inner && { inner, value: MORE_WRONG[inner.name] ?? '' };
}

describe('a nested input', () => {
  const nested = places.filter(isNested);

  it.each(nested.filter(({ name }) => !UNBREAKABLE.includes(name)).map((place) => row(titled(place), place)))(
    'is checked, and a fault in it has the whole path: %s',
    async (_, place) => {
      const { inner, value } = breakInside(place)!;
      const { errors, sent } = await api.call(place.start.mutation, changed(inner, value));
      expect(errors.map(({ path }) => path)).toContainEqual(['input', ...inner.path]);
      expect(sent).toBeUndefined();
    },
  );

  it('is checked in every class: each field that holds an input class says so to class-validator', () => {
    const inputs = graphqlTypes().inputTypes;
    const holders = inputs.flatMap(({ target, fields = [] }) =>
      fields
        .filter((field) => inputs.some((type) => type.target === field.getType()))
        .map((field) => ({ target, name: field.name })),
    );
    const unchecked = holders.filter(
      ({ target, name }) =>
        !validationRules()
          .getTargetValidationMetadatas(target, '', false, false)
          .some((rule) => rule.propertyName === name && rule.type === 'nestedValidation'),
    );
    expect(unchecked.map(({ target, name }) => `${target.name}.${name}`)).toEqual([]);
    const walked = new Set(nested.map(({ field }) => getNamedType(field!.type).name));
    expect(new Set(holders.map(({ target, name }) => holderType(target.name, name)))).toEqual(walked);
  });

  function holderType(typeName: string, field: string): string {
    const type = schema.getType(typeName);
    if (!isInputObjectType(type)) throw new Error(`${typeName} is not in the schema`);
    return getNamedType(type.getFields()[field]!.type).name;
  }
});

/** What else must change when a field goes. */
function withoutIt({ name }: Place, input: Input): Input {
  if (name === 'Extras') return withValue(input, ['mixStream'], undefined); // which needs them
  if (!name.endsWith('.WaterMarkImage')) return input;
  return withValue(input, ['mixLayoutParams', 'waterMarkList', '1', 'waterMarkType'], 'TEXT'); // IMAGE needs it
}

describe('an optional field', () => {
  const optional = places.filter(({ spec }) => spec.required !== true);

  it.each(
    optional.flatMap((place) => [
      row(`${titled(place)} left out`, { place, value: undefined }),
      row(`${titled(place)} null`, { place, value: null }),
    ]),
  )('need not be there, and is then not sent: %s', async (_, { place, value }) => {
    const { start, path, wirePath } = place;
    const outcomes: Outcome[] = [];
    // Where two fields exclude each other, one may go only for the other: an input of either kind is tried.
    for (const input of full.get(start)!) {
      if (getIn(input, path.slice(0, -1)) === undefined) continue;
      outcomes.push(await api.call(start.mutation, withoutIt(place, withValue(input, path, value))));
    }
    const done = outcomes.find(({ sent }) => sent !== undefined);
    expect(done, JSON.stringify(outcomes.map(({ errors, refusals }) => ({ errors, refusals })))).toBeDefined();
    expect(getIn(done!.sent, wirePath.slice(0, -1))).not.toHaveProperty(wirePath.at(-1)!);
  });

  it.each(STARTS.filter(({ own }) => 'region' in own))('may be the region of $mutation', async (start) => {
    for (const value of [undefined, null]) {
      const { calls, errors } = await api.call(start.mutation, withValue(minimalInput(schema, start), ['region'], value));
      expect(errors).toEqual([]);
      expect(calls[0]?.headers).toMatchObject({ 'X-TC-Region': 'ap-singapore' });
    }
  });
});

describe('a required field', () => {
  it.each(places.filter(({ spec }) => spec.required === true).map((place) => row(titled(place), place)))(
    'must be there, and must not be null: %s',
    async (_, place) => {
      for (const value of [undefined, null]) {
        const outcome = await api.call(place.start.mutation, withValue(inputWith(place), place.path, value));
        expect(outcome).toMatchObject({ sent: undefined, errors: [] });
        expect(outcome.refusals).toHaveLength(1);
      }
    },
  );
});
