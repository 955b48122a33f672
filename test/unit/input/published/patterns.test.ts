import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countingPattern, digitsPattern, portable } from '../../../../src/input/patterns.ts';

const digits = fc.oneof(
  fc.stringMatching(/^-?\d{1,21}$/),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
  fc.constantFrom('', '-', '-0', '007', '18446744073709551615', '18446744073709551616', '-9223372036854775808'),
);

describe('a pattern for digits', () => {
  it.each([
    [0n, 2n ** 64n - 1n],
    [-(2n ** 63n), 2n ** 64n - 1n],
    [0n, 9n],
    [-10n, 100n],
  ])('takes the numbers from %s to %s and no others', (min, max) => {
    const form = new RegExp(digitsPattern(min, max, 20), 'u');
    fc.assert(
      fc.property(digits, (text) => {
        const isNumber = /^-?\d{1,20}$/.test(text);
        return form.test(text) === (isNumber && BigInt(text) >= min && BigInt(text) <= max);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it.each([20n, 99n, 100n, 4_294_967_294n])('counts from 1 to %s without zeros in front', (max) => {
    const form = new RegExp(countingPattern(max), 'u');
    for (const text of ['0', '01', '-1', '', `${max + 1n}`, `${max}0`]) expect(form.test(text)).toBe(false);
    for (const number of [1n, 9n, 10n, max - 1n, max]) expect(form.test(String(number))).toBe(true);
  });
});

describe('a portable pattern', () => {
  it('needs no flag', () => {
    expect(portable(/^https?:\/\/[^\s/]+\.png$/i)).toBe('^[hH][tT][tT][pP][sS]?://[^\\s/]+\\.[pP][nN][gG]$');
    expect(portable(/^(?:a|b)$/)).toBe('^(?:a|b)$');
  });

  it('is none of a pattern that cannot do without flags', () => {
    expect(() => portable(/^a$/m)).toThrow('flags');
    expect(() => portable(/^[a-f]$/i)).toThrow('class');
  });
});
