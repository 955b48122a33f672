import fc from 'fast-check';
import type { CallbackRequest } from '../../../../src/callbacks/callback.ts';
import { keysByApplication, type CallbackKeys } from '../../../../src/providers/tencent/callbacks/keys.ts';
import { Secret } from '../../../../src/wire/secret.ts';

/** Not a bit of it was touched. */
export interface Genuine {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Unix ms; no callback that is signed over its body depends on it. */
export const RECEIVED_AT = 1_700_000_002_500;

export function requestOf(
  { headers, body }: { readonly headers: CallbackRequest['headers']; readonly body: string | Buffer },
  receivedAt = RECEIVED_AT,
): CallbackRequest {
  return { headers, query: {}, body: Buffer.from(body), receivedAt };
}

export function keysOf(keys: Readonly<Record<string, string>>): CallbackKeys {
  const entries = Object.entries(keys).map(([application, key]) => [Number(application), new Secret(key)] as const);
  return keysByApplication(new Map(entries));
}

/** Every way to flip one bit of some bytes. */
export function* bitFlips(bytes: Buffer): Generator<Buffer> {
  for (let bit = 0; bit < bytes.length * 8; bit++) yield flipped(bytes, bit);
}

/** The same text parsed and printed again. */
export function reprinted(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 1);
}

/** Changed requests: bits, bytes, ends and signatures of genuine ones. None is as it was. */
export function forgeries(genuine: readonly Genuine[], signatureHeader: string): fc.Arbitrary<CallbackRequest> {
  const position = fc.nat(1_000_000);
  const change = fc.record({
    kind: fc.constantFrom('flip', 'cut', 'insert', 'remove', 'signature', 'other signature', 'replace'),
    position,
    byte: fc.nat(255),
    bytes: fc.uint8Array({ maxLength: 200 }),
  });
  return fc
    .tuple(fc.constantFrom(...genuine), fc.constantFrom(...genuine), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([one, other, changes]) => {
      let body: Buffer = Buffer.from(one.body);
      let signature = one.headers[signatureHeader]!;
      for (const { kind, position, byte, bytes } of changes) {
        const at = position % (body.length || 1);
        if (kind === 'flip') body = flipped(body, position % (body.length * 8 || 1));
        if (kind === 'cut') body = body.subarray(0, at);
        if (kind === 'insert') body = Buffer.concat([body.subarray(0, at), Buffer.from([byte]), body.subarray(at)]);
        if (kind === 'remove') body = Buffer.concat([body.subarray(0, at), body.subarray(at + 1)]);
        if (kind === 'replace') body = Buffer.from(bytes);
        if (kind === 'other signature') signature = other.headers[signatureHeader]!;
        if (kind === 'signature') {
          const text = Buffer.from(signature);
          signature = flipped(text, position % (text.length * 8 || 1)).toString('latin1');
        }
      }
      return { one, request: requestOf({ headers: { ...one.headers, [signatureHeader]: signature }, body }) };
    })
    .filter(
      ({ one, request }) =>
        request.headers[signatureHeader] !== one.headers[signatureHeader] || request.body.toString() !== one.body,
    )
    .map(({ request }) => request);
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length > 0) copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}
