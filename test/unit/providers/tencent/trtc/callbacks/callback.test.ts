import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackRejected, verified } from '../../../../../../src/callbacks/callback.ts';
import { TrtcCallback } from '../../../../../../src/providers/tencent/trtc/callbacks/callback.ts';
import { TRTC_APP, TRTC_EXAMPLES, TRTC_KEY, TRTC_PUBLISHED, TRTC_WEB_EXAMPLES } from '../../callback-examples.ts';
import { RECEIVED_AT, bitFlips, forgeries, keysOf, reprinted, requestOf } from '../../callback-forgeries.ts';

const OTHER_APP = '1400000002';
const EXAMPLES = [...TRTC_EXAMPLES, ...TRTC_WEB_EXAMPLES];
const callback = new TrtcCallback(keysOf({ [TRTC_APP]: TRTC_KEY, [OTHER_APP]: 'theOtherKey' }));

function genuineOf({ body, sign }: { readonly body: string; readonly sign: string }) {
  return { headers: { sdkappid: TRTC_APP, sign }, body };
}
const GENUINE = genuineOf(EXAMPLES[0]!);

function signed(body: string | Buffer, key = TRTC_KEY, sdkappid = TRTC_APP) {
  return { headers: { sdkappid, sign: createHmac('sha256', key).update(body).digest('base64') }, body };
}

describe('a callback of TRTC is accepted', () => {
  it.each(EXAMPLES)('with the signature of the example: $title', (example) => {
    const text = callback.verify(requestOf(genuineOf(example)));
    expect(JSON.parse(text)).toEqual({ account: TRTC_APP, body: example.body });
  });

  it('with the signature that the vendor has published', () => {
    const { key, sign, body } = TRTC_PUBLISHED;
    const published = new TrtcCallback(keysOf({ 1: key }));
    expect(published.verify(requestOf({ headers: { sdkappid: '1', sign }, body }))).toContain('user_85034614');
  });

  it('with texts in any script', () => {
    const body = '{"EventGroupId":3,"EventInfo":{"UserId":"机器人 🎥"}}';
    expect(JSON.parse(callback.verify(requestOf(signed(body))))).toEqual({ account: TRTC_APP, body });
  });
});

describe('a callback of TRTC is refused', () => {
  it('when any bit of the body is flipped', () => {
    for (const body of bitFlips(Buffer.from(GENUINE.body))) {
      expect(() => callback.verify(requestOf({ ...GENUINE, body }))).toThrow(CallbackRejected);
    }
  });

  it('when any bit of a header is flipped', () => {
    for (const header of ['sdkappid', 'sign'] as const) {
      for (const value of bitFlips(Buffer.from(GENUINE.headers[header]))) {
        const headers = { ...GENUINE.headers, [header]: value.toString('latin1') };
        expect(() => callback.verify(requestOf({ ...GENUINE, headers }))).toThrow(CallbackRejected);
      }
    }
  });

  const { headers, body } = GENUINE;
  it.each([
    ['with the body printed anew', { headers, body: reprinted(body) }],
    ['with half of the body', { headers, body: body.slice(0, body.length / 2) }],
    ['without a body', { headers, body: '' }],
    ['without Sign', { headers: { sdkappid: TRTC_APP }, body }],
    ['with an empty Sign', { headers: { ...headers, sign: '' }, body }],
    ['with half of Sign', { headers: { ...headers, sign: headers.sign.slice(0, 8) }, body }],
    [
      'with the Sign of the example without its padding',
      { headers: { ...headers, sign: headers.sign.slice(0, -1) }, body },
    ],
    ['without SdkAppId', { headers: { sign: headers.sign }, body }],
    ['for an application without a key', { headers: { ...headers, sdkappid: '1400000003' }, body }],
    ['with SdkAppId sent twice', { headers: { ...headers, sdkappid: `${TRTC_APP}, ${OTHER_APP}` }, body }],
    ['with the name of an object’s member as SdkAppId', { headers: { ...headers, sdkappid: '__proto__' }, body }],
    ['with the key of another application', signed(body, 'theOtherKey')],
    ['for an application, with the key of another', { headers: { ...headers, sdkappid: OTHER_APP }, body }],
    ['with an empty key', signed(body, '')],
    ['in UTF-16', { headers, body: Buffer.from(body, 'utf16le') }],
    ['in a charset that is not UTF-8, though signed', signed(Buffer.from('{"UserId":"é"}', 'latin1'))],
  ])('%s', (_, forged) => {
    expect(() => callback.verify(requestOf(forged))).toThrow(CallbackRejected);
  });

  it('in 6,000 random changes, without one exception', () => {
    const changed = forgeries(EXAMPLES.map(genuineOf), 'sign');
    const isRefused = fc.property(changed, (request) => {
      expect(() => callback.verify(request)).toThrow(CallbackRejected);
    });
    fc.assert(isRefused, { numRuns: 6000 });
  });

  it('while no key is set, and says which setting is missing', () => {
    const closed = new TrtcCallback(keysOf({}));
    expect(closed.closed).toContain('TENCENT_TRTC_CALLBACK_KEYS');
    expect(() => closed.verify(requestOf(GENUINE))).toThrow('TENCENT_TRTC_CALLBACK_KEYS');
    expect(callback.closed).toBeUndefined();
  });

  it('without a value of its own, or a key, in the message', () => {
    const marked = { headers: { sdkappid: TRTC_APP, sign: 'marked-sign' }, body: 'marked-body' };
    const message = /^Sign does not fit body and key: is the key the one of the console\?$/;
    expect(() => callback.verify(requestOf(marked))).toThrow(message);
  });
});

describe('what is read of a callback of TRTC', () => {
  it('never throws, whatever JSON it holds', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        const text = verified(JSON.stringify({ account: TRTC_APP, body }));
        expect(callback.read(text, RECEIVED_AT)).toMatchObject([{ isKnown: false, account: TRTC_APP }]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['', 'not json', '[]', 'null', '{"account":1,"body":2}', '{"__proto__":{"body":"x"}}'])(
    'is an unknown event where the kept text is %j',
    (text) => {
      expect(callback.read(verified(text), RECEIVED_AT)).toEqual([
        {
          ...{ type: 'unknown', isKnown: false, product: null, account: null },
          ...{ room: null, taskId: null, vendorKey: null, at: null, report: { facts: [] } },
        },
      ]);
    },
  );
});
