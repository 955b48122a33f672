import { getMetadataStorage as validationRules } from 'class-validator';
import { getNamedType, isInputObjectType } from 'graphql';
import { getMetadataStorage as graphqlTypes } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { elementType } from '../../../../src/emulation/contract/contract.ts';
import { RecordingErrorCode } from '../../../../src/errors.ts';
import { baseType, digits, enumNames, getIn, isNested, wireOf, withValue, type Input, type Place, type Value } from '../contract-walk.ts';
import { places, row, titled, schema, api, inputWith } from './places.ts';

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
    refused: ['', 'rtmp:/live.test', 'rtmps://live.test', 'http://live.test', ' rtmp://live.test', 'rtmp://a b'],
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
  '^(https?://.*)?$': {
    taken: ['', 'http://a.test', 'https://a.test/b?c=d#e'], // in capitals: see addresses.test.ts
    refused: ['a.test', 'ftp://a.test', 'https:/a.test', ' https://a.test', 'https://a.test\n', 'https://a.test/b c'],
    words: /an http or https address, or empty/,
  },
  '^[A-Za-z0-9+=_-]{1,64}$': {
    taken: ['a', 'azAZ09+=_-', 'a'.repeat(64)],
    refused: ['', 'a'.repeat(65), 'a.b', 'a/b', 'a b', '../a', '%2e', 'é', 'a\n'],
    words: /1 to 64 letters, digits, \+, =, - or _/,
  },
  '^tic_record_user_{RoomId}_{random}$': {
    taken: ['tic_record_user_7_a', 'tic_record_user_7_7_', 'tic_record_user_7_a_7_'],
    refused: ['', 'a', 'tic_record_user_7', 'tic_record_user_7_', 'tic_record_user_77_a', 'xtic_record_user_7_a'],
    words: /tic_record_user_<roomId>_<random>/,
  },
};

/** A rule that a contract states beside its fields: what the Room-Id header may hold. */
const ROOM_IDS = '^[A-Za-z0-9+=_-]{1,64}$';

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
function beside({ root, name }: Place, value: Value): Input {
  if (root.action === 'ModifyCloudRecording') return {}; // knows no canvas
  const field = `${root.product} ${name}`;
  if (/^trtc MixLayoutParams\.(MixLayoutList|WaterMarkList\.WaterMarkImage)\.(Left|Width)$/.test(field)) return WIDE;
  if (/^trtc MixLayoutParams\.(MixLayoutList|WaterMarkList\.WaterMarkImage)\.(Top|Height)$/.test(field)) return HIGH;
  if (root.action === 'StartOnlineRecord' && name === 'RoomId') return { recordUserId: `tic_record_user_${value as number}_1` };
  if (root.action === 'CreateCloudRecording' && name === 'StorageParams.CloudVod.TencentVod.MediaType') {
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
  int64: [-(2n ** 63n), 2n ** 64n - 1n],
};

/** A number as a client writes it: its digits as a text where a double would lose some. */
function written(type: string, number: bigint): Value {
  return type === 'int64' ? number.toString() : Number(number);
}

const { refused, taken } = edges();

function edges(): { refused: Refused[]; taken: Taken[] } {
  const refused: Refused[] = [];
  const taken: Taken[] = [];
  for (const place of places) {
    const { spec, root, name } = place;
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
        if (root.action === 'StartWebRecord' && name.endsWith('.Vendor') && member !== 'COS') return;
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
      const below = min === 0n && type === 'int64' ? /must not be negative/ : new RegExp(`\\b(from|at least) ${min}\\b`);
      refuse(written(type, min - 1n), min === lowest ? undefined : below);
      refuse(written(type, max + 1n), max === highest ? undefined : new RegExp(`\\bto ${max}\\b`));
      refuse(0.5, undefined);
      const most = root.action === 'ModifyCloudRecording' ? max : BigInt(ROOM[name] ?? max);
      if (spec.min !== undefined) take(written(type, min), digits(min.toString()));
      if (spec.max !== undefined) take(written(type, most), digits(most.toString()));
    }
    if (spec.maxLength !== undefined) {
      const words = new RegExp(`at most ${spec.maxLength} ${spec.lengthUnit ?? 'bytes'}`);
      const stem = name === 'RecordUserId' ? 'tic_record_user_7_' : '';
      const room = spec.maxLength - stem.length;
      if (spec.lengthUnit === 'characters') {
        refuse('é'.repeat(room + 1), words);
        take('😀'.repeat(room)); // more bytes, and more UTF-16 units, than characters
      } else if (spec.in === undefined) {
        refuse(`${stem}${'a'.repeat(room + 1)}`, words);
        refuse(`${stem}${'é'.repeat(Math.floor(room / 2) + 1)}`, words); // fewer characters than bytes
      }
      take(`${stem}${'a'.repeat(room)}`);
      if (spec.pattern === undefined && spec.lengthUnit === undefined && spec.in === undefined)
        take(`${'é'.repeat(Math.floor(room / 2))}${'a'.repeat(room % 2)}`);
    }
    if (elementType(spec.type) !== undefined) {
      const one = (getIn(inputWith(place), place.path) as Value[])[0]!;
      const wireOne = (getIn(wireOf(schema, root, inputWith(place)), place.wirePath) as unknown[])[0];
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
    const pattern = spec.pattern ?? spec.itemPattern ?? (spec.in === 'path' ? ROOM_IDS : '');
    const texts = spec.urlRule === undefined ? PATTERNS[pattern] : PICTURES;
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
    const units = places.map(({ spec }) => spec.lengthUnit).filter((unit) => unit !== undefined && !['bytes', 'characters'].includes(unit));
    expect(units).toEqual([]);
  });

  it.each(withTitles(refused.filter(({ words }) => words !== undefined)))(
    'refuses what lies just outside, with path and rule: %s',
    async (_, { place, value, words, below = [] }) => {
      const outcome = await api.call(place.root.name, changed(place, value, below));
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
      const outcome = await api.call(place.root.name, changed(place, value));
      expect(outcome).toMatchObject({ sent: undefined, errors: [] });
      const at = place.path.map((step) => (step === '1' ? '[1]' : `.${step}`)).join('');
      expect(outcome.refusals).toEqual([expect.stringContaining(` at "input${at}`)]);
    },
  );

  it.each(withTitles(taken))('takes what lies just inside, and sends it: %s', async (_, { place, value, wire }) => {
    const outcome = await api.call(place.root.name, changed(place, value));
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
    place.root === outer.root && place.name.startsWith(`${outer.name}.`) && place.spec !== outer.spec;
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
      const { errors, sent } = await api.call(place.root.name, changed(inner, value));
      expect(errors.map(({ path }) => path)).toContainEqual(['input', ...inner.path]);
      expect(sent).toBeUndefined();
    },
  );

  it('is checked in every class: each field that holds an input class says so to class-validator', () => {
    // Of the actions; other fields have inputs of their own.
    const inputs = graphqlTypes().inputTypes.filter(({ name }) => /^(Tiw|Gme|Trtc|Rongcloud)/.test(name));
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
