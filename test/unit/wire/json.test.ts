import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson, printJson } from '../../../src/wire/json.ts';

it('keeps every digit of an integer beyond 2^53', () => {
  expect(parseJson('{"TaskId":446192236330927912}')).toEqual({ TaskId: 446192236330927912n });
});

it('gives numbers that a double holds as numbers', () => {
  expect(parseJson('[0,-1,9007199254740991,1.5,1e3]')).toEqual([0, -1, 9007199254740991, 1.5, 1000]);
});

it('leaves long fractions and digits in texts alone', () => {
  expect(parseJson('[0.12345678901234567,"446192236330927912"]')).toEqual([
    Number('0.12345678901234567'),
    '446192236330927912',
  ]);
});

it('writes a bigint as a bare number, at every depth', () => {
  expect(printJson({ a: [{ b: 18446744073709551615n }] })).toBe('{"a":[{"b":18446744073709551615}]}');
});

it('brings 100,000 random 64-bit integers back as they were, where JSON.parse does not', () => {
  let spoiled = 0;
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (id) => {
      const text = printJson({ id });
      const back = parseJson(text) as { id: number | bigint };
      if (BigInt((JSON.parse(text) as { id: number }).id) !== id) spoiled += 1;
      return BigInt(back.id) === id && printJson(back) === text;
    }),
    { numRuns: 100_000, seed: 20261121 },
  );
  expect(spoiled).toBeGreaterThan(50_000);
});

it('parses whatever JSON.stringify prints, as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual(reference(JSON.parse(text)));
    }),
    { numRuns: 2000, seed: 20261121 },
  );
});

/** Whole numbers that a double prints without an exponent but cannot count to are bigints. */
function reference(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    return BigInt(JSON.stringify(value));
  }
  if (Array.isArray(value)) return value.map(reference);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reference(member)]));
}
