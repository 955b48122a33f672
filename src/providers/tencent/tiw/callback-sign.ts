import { CallbackOutOfTime, CallbackRejected } from '../../../callbacks/callback.ts';
import { sameText } from '../../../wire/digest.ts';
import type { JsonValue } from '../../../wire/json.ts';
import { MASK, type Secret } from '../../../wire/secret.ts';
import { membersOfText, textOfBody } from '../callbacks/body.ts';
import type { CallbackKeys } from '../callbacks/keys.ts';
import { tiwSignature } from '../callbacks/signature.ts';

/** The vendor does not say how far ahead a message expires. More than a day is no vendor's. */
const FURTHEST_AHEAD_MS = 86_400_000;

/**
 * Returns the text of an unexpired callback of TIW, with the signature masked. If no key is set, accepts unsigned
 * callbacks: then the secret address and the query of the task protect the ledger. Throws `CallbackRejected`.
 */
export function verifiedTiwText(body: Buffer, keys: CallbackKeys, receivedAt: number): string {
  const text = textOfBody(body);
  const { Sign: sign, ExpireTime: expireTime, SdkAppId: application } = membersOfText(text);
  if (keys.isEmpty) {
    if (sign === undefined) return text;
    throw new CallbackRejected(
      'The callback is signed, but TENCENT_TIW_CALLBACK_KEYS has no key to check the signature.',
    );
  }
  if (typeof sign !== 'string' || !isWhole(expireTime)) {
    throw new CallbackRejected('Sign or ExpireTime is missing. Check that the key is set at TIW, too.');
  }
  const signatures = keysFor(application, keys).map((key) => tiwSignature(key, expireTime));
  // Compares all signatures, so that the time does not reveal which key fits.
  if (!signatures.map((signature) => sameText(sign, signature)).includes(true)) {
    throw new CallbackRejected('Sign does not match ExpireTime and key. Check that TIW has the same key.');
  }
  const expiresAt = expireTime * 1000;
  if (receivedAt > expiresAt) throw new CallbackOutOfTime('The callback has expired. Check the clock of this machine.');
  if (expiresAt > receivedAt + FURTHEST_AHEAD_MS)
    throw new CallbackOutOfTime('The callback expires in more than a day.');
  // The rest of the text stays unchanged. A signature written with escapes would not be masked, so such a text is
  // rejected.
  const masked = text.replaceAll(sign, MASK);
  if (membersOfText(masked)['Sign'] === MASK) return masked;
  throw new CallbackRejected('Sign does not have the form that the vendor uses.');
}

/** The oldest messages do not name their application. */
function keysFor(application: JsonValue | undefined, keys: CallbackKeys): readonly Secret[] {
  if (application === undefined) return keys.all;
  const key = isWhole(application) ? keys.of(application) : undefined;
  if (!key) throw new CallbackRejected('SdkAppId names no application with a key in TENCENT_TIW_CALLBACK_KEYS.');
  return [key];
}

function isWhole(value: JsonValue | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
