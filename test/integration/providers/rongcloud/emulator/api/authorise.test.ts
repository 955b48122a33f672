import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../../../src/wire/secret.ts';
import { APP_KEY, NOW, START, startCaller, type Variation } from '../caller.ts';

const OK = [200, 200];

describe('a signature', () => {
  it.each([
    ['fakeAppSecret-Alpha01', '14314', '1585127132438', 'd57232f6a5feb6f79d8be5f49dd1ad521ae81b17'],
    ['emulator_secret_2', '482913.77120394', '1700000000', '9ee5f3210a27ea3673b48eae50a7c07c7c5bf708'],
    ['Zx9-kQ7_fake.Secret', 'a1B2c3D4e5F6g7H8i9', '1767225600000', 'c9b6ccb90a33e5765a166c278ef54657371ac432'],
  ])('of %s is accepted as official SDKs compute it', async (secret, Nonce, Timestamp, Signature) => {
    const { codes } = await startCaller({ apps: [{ appKey: APP_KEY, appSecret: new Secret(secret) }] });
    expect(await codes(START, { headers: { Nonce, Timestamp, Signature } })).toEqual(OK);
  });

  it('may come in headers whose names begin with RC-, in any case', async () => {
    const { codes } = await startCaller({ apps: [{ appKey: APP_KEY, appSecret: new Secret('emulator_secret_2') }] });
    const headers = {
      ...{ 'App-Key': '', Nonce: '', Timestamp: '', Signature: '' },
      'rc-app-key': APP_KEY,
      'RC-Nonce': '482913.77120394',
      'RC-TIMESTAMP': '1700000000',
      'Rc-Signature': '9ee5f3210a27ea3673b48eae50a7c07c7c5bf708',
    };
    expect(await codes(START, { headers })).toEqual(OK);
  });

  it.each<[number, number, string, Variation]>([
    [401, 1004, 'by another secret', { secret: new Secret('other') }],
    [401, 1004, 'in capitals', { headers: { Signature: 'A'.repeat(40) } }],
    [401, 1001, 'for an unknown app', { headers: { 'App-Key': 'other' } }],
    [401, 1001, 'for an app that every object has', { headers: { 'App-Key': 'constructor' } }],
    [400, 1002, 'without App-Key', { headers: { 'App-Key': '' } }],
    [400, 1002, 'without Nonce', { headers: { Nonce: '' } }],
    [400, 1002, 'without Timestamp', { headers: { Timestamp: '' } }],
    [400, 1002, 'without Signature', { headers: { Signature: '' } }],
    [400, 1005, 'with a nonce of 19 characters', { nonce: 'n'.repeat(19) }],
    [400, 1002, 'with a timestamp of 11 digits', { timestamp: '17000000000' }],
    [400, 1002, 'with a timestamp that is no number', { timestamp: 'noon' }],
  ])('is refused with HTTP %i, code %i: %s', async (status, code, _, variation) => {
    const { codes } = await startCaller();
    expect(await codes(START, variation)).toEqual([status, code]);
  });

  it('may be old and used twice, for an official SDK signs once for all its calls', async () => {
    const { codes } = await startCaller();
    const used = { nonce: 'same', timestamp: '1585127132438' };
    expect(await codes(START, used)).toEqual(OK);
    expect(await codes({ ...START, sessionId: 'session-2' }, used)).toEqual(OK);
  });

  it('reports nothing of the secret or of what it should have been', async () => {
    const { call } = await startCaller();
    const { text } = await call(START, { secret: new Secret('other') });
    expect(text).not.toMatch(/made-up|[0-9a-f]{40}/);
  });
});

describe('in strict mode a signature', () => {
  const SECONDS = NOW / 1000;

  it.each([
    ['five minutes old', String(NOW - 300_000), OK],
    ['older', String(NOW - 300_001), [401, 1004]],
    ['five minutes ahead, in seconds', String(SECONDS + 300), OK],
    ['further ahead, in seconds', String(SECONDS + 301), [401, 1004]],
  ])('%s', async (_, timestamp, expected) => {
    const { codes } = await startCaller({ strict: true });
    expect(await codes(START, { timestamp })).toEqual(expected);
  });

  it('is refused when its nonce was used as long as its timestamp is fresh', async () => {
    const { clock, codes } = await startCaller({ strict: true });
    const used = { nonce: 'same', timestamp: String(NOW + 300_000) };
    expect(await codes(START, used)).toEqual(OK);
    clock.now += 599_999;
    expect(await codes({ ...START, sessionId: 'session-2' }, used)).toEqual([401, 1004]);
  });

  it('may use a nonce again once the first use is long past', async () => {
    const { clock, codes } = await startCaller({ strict: true });
    expect(await codes(START, { nonce: 'same' })).toEqual(OK);
    clock.now += 600_000;
    expect(await codes({ ...START, sessionId: 'session-2' }, { nonce: 'same' })).toEqual(OK);
  });

  it('that did not verify leaves the nonce free', async () => {
    const { codes } = await startCaller({ strict: true });
    expect(await codes(START, { nonce: 'same', secret: new Secret('other') })).toEqual([401, 1004]);
    expect(await codes(START, { nonce: 'same' })).toEqual(OK);
  });
});
