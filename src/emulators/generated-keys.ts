import type { Environment } from '../config.ts';

/** The settings that hold keys by application: `id:key,…`. */
const KEYS_BY_APPLICATION = [
  'TENCENT_RTC_KEYS',
  'TENCENT_TRTC_CALLBACK_KEYS',
  'TENCENT_TIW_CALLBACK_KEYS',
  'TENCENT_GME_CALLBACK_KEYS',
];

/** Completes the settings that emulators and their callers share: generates missing keys and adds defaults. */
export function withDefaults(
  given: Environment,
  applications: readonly string[],
  makeUp: (digits: number) => string,
): Environment {
  const isAnyGiven = (...names: string[]) => names.some((name) => given[name] !== undefined);
  return {
    TENCENT_SITE: 'intl',
    TENCENT_GME_CALLBACK_FORM: 'base64',
    ...(!isAnyGiven('TENCENT_SECRET_ID', 'TENCENT_SECRET_KEY', 'TENCENT_TOKEN') && {
      TENCENT_SECRET_ID: 'AKIDemulator',
      TENCENT_SECRET_KEY: makeUp(32),
    }),
    ...(!isAnyGiven('RONGCLOUD_APP_KEY', 'RONGCLOUD_APP_SECRET') && {
      RONGCLOUD_APP_KEY: 'emulatedapp',
      RONGCLOUD_APP_SECRET: makeUp(16),
    }),
    ...given,
    ...(applications.length > 0 &&
      Object.fromEntries(KEYS_BY_APPLICATION.map((name) => [name, withKeys(given[name], applications, makeUp)]))),
  };
}

function withKeys(keys = '', applications: readonly string[], makeUp: (digits: number) => string): string {
  const pairs = keys.split(',').filter((pair) => pair.trim() !== '');
  const known = new Set(pairs.map((pair) => pair.trim().split(':', 1)[0]));
  const missing = new Set(applications.filter((id) => !known.has(id)));
  return [...pairs, ...[...missing].map((id) => `${id}:${makeUp(64)}`)].join(',');
}
