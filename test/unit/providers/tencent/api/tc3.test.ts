import { expect, it } from 'vitest';
import {
  canonicalise,
  deriveSigningKey,
  signingKeys,
  signTc3,
  utcDate,
} from '../../../../../src/providers/tencent/api/tc3.ts';
import { sha256Hex } from '../../../../../src/wire/digest.ts';
import { Secret } from '../../../../../src/wire/secret.ts';
import vectors from '../tc3.vectors.json' with { type: 'json' };

const KEY = new Secret('fakeSecretKeyForTestsOnly000000001');
const SECRET_ID = 'AKIDFAKEFAKEFAKEFAKEFAKEFAKEFAKE0001';

it.each(vectors.published.cases)('gives the published signature over $signedHeaders with $secretId', (vector) => {
  const { host, service, contentType, body, timestamp } = vectors.published;
  const signedHeaders = vector.xTcActionSignedAs && { 'x-tc-action': vector.xTcActionSignedAs };
  const call = { host, service, contentType, body, ...(signedHeaders && { signedHeaders }) };
  expect(sha256Hex(body)).toBe(vectors.published.bodySha256);
  expect(sha256Hex(canonicalise(call).canonicalRequest)).toBe(vector.canonicalRequestSha256);
  const authorization = signTc3(call, vector.secretId, signingKeys(new Secret(vector.secretKey)), timestamp);
  expect(authorization).toBe(
    `TC3-HMAC-SHA256 Credential=${vector.secretId}/2019-02-25/cvm/tc3_request, ` +
      `SignedHeaders=${vector.signedHeaders}, Signature=${vector.signature}`,
  );
});

it.each(vectors.own)('gives what the official SDK gives for $id, $what', (vector) => {
  const { service, host, contentType, body, query, timestamp } = vector;
  const call = { method: vector.method as 'POST' | 'GET', service, host, contentType, body, query };
  expect(Buffer.byteLength(body)).toBe(vector.bodyBytes);
  expect(canonicalise(call).canonicalRequest).toBe(vector.canonicalRequest);
  expect(deriveSigningKey(KEY, utcDate(timestamp), service).export().toString('hex')).toBe(vector.kSigningHex);
  expect(signTc3(call, SECRET_ID, signingKeys(KEY), timestamp)).toBe(vector.authorization);
});

it('signs a body of bytes as it signs the same body of text', () => {
  const call = { service: 'gme', host: 'gme.tencentcloudapi.com', contentType: 'application/json' };
  const text = '{"RoomId":"salle-é-课"}';
  const sign = (body: string | Buffer) => signTc3({ ...call, body }, SECRET_ID, signingKeys(KEY), 1_700_000_000);
  expect(sign(Buffer.from(text))).toBe(sign(text));
});

it('derives a key once for a date and service', () => {
  const keys = signingKeys(KEY);
  expect(keys('2026-11-21', 'tiw')).toBe(keys('2026-11-21', 'tiw'));
  expect(keys('2026-11-21', 'tiw')).not.toBe(keys('2026-11-22', 'tiw'));
  expect(keys('2026-11-21', 'tiw')).not.toBe(keys('2026-11-21', 'gme'));
});

it('keeps keys of one secret apart from those of another', () => {
  const other = signingKeys(new Secret('another'));
  expect(signingKeys(KEY)('2026-11-21', 'tiw').equals(other('2026-11-21', 'tiw'))).toBe(false);
});

it('takes the date in UTC, also in the last second of a year', () => {
  expect(utcDate(1_767_225_599)).toBe('2025-12-31');
  expect(utcDate(1_767_225_600)).toBe('2026-01-01');
});
