import { signV1, type V1Method } from '../../../../../../src/providers/tencent/emulator/api/signature-v1.ts';
import type { Secret } from '../../../../../../src/wire/secret.ts';
import type { Sent } from '../../../../emulation/send-raw.ts';
import { NOW, SECRET_ID, SECRET_KEY } from '../caller.ts';

/** Deviations of a call from an official SDK. */
export interface V1Variation {
  readonly method?: 'POST' | 'GET';
  /** The `Host` header and, if different, the signed host. */
  readonly host?: string;
  readonly signedHost?: string;
  readonly signedMethod?: 'POST' | 'GET';
  readonly secretKey?: Secret;
  readonly algorithm?: V1Method;
  /** Signed like all parameters; an empty text omits the parameter. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Sent instead of the signed values; an empty text omits the parameter. */
  readonly tampered?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

/** Returns a call with signature version 1, as official SDKs send the call. */
export function v1Call(action: Readonly<Record<string, string>>, variation: V1Variation = {}): Sent {
  const { method = 'POST', host = '127.0.0.1:4100', algorithm = 'HmacSHA256' } = variation;
  const parameters = present({
    ...action,
    Nonce: '0',
    Timestamp: String(NOW / 1000),
    SecretId: SECRET_ID,
    Region: 'ap-singapore',
    SignatureMethod: 'HmacSHA256',
    ...variation.parameters,
  });
  const Signature = signV1(
    {
      method: variation.signedMethod ?? method,
      host: variation.signedHost ?? host,
      parameters: Object.entries(parameters),
    },
    variation.secretKey ?? SECRET_KEY,
    algorithm,
  );
  const text = new URLSearchParams(present({ ...parameters, Signature, ...variation.tampered })).toString();
  const contentType = variation.contentType ?? 'application/x-www-form-urlencoded';
  return method === 'GET'
    ? { method, path: `/?${text}`, headers: { host } }
    : { method, path: '/', headers: { host, 'content-type': contentType }, body: text };
}

function present(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
}
