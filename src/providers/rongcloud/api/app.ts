import { Secret } from '../../../wire/secret.ts';
import { BadSetting, keySetting, originSetting, type VendorEnv } from '../../provider.ts';
import { DATA_CENTERS } from './hosts.ts';

/** One RongCloud application: who calls, and where. */
export interface App {
  /** Absent: the vendor is switched off. */
  readonly keys?: { readonly appKey: string; readonly appSecret: Secret };
  /** Hosts for calls: the first origin, or the second while the first fails. */
  readonly origins: readonly string[];
}

/** Reads RONGCLOUD_… settings. Throws `BadSetting` with the name of a missing or wrong setting. */
export function readApp(env: VendorEnv): App {
  const appKey = keySetting('RONGCLOUD_APP_KEY', env('APP_KEY'));
  const appSecret = keySetting('RONGCLOUD_APP_SECRET', env('APP_SECRET'));
  if ((appKey === undefined) !== (appSecret === undefined)) {
    const [missing, given] = appKey === undefined ? ['APP_KEY', 'APP_SECRET'] : ['APP_SECRET', 'APP_KEY'];
    throw new BadSetting(`RONGCLOUD_${missing} is missing: set it together with RONGCLOUD_${given}.`);
  }
  const origins = readOrigins(env);
  return appKey === undefined || appSecret === undefined
    ? { origins }
    : { keys: { appKey, appSecret: new Secret(appSecret) }, origins };
}

function readOrigins(env: VendorEnv): string[] {
  const endpoint = env('ENDPOINT');
  if (endpoint !== undefined) {
    return endpoint.split(',').map((origin) => originSetting('RONGCLOUD_ENDPOINT', origin.trim()));
  }
  const hosts = DATA_CENTERS[env('DATA_CENTER') ?? 'BJ'];
  if (!hosts) throw new BadSetting(`RONGCLOUD_DATA_CENTER must be one of ${Object.keys(DATA_CENTERS).join(', ')}.`);
  return hosts.map((host) => `https://${host}`);
}
