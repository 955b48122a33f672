import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackRejected } from '../../../../../src/callbacks/callback.ts';
import { TiwCallback, TiwGenerationCallback } from '../../../../../src/providers/tencent/tiw/callback.ts';
import { TIW_BODIES, TIW_KEY, TIW_PUBLISHED, TIW_UNSIGNED } from '../callback-examples.ts';
import { bitFlips, keysOf, requestOf } from '../callback-forgeries.ts';

const APP = 1400000001;
const OTHER_APP = 1400000002;
const keys = keysOf({ [APP]: TIW_KEY, [OTHER_APP]: 'the-other-key' });
const callback = new TiwCallback(keys);
const open = new TiwCallback(keysOf({}));

interface Body {
  readonly ExpireTime: number;
  readonly Sign: string;
  readonly SdkAppId?: number;
}
const bodyOf = (text: string): Body => JSON.parse(text) as Body;

/** As it comes in: right before it expires, unless another time is given. Unix ms. */
function received(body: string | Buffer, at = bodyOf(body.toString()).ExpireTime * 1000) {
  return requestOf({ headers: {}, body }, at);
}

function signed(members: object, ExpireTime: unknown = 1_700_000_602, key = TIW_KEY): string {
  const Sign = createHash('md5')
    .update(`${key}${String(ExpireTime)}`)
    .digest('hex');
  return JSON.stringify({ SdkAppId: APP, EventType: 'OnlineRecordStarted', ...members, ExpireTime, Sign });
}

describe('a callback of TIW is accepted', () => {
  it.each(TIW_BODIES)('with the signature of its example, which is masked: %#', (body) => {
    expect(callback.verify(received(body))).toBe(body.replace(bodyOf(body).Sign, '[secret]'));
  });

  it('with the signature that the vendor has published', () => {
    const { key, expireTime: ExpireTime, sign: Sign } = TIW_PUBLISHED;
    const body = JSON.stringify({ SdkAppId: 1, ExpireTime, Sign });
    expect(new TiwCallback(keysOf({ 1: key })).verify(received(body))).not.toContain(Sign);
  });

  it('with any of the keys, where it does not say which application it is of', () => {
    const body = signed({ SdkAppId: undefined }, undefined, 'the-other-key');
    expect(callback.verify(received(body))).toContain('"Sign":"[secret]"');
  });

  it('with spaces, order and numbers as they came', () => {
    const body = signed({}).replace('{', '{ "Room" : 18446744073709551615,\t"a":1.0,\n');
    expect(callback.verify(received(body))).toBe(body.replace(bodyOf(body).Sign, '[secret]'));
  });

  it('unsigned only while no key is set at all', () => {
    expect(open.verify(requestOf({ headers: {}, body: TIW_UNSIGNED }))).toBe(TIW_UNSIGNED);
    expect(open).not.toHaveProperty('closed');
    expect(() => callback.verify(requestOf({ headers: {}, body: TIW_UNSIGNED }))).toThrow('Sign or ExpireTime');
  });

  it('at the address of video generation, too', () => {
    const generation = new TiwGenerationCallback(keys);
    expect(generation.path).not.toBe(callback.path);
    expect(generation.verify(received(TIW_BODIES[4]!))).toContain('[secret]');
    expect(() => generation.verify(requestOf({ headers: {}, body: TIW_UNSIGNED }))).toThrow(CallbackRejected);
  });
});

