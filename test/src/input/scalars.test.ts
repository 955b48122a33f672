import fc from 'fast-check';
import { GraphQLError, Kind, type GraphQLScalarType, type ValueNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Int64, SecretText, UInt32 } from '../../../src/input/scalars.ts';
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
    ['Secret', SecretText, { canary: 'canary' }],
  ])('of %s does not repeat it', (_, scalar, value) => {
    expect(refusal(() => scalar.parseValue(value))).not.toContain('canary');
  });
});
