import { createHmac, hash } from 'node:crypto';
import type { Secret } from '../../../wire/secret.ts';

// Signatures of the callbacks of Tencent's services. Each service has its own format.

/** TRTC: base64 of HMAC-SHA256 over the raw body. */
export function trtcSignature(key: Secret, body: Buffer): string {
  return createHmac('sha256', key.reveal()).update(body).digest('base64');
}

/** TIW: lower-case hex MD5 of the key and the digits of the time when the message expires, in Unix s. No body. */
export function tiwSignature(key: Secret, expireTime: number): string {
  return hash('md5', `${key.reveal()}${expireTime}`, 'hex');
}

/**
 * Formats of GME's signature, which GME does not document. `post`: the signed text begins with POST, followed by the
 * body.
 */
export const GME_SIGNATURE_FORMS = ['base64', 'hex', 'base64-post', 'hex-post'] as const;

export type GmeSignatureForm = (typeof GME_SIGNATURE_FORMS)[number];

/** GME: HMAC-SHA1 over the raw body, in one of the forms. Hex is in lower case. */
export function gmeSignature(form: GmeSignatureForm, permissionKey: Secret, body: Buffer): string {
  const hmac = createHmac('sha1', permissionKey.reveal());
  if (form.endsWith('-post')) hmac.update('POST');
  return hmac.update(body).digest(form.startsWith('hex') ? 'hex' : 'base64');
}