describe('a callback of TIW is refused', () => {
  const [body] = TIW_BODIES as [string];
  const { Sign, ExpireTime } = bodyOf(body);

  it('from the moment after which it expires', () => {
    expect(() => callback.verify(received(body, ExpireTime * 1000))).not.toThrow();
    expect(() => callback.verify(received(body, ExpireTime * 1000 + 1))).toThrow('expired');
  });

  it('when it expires in more than a day', () => {
    expect(() => callback.verify(received(body, (ExpireTime - 86_400) * 1000))).not.toThrow();
    expect(() => callback.verify(received(body, (ExpireTime - 86_400) * 1000 - 1))).toThrow('more than a day');
  });

  it('when any bit of Sign, ExpireTime or the application is flipped', () => {
    for (const part of [Sign, `"ExpireTime":${ExpireTime}`, String(APP)]) {
      for (const bytes of bitFlips(Buffer.from(part))) {
        const forged = body.replace(part, bytes.toString('latin1'));
        expect(() => callback.verify(received(forged, ExpireTime * 1000))).toThrow(CallbackRejected);
      }
    }
  });

  it.each([
    ['without Sign', JSON.stringify({ ...bodyOf(body), Sign: undefined })],
    ['without ExpireTime', JSON.stringify({ ...bodyOf(body), ExpireTime: undefined })],
    ['with an empty Sign', body.replace(Sign, '')],
    ['with half of Sign', body.replace(Sign, Sign.slice(0, 16))],
    ['with Sign in capitals', body.replace(Sign, Sign.toUpperCase())],
    ['with Sign in a list', body.replace(`"${Sign}"`, `["${Sign}"]`)],
    ['with Sign behind escapes', body.replace(Sign, `\\u00${Sign.charCodeAt(0).toString(16)}${Sign.slice(1)}`)],
    ['with ExpireTime as a text', signed({}, String(ExpireTime))],
    ['with half a second in ExpireTime', signed({}, ExpireTime - 0.5)],
    ['that expires before 1970', signed({}, -1)],
    ['with the key of another application', signed({}, ExpireTime, 'the-other-key')],
    ['for an application, with the key of another', signed({ SdkAppId: OTHER_APP })],
    ['for an application without a key', signed({ SdkAppId: 1 })],
    ['with SdkAppId as a text', signed({ SdkAppId: String(APP) })],
    ['with null for SdkAppId', signed({ SdkAppId: null })],
    ['with an empty key', signed({}, ExpireTime, '')],
    ['with half of the body', body.slice(0, body.length / 2)],
    ['as a list', `[${body}]`],
    ['without a body', ''],
  ])('%s', (_, forged) => {
    expect(() => callback.verify(received(forged, 1_700_000_600_000))).toThrow(CallbackRejected);
  });

  it.each([
    ['in UTF-16', Buffer.from(body, 'utf16le')],
    ['in a charset that is not UTF-8', Buffer.from(signed({ RoomId: 'é' }), 'latin1')],
    ['nested too deeply to be read', Buffer.from(`${'['.repeat(200_000)}1234567890123456${']'.repeat(200_000)}`)],
  ])('%s', (_, forged) => {
    expect(() => callback.verify(received(forged, ExpireTime * 1000))).toThrow(CallbackRejected);
  });

  it('when it is signed, and there is no key to check that with', () => {
    expect(() => open.verify(received(body))).toThrow('TENCENT_TIW_CALLBACK_KEYS');
  });

  it('in 6,000 random changes, unless Sign, ExpireTime and SdkAppId are left as they were', () => {
    // The vendor signs nothing else: that the rest can be changed is why such news are confirmed before they count.
    const change = fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 255 }));
    const changes = fc.tuple(fc.constantFrom(...TIW_BODIES), fc.array(change, { minLength: 1, maxLength: 3 }));
    const isRefused = fc.property(changes, ([genuine, edits]) => {
      const bytes = Buffer.from(genuine);
      for (const [at, mask] of edits) bytes[at % bytes.length]! ^= mask;
      const { ExpireTime, Sign, SdkAppId } = bodyOf(genuine);
      try {
        callback.verify(received(bytes, ExpireTime * 1000));
      } catch (error) {
        expect(error).toBeInstanceOf(CallbackRejected);
        return;
      }
      const taken = bodyOf(bytes.toString());
      expect([undefined, SdkAppId]).toContain(taken.SdkAppId);
      expect(taken).toMatchObject({ ExpireTime, Sign });
    });
    fc.assert(isRefused, { numRuns: 6000 });
  });

  it('in 6,000 random signatures', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
    const guess = fc.tuple(fc.oneof(hex, fc.string()), fc.integer({ min: ExpireTime, max: ExpireTime + 80_000 }));
    const isRefused = fc.property(guess, ([guessed, ExpireTime]) => {
      const forged = JSON.stringify({ ...bodyOf(body), Sign: guessed, ExpireTime });
      expect(() => callback.verify(received(forged, 1_700_000_600_000))).toThrow(CallbackRejected);
    });
    fc.assert(isRefused, { numRuns: 6000 });
  });

  it('without a value of its own, or a key, in the message', () => {
    const forged = signed({ SdkAppId: 77_777 }).replace('OnlineRecordStarted', 'marked');
    const message = /^SdkAppId names no application with a key in TENCENT_TIW_CALLBACK_KEYS\.$/;
    expect(() => callback.verify(received(forged))).toThrow(message);
  });
});
