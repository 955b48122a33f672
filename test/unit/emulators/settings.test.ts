import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BadConfig, type Environment } from '../../../src/config.ts';
import { envLines } from '../../../src/emulators/env-lines.ts';
import { readEmulatorSettings } from '../../../src/emulators/settings.ts';
import { BadSetting } from '../../../src/providers/provider.ts';

const settingsOf = (given: Environment) => readEmulatorSettings(given, (digits) => '0'.repeat(digits));

/** Returns the printed lines for these flags in that environment. */
const linesOf = (flags: Environment, environment: Environment = {}) =>
  envLines(settingsOf({ ...environment, ...flags }).forServer, environment);

it('generates missing keys', () => {
  const { credentials, app } = settingsOf({});
  expect([credentials.secretId, credentials.secretKey.reveal()]).toEqual(['AKIDemulator', '0'.repeat(32)]);
  expect([app.appKey, app.appSecret.reveal()]).toEqual(['emulatedapp', '0'.repeat(16)]);
});

it('takes the keys that were given', () => {
  const { credentials, app, account } = settingsOf({
    TENCENT_SECRET_ID: 'AKIDmine',
    TENCENT_SECRET_KEY: 'mine',
    TENCENT_TOKEN: 'token',
    RONGCLOUD_APP_KEY: 'app',
    RONGCLOUD_APP_SECRET: 'secret',
    TENCENT_RTC_KEYS: '1400000001:rtc',
  });
  expect([credentials.secretId, credentials.secretKey.reveal(), credentials.token?.reveal()]).toEqual([
    'AKIDmine',
    'mine',
    'token',
  ]);
  expect([app.appKey, app.appSecret.reveal()]).toEqual(['app', 'secret']);
  expect(account.rtcKeys.get(1400000001)?.reveal()).toBe('rtc');
});

it('generates the missing keys of applications', () => {
  const { account } = settingsOf({
    EMULATOR_APPLICATIONS: '1400000001, 3400352518',
    TENCENT_RTC_KEYS: '1400000001:rtc',
    TENCENT_GME_CALLBACK_KEYS: '7:gme',
  });
  const { rtcKeys, callbackKeys } = account;
  expect([...rtcKeys].map(([id, key]) => [id, key.reveal()])).toEqual([
    [1400000001, 'rtc'],
    [3400352518, '0'.repeat(64)],
  ]);
  expect(callbackKeys.gme.of(7)?.reveal()).toBe('gme');
  for (const keys of Object.values(callbackKeys)) expect(keys.of(3400352518)?.reveal()).toBe('0'.repeat(64));
});

it.each<[Environment, new (...args: never[]) => Error, string]>([
  [{ EMULATOR_PORT: '65535' }, BadConfig, 'EMULATOR_PORT'],
  [{ EMULATOR_CALLS_PER_SECOND: '-1' }, BadConfig, 'EMULATOR_CALLS_PER_SECOND'],
  [{ EMULATOR_APPLICATIONS: 'mine' }, BadConfig, 'EMULATOR_APPLICATIONS: must be a list of application ids'],
  [{ EMULATOR_TRIGGER: 'never' }, BadConfig, 'EMULATOR_TRIGGER'],
  [{ EMULATOR_STRICT_SESSIONS: 'perhaps' }, BadConfig, 'EMULATOR_STRICT_SESSIONS'],
  [{ EMULATOR_STRICT_SIGNATURES: 'perhaps' }, BadConfig, 'EMULATOR_STRICT_SIGNATURES'],
  [{ TENCENT_SITE: 'moon' }, BadSetting, 'TENCENT_SITE must be intl or china.'],
  [{ TENCENT_SECRET_ID: 'AKIDmine' }, BadSetting, 'TENCENT_SECRET_KEY is missing'],
  [{ TENCENT_RTC_KEYS: 'key' }, BadSetting, 'TENCENT_RTC_KEYS must be a list'],
  [{ TENCENT_GME_CALLBACK_FORM: 'octal' }, BadSetting, 'TENCENT_GME_CALLBACK_FORM must be one of'],
  [{ RONGCLOUD_APP_SECRET: 'secret' }, BadSetting, 'RONGCLOUD_APP_KEY is missing'],
])('refuses %j', (given, kind, message) => {
  expect(() => settingsOf(given)).toThrow(kind);
  expect(() => settingsOf(given)).toThrow(message);
});

describe('the lines for .env', () => {
  it('hold all that a server must know', () => {
    expect(linesOf({ TENCENT_SITE: 'china', EMULATOR_APPLICATIONS: '7', EMULATOR_PORT: '4350' })).toEqual([
      'TENCENT_SITE=china',
      'TENCENT_SECRET_ID=AKIDemulator',
      `TENCENT_SECRET_KEY=${'0'.repeat(32)}`,
      `TENCENT_RTC_KEYS=7:${'0'.repeat(64)}`,
      `TENCENT_TRTC_CALLBACK_KEYS=7:${'0'.repeat(64)}`,
      `TENCENT_TIW_CALLBACK_KEYS=7:${'0'.repeat(64)}`,
      `TENCENT_GME_CALLBACK_KEYS=7:${'0'.repeat(64)}`,
      'TENCENT_GME_CALLBACK_FORM=base64',
      'RONGCLOUD_APP_KEY=emulatedapp',
      `RONGCLOUD_APP_SECRET=${'0'.repeat(16)}`,
    ]);
  });

  it('leave out what the environment says: it may be a real key', () => {
    const environment = { TENCENT_SECRET_ID: 'AKIDreal', TENCENT_SECRET_KEY: 'real', TENCENT_SITE: 'china' };
    const lines = linesOf({ TENCENT_SITE: 'intl' }, environment);
    expect(lines.join('\n')).not.toContain('real');
    expect(lines[0]).toBe('TENCENT_SITE=intl');
  });

  it('read as they were meant, whatever a key holds', () => {
    const keys = ["7:a#b'c", '8:"d"`'];
    for (const key of keys) {
      const [line] = linesOf({ TENCENT_RTC_KEYS: key }).filter((each) => each.startsWith('TENCENT_RTC_KEYS'));
      expect(parseEnv(line!)).toEqual({ TENCENT_RTC_KEYS: key });
    }
  });
});
