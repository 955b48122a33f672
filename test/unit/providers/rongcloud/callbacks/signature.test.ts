import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallbackRejected, type CallbackRequest } from '../../../../../src/callbacks/callback.ts';
import { CallbackSignature, partOf } from '../../../../../src/providers/rongcloud/callbacks/signature.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import { callback, KEYS, NOW, type Parts, type Variation } from '../callback-request.ts';

const MINUTE = 60_000;

const checkOf = (signature = new CallbackSignature(KEYS)) => {
  return (request: CallbackRequest) => () => signature.check(request);
};

describe('the signature of a callback', () => {
  it.each<[string, Variation]>([
    ['headers', {}],
    ['headers with RC-', { headers: rc }],
    ['the address', { query: (parts) => ({ ...parts }) }],
    [
      'the address in other letters',
      { query: (parts) => ({ Nonce: parts.nonce, TimeStamp: parts.timestamp, SIGNATURE: parts.signature }) },
    ],
    [
      'the address with signTimestamp',
      { query: ({ timestamp, ...parts }) => ({ ...parts, signTimestamp: timestamp }) },
    ],
    ['both, in part', { headers: ({ nonce }) => ({ nonce }), query: ({ nonce: _, ...parts }) => parts }],
    ['headers, in capital hex', { headers: (parts) => ({ ...parts, signature: parts.signature.toUpperCase() }) }],
  ])('is taken from %s', (_place, variation) => {
    expect(checkOf()(callback(variation))).not.toThrow();
  });

  it('may be dated in seconds', () => {
    expect(checkOf()(callback({ timestamp: String(NOW / 1000) }))).not.toThrow();
  });

  it.each<[string, Variation]>([
    ['another secret', { secret: new Secret('another') }],
    ['no signature', { headers: ({ signature: _, ...parts }) => parts }],
    ['no nonce', { headers: ({ nonce: _, ...parts }) => parts }],
    ['no timestamp', { headers: ({ timestamp: _, ...parts }) => parts }],
    ['half a signature', { headers: (parts) => ({ ...parts, signature: parts.signature.slice(0, 20) }) }],
    ['an empty signature', { headers: (parts) => ({ ...parts, signature: '' }) }],
    ['another nonce', { headers: (parts) => ({ ...parts, nonce: 'another' }) }],
    ['another time', { headers: (parts) => ({ ...parts, timestamp: String(NOW + 1) }) }],
    ['a time that is none', { timestamp: 'today' }],
    ['a time in microseconds', { timestamp: `${NOW}000` }],
  ])('is refused with %s', (_fault, variation) => {
    expect(checkOf()(callback(variation))).toThrow(CallbackRejected);
  });

  it('is refused where the server has no keys', () => {
    expect(checkOf(new CallbackSignature(undefined))(callback())).toThrow(CallbackRejected);
  });

  it.each([-5 * MINUTE, 0, 5 * MINUTE])('is good %i ms from its time', (off) => {
    expect(checkOf()(callback({ receivedAt: NOW + off }))).not.toThrow();
  });

  it.each([-5 * MINUTE - 1, 5 * MINUTE + 1, 86_400_000])('is refused %i ms from its time', (off) => {
    expect(checkOf()(callback({ receivedAt: NOW + off }))).toThrow('5 minutes');
  });

  it('says nothing of what was sent when it is refused', () => {
    const request = callback({ secret: new Secret('another') });
    expect(checkOf()(request)).toThrow(/^The signature does not match\.$/);
  });
});

describe('the nonce of a callback, by which the ledger knows replays', () => {
  const signature = new CallbackSignature(KEYS);

  it('is the same for the very same callback, wherever and whenever it comes again', () => {
    const request = callback({ nonce: 'n' });
    const { until, ...seen } = signature.nonceOf(request);
    expect(new CallbackSignature(KEYS).nonceOf({ ...request, receivedAt: NOW + MINUTE })).toMatchObject(seen);
    // A signature that is dated five minutes ahead is good for ten.
    expect(until).toBe(NOW + 10 * MINUTE);
  });

  it('comes with another hash where the body is another one', () => {
    const [one, other] = [{}, { forged: true }].map((content) => signature.nonceOf(callback({ nonce: 'n', content })));
    expect(one!.nonce).toBe(other!.nonce);
    expect(one!.body).not.toBe(other!.body);
    expect(signature.nonceOf(callback({ nonce: 'm' })).nonce).not.toBe(one!.nonce);
  });
});

describe('the app key', () => {
  const signature = new CallbackSignature(KEYS);

  it.each([
    ['headers', { 'app-key': 'a' }, {}],
    ['headers', { 'rc-app-key': 'a' }, {}],
    ['the address', {}, { appKey: 'a' }],
  ])('is found in %s', (_place, headers, query) => {
    expect(partOf({ ...callback(), headers, query }, 'appKey')).toBe('a');
  });

  it('must be the one of this server', () => {
    expect(() => signature.checkAppKey(KEYS.appKey)).not.toThrow();
    expect(() => signature.checkAppKey('another')).toThrow(CallbackRejected);
    expect(() => signature.checkAppKey(undefined)).toThrow(CallbackRejected);
  });
});

it('accepts none of 6,000 forgeries', () => {
  const check = checkOf();
  const text = fc.string({ maxLength: 30 });
  const hex = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'));
  const time = fc.oneof(
    fc.integer({ min: NOW - MINUTE, max: NOW + MINUTE }).map(String),
    fc.integer({ min: NOW / 1000 - 60, max: NOW / 1000 + 60 }).map(String),
    text,
  );
  const real = callback({ nonce: 'seen', headers: (parts) => ({ ...parts }) });
  const { nonce, timestamp, signature } = real.headers as unknown as Parts;
  check(real)();
  const checked = new CallbackSignature(KEYS);
  const seen = checked.nonceOf(real); // by the ledger
  // A stranger who has seen one callback, and knows everything but the secret.
  const forged = fc.record({
    nonce: fc.oneof(text, fc.constant(nonce)),
    timestamp: fc.oneof(time, fc.constant(timestamp)),
    signature: fc.oneof(
      hex,
      text,
      fc.constant(signature),
      fc.constant(signature.slice(1)),
      fc.constant(`${signature} `),
    ),
    body: fc.string().map((content) => Buffer.from(content)),
    place: fc.constantFrom('headers', 'query'),
  });
  let accepted = 0;
  fc.assert(
    fc.property(forged, ({ body, place, ...parts }) => {
      const request: CallbackRequest = { headers: {}, query: {}, [place]: parts, body, receivedAt: NOW };
      try {
        check(request)();
        const own = checked.nonceOf(request);
        if (own.nonce !== seen.nonce || own.body === seen.body) accepted += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(CallbackRejected);
      }
    }),
    { numRuns: 6000 },
  );
  expect(accepted).toBe(0);
});

function rc(parts: Parts): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [`rc-${name}`, value as string]));
}
