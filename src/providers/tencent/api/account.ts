import { Secret } from '../../../wire/secret.ts';
import { BadSetting, keySetting, originSetting, type VendorEnv } from '../../provider.ts';
import { keysByApplication, type CallbackKeys } from '../callbacks/keys.ts';
import { GME_SIGNATURE_FORMS, type GmeSignatureForm } from '../callbacks/signature.ts';

/** Tencent Cloud's two separate sites. An account belongs to one site. */
export type Site = 'intl' | 'china';

export interface Credentials {
  readonly secretId: string;
  readonly secretKey: Secret;
  /** Session token of temporary credentials. */
  readonly token?: Secret;
}

/** One Tencent account: who calls, and where. */
export interface Account {
  readonly site: Site;
  /** Absent: the vendor is switched off. */
  readonly credentials?: Credentials;
  /** Region of calls without a region, for products that have the region. */
  readonly region?: string;
  /** Keys of real-time applications, by application id. Used to sign the tickets of robots. */
  readonly rtcKeys: ReadonlyMap<number, Secret>;
  /** Keys that verify callbacks. */
  readonly callbackKeys: Readonly<Record<'trtc' | 'tiw' | 'gme', CallbackKeys>>;
  /** How GME writes the signature of a callback. */
  readonly gmeCallbackForm: GmeSignatureForm;
  /** The origin of a service, as https://tiw.intl.tencentcloudapi.com. */
  readonly origin: (service: string) => string;
}

/** Reads TENCENT_… settings. Throws `BadSetting` with the name of a missing or wrong setting. */
export function readAccount(env: VendorEnv): Account {
  const site = env('SITE') ?? 'intl';
  if (site !== 'intl' && site !== 'china') throw new BadSetting('TENCENT_SITE must be intl or china.');
  const credentials = readCredentials(env);
  const region = env('REGION');
  const endpoint = env('ENDPOINT');
  return {
    site,
    ...(credentials && { credentials }),
    ...(region !== undefined && { region }),
    rtcKeys: readKeys(env, 'RTC_KEYS'),
    callbackKeys: {
      trtc: keysByApplication(readKeys(env, 'TRTC_CALLBACK_KEYS')),
      tiw: keysByApplication(readKeys(env, 'TIW_CALLBACK_KEYS')),
      gme: keysByApplication(readKeys(env, 'GME_CALLBACK_KEYS')),
    },
    gmeCallbackForm: readGmeCallbackForm(env('GME_CALLBACK_FORM')),
    origin: endpoint === undefined ? siteOrigin(site) : fixedOrigin(endpoint),
  };
}

function readCredentials(env: VendorEnv): Credentials | undefined {
  const secretId = keySetting('TENCENT_SECRET_ID', env('SECRET_ID'));
  const secretKey = keySetting('TENCENT_SECRET_KEY', env('SECRET_KEY'));
  const token = keySetting('TENCENT_TOKEN', env('TOKEN'));
  if (secretId === undefined && secretKey === undefined && token === undefined) return undefined;
  if (secretId === undefined)
    throw new BadSetting('TENCENT_SECRET_ID is missing: set it together with the other keys.');
  if (secretKey === undefined)
    throw new BadSetting('TENCENT_SECRET_KEY is missing: set it together with TENCENT_SECRET_ID.');
  return {
    secretId,
    secretKey: new Secret(secretKey),
    ...(token !== undefined && { token: new Secret(token) }),
  };
}

/** Reads keys by application from a setting: `application id:key`, separated by commas. */
function readKeys(env: VendorEnv, name: string): ReadonlyMap<number, Secret> {
  const keys = new Map<number, Secret>();
  for (const pair of (env(name) ?? '').split(',').filter((text) => text.trim() !== '')) {
    const [, id, key] = /^\s*(\d{1,10}):(\S+)\s*$/.exec(pair) ?? [];
    if (id === undefined || key === undefined) {
      throw new BadSetting(`TENCENT_${name} must be a list of <application id>:<key>, with commas.`);
    }
    keys.set(Number(id), new Secret(key));
  }
  return keys;
}

function readGmeCallbackForm(setting = 'base64'): GmeSignatureForm {
  const form = GME_SIGNATURE_FORMS.find((known) => known === setting);
  if (form !== undefined) return form;
  throw new BadSetting(`TENCENT_GME_CALLBACK_FORM must be one of ${GME_SIGNATURE_FORMS.join(', ')}.`);
}

function siteOrigin(site: Site): Account['origin'] {
  const domain = site === 'intl' ? 'intl.tencentcloudapi.com' : 'tencentcloudapi.com';
  return (service) => `https://${service}.${domain}`;
}

/** TENCENT_ENDPOINT: one origin for all services, or a pattern with `{service}`. */
function fixedOrigin(endpoint: string): Account['origin'] {
  const origin = (service: string): string =>
    originSetting('TENCENT_ENDPOINT', endpoint.replaceAll('{service}', service));
  origin('tiw'); // a bad address must fail the start, not the first call
  return origin;
}
