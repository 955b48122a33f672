import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../../../src/wire/secret.ts';
import { send } from '../../../../emulation/send-raw.ts';
import { errorOf, NOW, SECRET_ID, SECRET_KEY, startCaller, VERSIONS, type Variation } from '../caller.ts';
import { GME } from './parameters-of.ts';
import { VECTOR_SECRET_ID, VECTOR_SECRET_KEY, VECTORS } from '../vectors.ts';

const SECONDS = NOW / 1000;

describe('a request of an official SDK', () => {
  it.each(VECTORS)('is authorised: $id, $what', async (vector) => {
    const { emulator } = await startCaller({
      credentials: [{ secretId: VECTOR_SECRET_ID, secretKey: new Secret(VECTOR_SECRET_KEY) }],
      now: () => vector.timestamp * 1000,
    });
    const date = new Date(vector.timestamp * 1000).toISOString().slice(0, 10);
    const received = await send(emulator.port, {
      method: vector.method,
      path: vector.query ? `/?${vector.query}` : '/',
      headers: {
        host: vector.host,
        'content-type': vector.contentType,
        authorization: `TC3-HMAC-SHA256 Credential=${VECTOR_SECRET_ID}/${date}/${vector.service}/tc3_request, SignedHeaders=content-type;host, Signature=${vector.signature}`,
        'x-tc-action': vector.action,
        'x-tc-version': VERSIONS[vector.service] ?? '',
        'x-tc-timestamp': String(vector.timestamp),
        'x-tc-region': 'ap-singapore',
      },
      ...(vector.body === undefined ? {} : { body: vector.body }),
    });
    // The starts are carried out; the other actions pass every check and then find no task.
    const isStart = /^(Start|Create)/.test(vector.action);
    const code = errorOf(received)?.Code;
    if (isStart) expect(code).toBeUndefined();
    else expect(code).toMatch(/TaskNotFound|MissingParameter/);
  });
});

describe('a signature', () => {
  it.each<[string, Variation]>([
    ['for the Host header with its port', { host: 'gme.localhost:8080' }],
    ['for the host without its port, as SDKs sign', { host: 'gme.localhost:8080', signedHost: 'gme.localhost' }],
    ['for an address, when the scope names the service', { host: '127.0.0.1:8080' }],
    ['over further headers', { signedHeaders: { 'x-tc-action': 'StartRecord', 'x-extra': ' Mixed Case ' } }],
    ['for an address, by the version, as SDKs sign an address', { service: '127', host: '127.0.0.1:80' }],
    ['for localhost and its port, as SDKs sign it', { service: 'localhost:80', host: 'localhost:80' }],
    ['five minutes old', { timestamp: SECONDS - 300 }],
    ['five minutes ahead', { timestamp: SECONDS + 300 }],
  ])('is accepted: %s', async (_, variation) => {
    const { code } = await startCaller();
    expect(await code('gme', 'StartRecord', GME, variation)).toBeNull();
  });

  it('may leave the body out when a header says so', async () => {
    const { code } = await startCaller();
    const headers = { 'x-tc-content-sha256': 'UNSIGNED-PAYLOAD' };
    expect(await code('gme', 'StartRecord', GME, { signedBody: 'UNSIGNED-PAYLOAD', headers })).toBeNull();
  });

  it.each<[string, string, Variation]>([
    ['AuthFailure.InvalidAuthorization', 'absent', { headers: { authorization: '' } }],
    ['AuthFailure.InvalidAuthorization', 'of an older method', { headers: { authorization: 'HmacSHA1 x' } }],
    ['AuthFailure.SecretIdNotFound', 'by a key nobody has', { secretId: 'AKIDother' }],
    ['AuthFailure.SecretIdNotFound', 'by a key id with a stray space', { secretId: `${SECRET_ID} ` }],
    ['AuthFailure.SignatureExpire', 'more than five minutes old', { timestamp: SECONDS - 301 }],
    ['AuthFailure.SignatureExpire', 'more than five minutes ahead', { timestamp: SECONDS + 301 }],
    ['AuthFailure.SignatureExpire', 'with a time in milliseconds', { headers: { 'x-tc-timestamp': String(NOW) } }],
    ['InvalidParameter', 'with a time that is no number', { headers: { 'x-tc-timestamp': 'noon' } }],
    ['MissingParameter', 'without a time', { headers: { 'x-tc-timestamp': '' } }],
    ['AuthFailure.SignatureFailure', 'by another secret', { secretKey: new Secret('other') }],
    ['AuthFailure.SignatureFailure', 'for another time', { headers: { 'x-tc-timestamp': String(SECONDS - 1) } }],
    ['AuthFailure.SignatureFailure', 'for another host', { signedHost: 'gme.tencentcloudapi.com' }],
    ['AuthFailure.SignatureFailure', 'for another content type', { headers: { 'content-type': 'application/json' } }],
    ['AuthFailure.SignatureFailure', 'for another service than the host', { host: 'tiw.localhost' }],
    ['AuthFailure.SignatureFailure', 'for another body', { signedBody: JSON.stringify(GME, null, 1) }],
    [
      'AuthFailure.SignatureFailure',
      "with China's date in place of the UTC date",
      { tamper: (authorization) => authorization.replace('2026-01-15', '2026-01-16') },
    ],
    [
      'AuthFailure.SignatureFailure',
      'that leaves out the content type',
      { tamper: (authorization) => authorization.replace('content-type;host', 'host') },
    ],
    [
      'AuthFailure.SignatureFailure',
      'that leaves out the host',
      { tamper: (authorization) => authorization.replace('content-type;host', 'content-type') },
    ],
    ['AuthFailure.SignatureFailure', 'over a header that is not sent', { signedHeaders: { constructor: '' } }],
    ['AuthFailure.TokenFailure', 'with a token that the key lacks', { headers: { 'x-tc-token': 'made-up' } }],
    ['NoSuchProduct', 'for a service that is not emulated', { service: 'cvm', host: '127.0.0.1:80' }],
    ['NoSuchProduct', 'for a number that is not of the address', { service: '128', host: '127.0.0.1:80' }],
    ['NoSuchProduct', 'for a name that names no service', { service: 'tape', host: 'tape.localhost:80' }],
    [
      'NoSuchVersion',
      'for an address, with the version of no product',
      { service: '127', host: '127.0.0.1:80', headers: { 'x-tc-version': '2017-03-12' } },
    ],
    [
      'MissingParameter',
      'for an address, without a version',
      { service: '127', host: '127.0.0.1:80', headers: { 'x-tc-version': '' } },
    ],
  ])('is refused with %s: %s', async (expected, _, variation) => {
    const { code } = await startCaller();
    expect(await code('gme', 'StartRecord', GME, variation)).toBe(expected);
  });
});

describe('a temporary credential', () => {
  const credentials = [{ secretId: SECRET_ID, secretKey: SECRET_KEY, token: new Secret('made-up-token') }];

  it.each([
    ['made-up-token', null],
    ['another-token', 'AuthFailure.TokenFailure'],
    ['', 'AuthFailure.TokenFailure'],
  ])('counts only with its token (%j)', async (token, expected) => {
    const { code } = await startCaller({ credentials });
    expect(await code('gme', 'StartRecord', GME, { headers: { 'x-tc-token': token } })).toBe(expected);
  });
});

it('cannot show a secret or a signature in its messages', async () => {
  const { call } = await startCaller();
  const { text } = await call('gme', 'StartRecord', GME, { secretKey: new Secret('other') });
  expect(text).not.toMatch(/made-up|AKID|[0-9a-f]{64}/);
});
