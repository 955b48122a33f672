const MAX_LENGTH = 2048;
const PORTS: readonly string[] = ['', '8443']; // '' is 443
const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Returns the normalized address of an endpoint; or its fault, as a text that follows the name of the field. The IP address
 * of the host can change, so src/wire/guarded-post.ts checks it at every connection.
 */
export function checkEndpointUrl(text: string, allowLoopback: boolean): string | { readonly fault: string } {
  const url = text.length <= MAX_LENGTH ? URL.parse(text) : null;
  if (!url) return { fault: `must be an address of at most ${MAX_LENGTH} characters` };
  if (url.username || url.password) return { fault: 'must hold no user and no password' };
  if (url.hash) return { fault: 'must hold no fragment' };
  if (allowLoopback && LOOPBACK_HOSTS.includes(url.hostname) && url.protocol === 'http:') return url.href;
  if (url.protocol !== 'https:') return { fault: 'must begin with https://' };
  const isOwn = allowLoopback && LOOPBACK_HOSTS.includes(url.hostname);
  if (!isOwn && !PORTS.includes(url.port)) return { fault: 'must have the port 443 or 8443' };
  return url.href;
}
