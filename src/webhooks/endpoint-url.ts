import { randomBytes } from 'node:crypto';
import { lettersAndDigits } from '../wire/digest.ts';

const MAX_LENGTH = 2048;
const PORTS: readonly string[] = ['', '8443']; // '' is 443
const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Returns a new id: `wh_` and 22 letters and digits, 113 random bits. */
export function newEndpointId(): string {
  return `wh_${lettersAndDigits(randomBytes(32).toString('hex'), 22)}`;
}

/**
 * Returns the normalized address of an endpoint; or its fault, as a text that follows the name of the field. The IP address
 * of the host can change, so src/wire/guarded-post.ts checks it at every connection.
 */
export function checkEndpointUrl(text: string, allowLoopback: boolean): string | { readonly fault: string } {
  const url = text.length <= MAX_LENGTH ? URL.parse(text) : null;
  if (!url) return { fault: `must be an address of at most ${MAX_LENGTH} characters` };
  if (url.username || url.password) return { fault: 'must hold no user and no password' };
  if (url.hash) return { fault: 'must hold no fragment' };
  const isOwn = allowLoopback && LOOPBACK_HOSTS.includes(url.hostname);
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:')) return { fault: 'must begin with https://' };
  if (!isOwn && !PORTS.includes(url.port)) return { fault: 'must have the port 443 or 8443' };
  return url.href;
}
