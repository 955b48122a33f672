const LONGEST_URL = 2048;
const PORTS: readonly string[] = ['', '8443']; // '' is 443
const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The address of an endpoint in its plain form; or what is wrong with it, in words that follow its name. Where a name
 * leads is looked at with every connection, in src/wire/guarded-post.ts, not here: it may change.
 */
export function checkEndpointUrl(text: string, allowLoopback: boolean): string | { readonly fault: string } {
  const url = text.length <= LONGEST_URL ? URL.parse(text) : null;
  if (!url) return { fault: `must be an address of at most ${LONGEST_URL} characters` };
  if (url.username || url.password) return { fault: 'must hold no user and no password' };
  if (url.hash) return { fault: 'must hold no fragment' };
  if (allowLoopback && LOOPBACK_HOSTS.includes(url.hostname) && url.protocol === 'http:') return url.href;
  if (url.protocol !== 'https:') return { fault: 'must begin with https://' };
  const isOwn = allowLoopback && LOOPBACK_HOSTS.includes(url.hostname);
  if (!isOwn && !PORTS.includes(url.port)) return { fault: 'must have the port 443 or 8443' };
  return url.href;
}
