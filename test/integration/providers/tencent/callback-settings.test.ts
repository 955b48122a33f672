import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { readAccount } from '../../../../src/providers/tencent/api/account.ts';
import { oneKeyForAll } from '../../../../src/providers/tencent/callbacks/keys.ts';
import { TENCENT } from '../../../../src/providers/tencent/index.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { fakeVendor } from '../../../shared/fake-vendor.ts';

const PRODUCTS = ['TRTC', 'TIW', 'GME'] as const;

const accountWith = (settings: Readonly<Record<string, string>>) => readAccount((name) => settings[name]);

describe.each(PRODUCTS)('the callback keys of %s', (product) => {
  const setting = `${product}_CALLBACK_KEYS`;
  const keysWith = (value: string) =>
    accountWith({ [setting]: value }).callbackKeys[product.toLowerCase() as 'trtc' | 'tiw' | 'gme'];

  it('are read by application, and of no other product', () => {
    const keys = keysWith('1400000001:one, 4294967295:two:with+signs=,');
    expect(keys.of(1400000001)?.reveal()).toBe('one');
    expect(keys.of(4294967295)?.reveal()).toBe('two:with+signs=');
    expect(keys.of(3)).toBeUndefined();
    expect([keys.isEmpty, keys.all.length]).toEqual([false, 2]);
    const { callbackKeys, rtcKeys } = accountWith({ [setting]: '1:one' });
    expect(Object.values(callbackKeys).filter(({ isEmpty }) => !isEmpty)).toHaveLength(1);
    expect(rtcKeys.size).toBe(0);
  });

  it('are none without the setting', () => {
    expect(accountWith({}).callbackKeys.gme).toMatchObject({ isEmpty: true, all: [] });
  });

  it.each(['key', '1:', ':key', 'x:key', '1 key', '1:a b'])('stop the start when they read %j, unnamed', (value) => {
    expect(() => keysWith(value)).toThrow(
      `TENCENT_${product}_CALLBACK_KEYS must be a list of <application id>:<key>, with commas.`,
    );
  });
});

describe('the form of signatures of GME', () => {
  it.each([
    [undefined, 'base64'],
    ['base64', 'base64'],
    ['hex', 'hex'],
    ['base64-post', 'base64-post'],
    ['hex-post', 'hex-post'],
  ])('reads %s as %s', (value, form) => {
    expect(accountWith(value === undefined ? {} : { GME_CALLBACK_FORM: value }).gmeCallbackForm).toBe(form);
  });

  it.each(['any', 'HEX', 'constructor'])('is never %s', (value) => {
    expect(() => accountWith({ GME_CALLBACK_FORM: value })).toThrow('TENCENT_GME_CALLBACK_FORM must be one of base64');
  });
});

it('one key for all applications is any application’s', () => {
  const keys = oneKeyForAll(new Secret('shared'));
  expect(keys.of(1)).toBe(keys.of(4294967295));
  expect(keys.all.map((key) => key.reveal())).toEqual(['shared']);
  expect(keys.isEmpty).toBe(false);
});

it('a server has a place for each of Tencent’s callbacks, and says which are closed', async () => {
  const { callbacks } = await TENCENT.create({
    env: (name) => ({ GME_CALLBACK_KEYS: '1:key' })[name],
    transport: fakeVendor().transport,
    ...{ now: Date.now, emulate: false, callsPerSecond: 0, inlineStorageCredentials: false },
    log: pino({ level: 'silent' }),
  });
  expect(callbacks.map(({ path, isBodySigned, closed }) => [path, isBodySigned, closed !== undefined])).toEqual([
    ['tencent/trtc', true, true],
    ['tencent/tiw', false, false],
    ['tencent/tiw-video-generation', false, false],
    ['tencent/gme', true, false],
  ]);
});
