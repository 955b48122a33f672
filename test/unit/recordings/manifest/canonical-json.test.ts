import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/recordings/manifest/canonical-json.ts';

it('sorts members at every depth and leaves no white space', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }, 'x y'], a: true })).toBe('{"a":true,"b":[{"c":null,"d":1},"x y"]}');
});

it('sorts as the example of RFC 8785 does', () => {
  const sorted = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'];
  const members = Object.fromEntries([...sorted].reverse().map((name) => [name, 0]));
  expect(canonicalJson(members)).toBe(`{${sorted.map((name) => `${JSON.stringify(name)}:0`).join(',')}}`);
});

it('leaves out members that are undefined, and prints every digit of a bigint', () => {
  expect(canonicalJson({ a: undefined, b: 2n ** 64n })).toBe('{"b":18446744073709551616}');
});

it('is one text for one value, however it was printed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(JSON.stringify(value, null, 2)))).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

it('is another text for another value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const areSame = canonicalJson(one) === canonicalJson(other);
      expect(areSame).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, member]): unknown => ['member', name, sorted(member)]).concat([['end of an object']]);
}
