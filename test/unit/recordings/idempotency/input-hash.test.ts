import { describe, expect, it } from 'vitest';
import { TrtcStartWebRecordInput } from '../../../../src/providers/tencent/trtc/web/start.types.ts';
import { inputHash, isHashOf } from '../../../../src/recordings/idempotency/input-hash.ts';
import { Secret } from '../../../../src/wire/secret.ts';

const INPUT = { roomId: 7n, list: [1, 'a', null], nested: { on: true, text: '"x"' }, key: new Secret('secret-1') };

it('is the same for the same input', () => {
  expect(inputHash({ ...INPUT, nested: { ...INPUT.nested } })).toBe(inputHash(INPUT));
  expect(inputHash(INPUT)).toMatch(/^[0-9a-f]{64}$/);
});

it('does not depend on the order of members, nor on the idempotency key', () => {
  const { key, nested, list, roomId } = INPUT;
  const other = { idempotencyKey: 'key-2', key, nested: { text: nested.text, on: nested.on }, list, roomId };
  expect(inputHash(other)).toBe(inputHash({ ...INPUT, idempotencyKey: 'key-1' }));
});

it('takes null and absent for one', () => {
  expect(inputHash({ ...INPUT, more: null, other: undefined })).toBe(inputHash(INPUT));
});

it.each<[string, object]>([
  ['a value', { ...INPUT, roomId: 8n }],
  ['the order of a list', { ...INPUT, list: ['a', 1, null] }],
  ['a list’s hole', { ...INPUT, list: [1, 'a'] }],
  ['a nested value', { ...INPUT, nested: { ...INPUT.nested, on: false } }],
  ['a further member', { ...INPUT, more: '' }],
  ['a number in the place of its text', { ...INPUT, list: ['1', 'a', null] }],
  ['a secret', { ...INPUT, key: new Secret('secret-2') }],
  ['a secret in the place of its text', { ...INPUT, key: 'secret-1' }],
  ['what stands between two members', { ...INPUT, nested: { on: true, 'text":"x': '' } }],
])('is another one for another input: %s', (_what, other) => {
  expect(inputHash(other)).not.toBe(inputHash(INPUT));
});

describe('the hash of an input with defaults of this server', () => {
  const given = { recordUrl: 'https://a.test', sdkAppId: 1 };
  const read = (more: object) => Object.assign(new TrtcStartWebRecordInput(), given, more);
  const withDefaults = read({ dryRun: false, maxDurationLimit: 36_000 });

  it('is that of the input without them, which versions without defaults wrote', () => {
    expect(inputHash(withDefaults)).toBe(inputHash(given));
    expect(isHashOf(inputHash(given), withDefaults)).toBe(true);
  });

  it.each([{ dryRun: false }, { maxDurationLimit: 36_000 }, { dryRun: false, maxDurationLimit: 36_000 }])(
    'is known where a version without defaults was given %j',
    (more) => {
      expect(isHashOf(inputHash({ ...given, ...more }), withDefaults)).toBe(true);
    },
  );

  it.each([
    { dryRun: true },
    { maxDurationLimit: 1_800 },
    { dryRun: false, maxDurationLimit: 36_001 },
    { recordId: 'r' },
  ])('is another one for %j', (more) => {
    expect(inputHash(read({ dryRun: false, maxDurationLimit: 36_000, ...more }))).not.toBe(inputHash(given));
    expect(isHashOf(inputHash({ ...given, ...more }), withDefaults)).toBe(false);
  });
});
