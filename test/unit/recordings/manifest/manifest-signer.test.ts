import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManifestSigner } from '../../../../src/recordings/manifest/manifest-signer.ts';
import { ServerKey } from '../../../../src/server-key.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { sampleManifest } from '../../../shared/recordings/sample-manifest.ts';

const OURS = new ManifestSigner(new ServerKey(new Secret('key-of-this-server-0123456789abcdef')));
const THEIRS = new ManifestSigner(new ServerKey(new Secret('key-of-another-server-0123456789abc')));
const MANIFEST = sampleManifest();
const { json: SIGNED, signature: SIGNATURE } = OURS.sign(MANIFEST);
const UNSIGNED = JSON.stringify(MANIFEST);

/** Why a text is not valid; undefined where it is. */
function reason(text: string): string | undefined {
  const verdict = OURS.verify(text);
  return verdict.isValid ? undefined : verdict.reason;
}

describe('a signed manifest', () => {
  it('is valid, and read as it was made', () => {
    expect(OURS.verify(SIGNED)).toEqual({ isValid: true, manifest: MANIFEST });
  });

  it('has the same signature each time', () => {
    expect(OURS.sign(sampleManifest()).json).toBe(SIGNED);
    expect(JSON.parse(SIGNED)).toMatchObject({
      signature: { algorithm: 'HMAC-SHA256', keyId: OURS.keyId, value: SIGNATURE },
    });
    expect(SIGNATURE).toMatch(/^[0-9a-f]{64}$/);
    expect(OURS.keyId).toMatch(/^[0-9a-f]{8}$/);
  });

  it('is valid with its members in another order and without white space', () => {
    const members = Object.entries(JSON.parse(SIGNED) as object).reverse();
    expect(reason(JSON.stringify(Object.fromEntries(members)))).toBeUndefined();
  });

  it('is not valid for a server with another key', () => {
    expect(THEIRS.verify(SIGNED)).toEqual({
      isValid: false,
      reason: `it is signed with another key; the keyId of this server's key is ${THEIRS.keyId}`,
    });
  });

  it('is not valid when another server signed it and says that it was this one', () => {
    const { json } = THEIRS.sign(MANIFEST);
    expect(reason(json.replaceAll(THEIRS.keyId, OURS.keyId))).toContain('changed after signing');
  });

  it('is not valid when one character of it was replaced, put in or taken out, unless it still says the same', () => {
    const edit = fc.record({
      at: fc.nat(SIGNED.length - 1),
      taken: fc.nat(1),
      put: fc.oneof(
        fc.constantFrom('', '0', '9', ' ', '"', ',', '\\', '-', 'e', '.', 'a'),
        fc.string({ maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(edit, ({ at, taken, put }) => {
        const changed = SIGNED.slice(0, at) + put + SIGNED.slice(at + taken);
        if (reason(changed) === undefined) expect(JSON.parse(changed)).toEqual(JSON.parse(SIGNED));
      }),
      { numRuns: 3000 },
    );
  });

  it('is not valid when any digit or letter of it is another one', () => {
    const places = [...SIGNED.matchAll(/[0-9A-Za-z]/g)].map(({ index }) => index);
    for (const at of places) {
      const other = SIGNED[at] === '7' ? '8' : '7';
      expect(reason(SIGNED.slice(0, at) + other + SIGNED.slice(at + 1))).toBeDefined();
    }
  });

  it.each([
    ['no JSON', '{', 'not a JSON object'],
    ['a list', '[]', 'not a JSON object'],
    ['nothing', '', 'not a JSON object'],
    ['no signature', UNSIGNED, 'no signature'],
    ['a signature that is a text', UNSIGNED.replace(/}$/, ',"signature":"x"}'), 'no signature'],
    ['a member twice', SIGNED.replace('"version": 1', '"complete": false, "version": 1'), 'occurs twice'],
    ['a member twice, spelt otherwise', SIGNED.replace('{', '{"co\\u006dplete": false,'), 'occurs twice'],
    ['one more member', SIGNED.replace('{', '{"more": 1,'), 'changed'],
    ['another algorithm', SIGNED.replace('HMAC-SHA256', 'none'), 'changed'],
    ['no value', SIGNED.replace(SIGNATURE, ''), 'changed'],
    ['half a value', SIGNED.replace(SIGNATURE, SIGNATURE.slice(0, 32)), 'changed'],
  ])('is not valid with %s, and it is said why', (_, text, why) => {
    expect(reason(text)).toContain(why);
  });

  it('is not valid when it is of a version that is not known here', () => {
    const later = { ...MANIFEST, version: 2 };
    expect(reason(OURS.sign(later).json)).toContain('version');
  });

  it('does not verify whatever else it is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => !OURS.verify(text).isValid));
  });
});
