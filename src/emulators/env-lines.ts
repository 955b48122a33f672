import type { Environment } from '../config.ts';

/** The settings of a server that calls the emulators, in the order in which they are printed. */
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

/**
 * The lines of a .env file for a server that calls the emulators. What the environment already says is left out: the
 * server reads it there, and a key that may be real is not printed.
 */
export function envLines(settings: Environment, environment: Environment): string[] {
  return SERVER_SETTINGS.flatMap((name) => {
    const value = settings[name];
    return value === undefined || value === environment[name] ? [] : [`${name}=${quoted(value)}`];
  });
}

/** A value as Node reads it from a .env file: a hash sign would begin a comment. */
function quoted(value: string): string {
  if (/^[\w:,./+=-]*$/.test(value)) return value;
  const quote = ["'", '"', '`'].find((each) => !value.includes(each)) ?? '';
  return `${quote}${value}${quote}`;
}
