import type { Environment } from '../config.ts';

/** Settings of a server that calls the emulators, in order of printing. */
const SERVER_SETTINGS = [
  'TENCENT_ENDPOINT',
  'TENCENT_SITE',
  'TENCENT_SECRET_ID',
  'TENCENT_SECRET_KEY',
  'TENCENT_TOKEN',
  'TENCENT_RTC_KEYS',
  'TENCENT_TRTC_CALLBACK_KEYS',
  'TENCENT_TIW_CALLBACK_KEYS',
  'TENCENT_GME_CALLBACK_KEYS',
  'TENCENT_GME_CALLBACK_FORM',
  'RONGCLOUD_ENDPOINT',
  'RONGCLOUD_APP_KEY',
  'RONGCLOUD_APP_SECRET',
];

/** Returns the .env lines for a server. Omits values of the environment, whose keys may be real. */
export function envLines(settings: Environment, environment: Environment): string[] {
  return SERVER_SETTINGS.flatMap((name) => {
    const value = settings[name];
    return value === undefined || value === environment[name] ? [] : [`${name}=${quoted(value)}`];
  });
}

/** Quotes a value for Node's .env parser: a hash sign would start a comment. */
function quoted(value: string): string {
  if (/^[\w:,./+=-]*$/.test(value)) return value;
  const quote = ["'", '"', '`'].find((each) => !value.includes(each)) ?? '';
  return `${quote}${value}${quote}`;
}
