import fc from 'fast-check';
import { GraphQLError, Kind, type GraphQLScalarType, type ValueNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTime, Int64, SecretText, UInt32 } from '../../../src/input/scalars.ts';
import { Secret } from '../../../src/wire/secret.ts';

const MANY = { seed: 20261121, numRuns: 100_000 };

const int = (value: string): ValueNode => ({ kind: Kind.INT, value });
const text = (value: string): ValueNode => ({ kind: Kind.STRING, value });

/** The message with which a scalar refuses. */
function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(GraphQLError);
    return (error as GraphQLError).message;
  }
  throw new Error('nothing was thrown');
}

describe('UInt32', () => {
  const RULE = 'must be a whole number from 0 to 4294967295';

  it('takes every number of 32 bits, as a variable, in a query and in an answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_294_967_295 }), (number) => {
        return (
          UInt32.parseValue(number) === number &&
          UInt32.serialize(number) === number &&
          UInt32.parseLiteral(int(String(number))) === number
        );
      }),
      MANY,
    );
  });

  it.each([0, 1, 2_147_483_647, 2_147_483_648, 4_294_967_295])('takes %d', (number) => {
    expect(UInt32.parseValue(number)).toBe(number);
  });

  it.each([-1, 4_294_967_296, 0.5, NaN, Infinity, -Infinity, '7', '', true, null, undefined, [7], {}, 7n])(
    'refuses %s with the rule only',
    (value) => {
      expect(refusal(() => UInt32.parseValue(value))).toBe(RULE);
      expect(refusal(() => UInt32.serialize(value))).toBe(RULE);
    },
  );

  it.each<[string, ValueNode]>([
    ['a text', text('7')],
    ['a fraction', { kind: Kind.FLOAT, value: '7.0' }],
    ['true', { kind: Kind.BOOLEAN, value: true }],
    ['null', { kind: Kind.NULL }],
    ['a negative number', int('-1')],
    ['a number of 33 bits', int('4294967296')],
    ['a number of many digits', int('9'.repeat(400))],
  ])('refuses %s in a query', (_, node) => {
    expect(refusal(() => UInt32.parseLiteral(node))).toBe(RULE);
  });

  it('refuses every number that is not whole or lies outside', () => {
    fc.assert(
      fc.property(fc.double(), (number) => {
        const fits = Number.isInteger(number) && number >= 0 && number <= 4_294_967_295;
        return fits || refusal(() => UInt32.parseValue(number)) === RULE;
      }),
      { ...MANY, numRuns: 5_000 },
    );
  });
});

describe('Int64', () => {
  const RULE = 'must be a 64-bit whole number: its digits as a string, or a whole number';
  const MIN = -(2n ** 63n);
  const MAX = 2n ** 64n - 1n;

  it('keeps every digit of every 64-bit number, signed or not', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: MIN, max: MAX }), (number) => {
        const digits = number.toString();
        return (
          Int64.parseValue(digits) === number &&
          Int64.parseLiteral(int(digits)) === number &&
          Int64.parseLiteral(text(digits)) === number &&
          Int64.serialize(number) === digits &&
          Int64.serialize(digits) === digits
        );
      }),
      MANY,
    );
  });

  it('takes every whole number that JSON keeps', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => Int64.parseValue(number) === BigInt(number)),
      { ...MANY, numRuns: 5_000 },
    );
  });

  it.each([MIN, -1n, 0n, 9_007_199_254_740_993n, 446_192_236_330_927_912n, 2n ** 63n - 1n, 2n ** 63n, MAX])(
    'takes %s',
    (number) => {
      expect(Int64.parseValue(String(number))).toBe(number);
      expect(Int64.parseValue(number)).toBe(number);
    },
  );

  it.each<[string, unknown]>([
    ['less than -2^63', String(MIN - 1n)],
    ['2^64 in digits', String(MAX + 1n)],
    ['2^64', MAX + 1n],
    ['a double whose last digit may already be lost', 2 ** 53],
    ['a fraction', 1.5],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['an empty text', ''],
    ['a space in front', ' 1'],
    ['a space behind', '1 '],
    ['a plus', '+1'],
    ['a decimal point', '1.0'],
    ['an exponent', '1e3'],
    ['hexadecimal digits', '0x10'],
    ['two minus signs', '--1'],
    ['digits of another script', '１'],
    ['twenty-one digits', '9'.repeat(21)],
    ['a hundred thousand digits', '9'.repeat(100_000)],
    ['true', true],
    ['null', null],
    ['undefined', undefined],
    ['an object', {}],
    ['a list', ['1']],
  ])('refuses %s with the rule only', (_, value) => {
    expect(refusal(() => Int64.parseValue(value))).toBe(RULE);
    expect(refusal(() => Int64.serialize(value))).toBe(RULE);
  });

  it.each<[string, ValueNode]>([
    ['a fraction', { kind: Kind.FLOAT, value: '1.5' }],
    ['true', { kind: Kind.BOOLEAN, value: true }],
    ['a text that is no number', text('one')],
    ['a number of 65 bits', int(String(MAX + 1n))],
  ])('refuses %s in a query', (_, node) => {
    expect(refusal(() => Int64.parseLiteral(node))).toBe(RULE);
  });
});

describe('DateTime', () => {
  const RULE = 'must be a time in ISO 8601 with its zone, from 1970 to 9999: 2026-11-21T12:00:00Z';
  const ANSWER_RULE = 'must be Unix milliseconds from 1970 to 9999';
  const LAST = Date.parse('9999-12-31T23:59:59.999Z');
  const moments = fc.integer({ min: 0, max: LAST });
  const two = (number: number): string => String(number).padStart(2, '0');

  it('keeps every millisecond from 1970 to 9999, there and back', () => {
    fc.assert(
      fc.property(moments, (ms) => {
        const written = DateTime.serialize(ms);
        return (
          written === new Date(ms).toISOString() &&
          DateTime.parseValue(written) === ms &&
          DateTime.parseLiteral(text(written)) === ms
        );
      }),
      MANY,
    );
  });

  it('is the same moment in every zone', () => {
    const zones = fc.tuple(fc.constantFrom('+', '-'), fc.nat({ max: 23 }), fc.nat({ max: 59 }));
    fc.assert(
      fc.property(moments, zones, (ms, [sign, hours, minutes]) => {
        const shift = (sign === '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000;
        const local = ms + shift;
        if (local > LAST) return true; // a year of five digits
        const written = `${new Date(local).toISOString().slice(0, -1)}${sign}${two(hours)}:${two(minutes)}`;
        return DateTime.parseValue(written) === ms;
      }),
      { ...MANY, numRuns: 20_000 },
    );
  });

  it.each([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:00.5Z', '2026-11-21T12:00:00.500Z'],
    ['2026-11-21T12:00:00.123999999Z', '2026-11-21T12:00:00.123Z'],
    ['2024-02-29T00:00:00+08:00', '2024-02-28T16:00:00.000Z'],
    ['1969-12-31T23:00:00-01:00', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59-00:00', '9999-12-31T23:59:59.000Z'],
  ])('takes %s', (given, answered) => {
    expect(DateTime.serialize(DateTime.parseValue(given))).toBe(answered);
  });

  it.each<[string, unknown]>([
    ['a time without a zone', '2026-11-21T12:00:00'],
    ['a date alone', '2026-11-21'],
    ['a time without seconds', '2026-11-21T12:00Z'],
    ['a space for the T', '2026-11-21 12:00:00Z'],
    ['small letters', '2026-11-21t12:00:00z'],
    ['a zone without a colon', '2026-11-21T12:00:00+0800'],
    ['a zone without minutes', '2026-11-21T12:00:00+08'],
    ['the name of a zone', '2026-11-21T12:00:00 UTC'],
    ['a point without digits', '2026-11-21T12:00:00.Z'],
    ['ten digits of a second', '2026-11-21T12:00:00.1234567890Z'],
    ['a comma', '2026-11-21T12:00:00,5Z'],
    ['the 30th of February', '2026-02-30T12:00:00Z'],
    ['a 29th of February that there was not', '2025-02-29T12:00:00Z'],
    ['a 31st of April', '2026-04-31T12:00:00Z'],
    ['a 13th month', '2026-13-01T12:00:00Z'],
    ['a month 0', '2026-00-01T12:00:00Z'],
    ['a day 0', '2026-01-00T12:00:00Z'],
    ['24 hours', '2026-11-21T24:00:00Z'],
    ['60 minutes', '2026-11-21T12:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['a zone of 24 hours', '2026-11-21T12:00:00+24:00'],
    ['a zone of 60 minutes', '2026-11-21T12:00:00+01:60'],
    ['a moment before 1970', '1969-12-31T23:59:59.999Z'],
    ['a moment before 1970 in another zone', '1970-01-01T00:30:00+01:00'],
    ['a moment after 9999', '9999-12-31T23:30:00-01:00'],
    ['a year of five digits', '10000-01-01T00:00:00Z'],
    ['a year with a sign', '+002026-11-21T12:00:00Z'],
    ['a year before 100', '0070-01-01T00:00:00Z'],
    ['digits of another script', '２026-11-21T12:00:00Z'],
    ['a space in front', ' 2026-11-21T12:00:00Z'],
    ['a line end behind', '2026-11-21T12:00:00Z\n'],
    ['an empty text', ''],
    ['milliseconds', 1_795_262_400_000],
    ['a Date', new Date(0)],
    ['null', null],
    ['undefined', undefined],
    ['a list', ['2026-11-21T12:00:00Z']],
  ])('refuses %s with the rule only', (_, value) => {
    expect(refusal(() => DateTime.parseValue(value))).toBe(RULE);
  });

  it('refuses a number in a query', () => {
    expect(refusal(() => DateTime.parseLiteral(int('1795262400000')))).toBe(RULE);
  });

  it.each([-1, LAST + 1, 0.5, NaN, Infinity, '2026-11-21T12:00:00Z', 1n, new Date(0), null])(
    'refuses %s in an answer',
    (value) => {
      expect(refusal(() => DateTime.serialize(value))).toBe(ANSWER_RULE);
    },
  );
});

describe('Secret', () => {
  it('keeps every text, and shows none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const secret = SecretText.parseValue(value);
        const literal = SecretText.parseLiteral(text(value));
        return (
          secret instanceof Secret &&
          secret.reveal() === value &&
          literal.reveal() === value &&
          JSON.stringify({ secret }) === '{"secret":"[secret]"}'
        );
      }),
      { ...MANY, numRuns: 5_000 },
    );
  });

  it.each([7, true, null, undefined, ['text'], { text: 'x' }, 7n])('refuses %s with the rule only', (value) => {
    expect(refusal(() => SecretText.parseValue(value))).toBe('must be a string');
  });

  it.each<[string, ValueNode]>([
    ['a number', int('7331')],
    ['true', { kind: Kind.BOOLEAN, value: true }],
    ['a name', { kind: Kind.ENUM, value: 'canary' }],
  ])('refuses %s in a query with the rule only', (_, node) => {
    expect(refusal(() => SecretText.parseLiteral(node))).toBe('must be a string');
  });

  it.each([new Secret('canary'), 'canary', new Secret(''), 7, { canary: 'canary' }])(
    'reads [secret] in answers, whatever it holds (%#)',
    (value) => {
      expect(SecretText.serialize(value)).toBe('[secret]');
    },
  );

  it('says in answers that none is set, where the vendor answers an empty text', () => {
    expect(SecretText.serialize('')).toBe('');
  });
});

describe('a message about a wrong value', () => {
  it.each<[string, GraphQLScalarType, unknown]>([
    ['UInt32', UInt32, 'canary'],
    ['Int64', Int64, 'canary'],
    ['DateTime', DateTime, 'canary'],
    ['Secret', SecretText, { canary: 'canary' }],
  ])('of %s does not repeat it', (_, scalar, value) => {
    expect(refusal(() => scalar.parseValue(value))).not.toContain('canary');
  });
});
