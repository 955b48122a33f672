import dns from 'node:dns';
import type http from 'node:http';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import fetch, { AbortError, type Response } from 'node-fetch';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** A message to an address that a client of this server chose. */
export interface OutgoingPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends it earlier than the deadline does. */
  readonly signal?: AbortSignal;
}

/** How it was answered; or why it was not, as a word that quotes nothing: ECONNREFUSED, TIMEOUT, ADDRESS_NOT_ALLOWED … */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string };

/** Posts once. Never rejects. */
export type GuardedPost = ((post: OutgoingPost) => Promise<PostOutcome>) & { close(): void };

export interface GuardedPostOptions {
  /** Longest wait for the answer, connecting included, in ms. */
  readonly timeoutMs: number;
  /** Whether this machine's own addresses may be called, and by http; for development. */
  readonly loopback: boolean;
  /** Whether it goes over http as well as over https, wherever it may go; for emulators. */
  readonly http?: boolean;
  /** Whether it goes to private addresses as well; for emulators. */
  readonly anywhere?: boolean;
  /** How names become addresses; the system's way unless a test has its own. */
  readonly lookup?: LookupFunction;
}

const LOOPBACK = ['127.0.0.1', '::1'];
/** Nobody reads answers; a small one is taken off the wire so that the connection can be used again. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** Below the five seconds after which Node's and many other servers close a connection that is not used. */
const MAX_IDLE_MS = 4000;
const NOT_PUBLIC = 'ADDRESS_NOT_ALLOWED';
const NOT_ALLOWED = /is not allowed\. Because/;
/**
 * The part of IPv6 in which public addresses are. The agents know what in it is not, and take much outside of it for
 * public, as ::127.0.0.1, which is an old way to write an address of IPv4.
 */
const PUBLIC_IPV6 = new BlockList();
PUBLIC_IPV6.addSubnet('2000::', 3, 'ipv6');
/**
 * Where clouds tell a machine its own credentials: never, whatever else is allowed. The first one is Azure's wire server, whose
 * address is in no private range. An address of IPv4 in IPv6 counts as what it stands for.
 */
const NEVER = new BlockList();
NEVER.addAddress('168.63.129.16');
NEVER.addSubnet('169.254.0.0', 16);
NEVER.addAddress('fd00:ec2::254', 'ipv6');
NEVER.addSubnet('fe80::', 10, 'ipv6');

/**
 * The second door out, for addresses that are not the operator's: only to the public internet, whatever a name resolves
 * to at the moment of the connection, https only, no redirects, a deadline, and no more than 64 kB of an answer.
 */
export function createGuardedPost({
  timeoutMs,
  loopback,
  http: isHttpAllowed = false,
  anywhere = false,
  lookup = dns.lookup,
}: GuardedPostOptions): GuardedPost {
  const own = loopback ? LOOPBACK : [];
  const isAllowed = (host: string): boolean => {
    if (isNever(host)) return false;
    return anywhere || !isIPv6(host) || own.includes(host) || PUBLIC_IPV6.check(host, 'ipv6');
  };
  const terms = {
    keepAlive: true,
    timeout: MAX_IDLE_MS,
    allowIPAddressList: own,
    lookup: only(isAllowed, lookup),
    ...(anywhere && { allowPrivateIPAddress: true, allowMetaIPAddress: true }),
  };
  const agents: Readonly<Record<string, http.Agent>> = {
    'https:': new RequestFilteringHttpsAgent(terms),
    ...((loopback || isHttpAllowed) && { 'http:': new RequestFilteringHttpAgent(terms) }),
  };

  const post = async ({ url, headers, body, signal }: OutgoingPost): Promise<PostOutcome> => {
    const { protocol = '', hostname = '' } = URL.parse(url) ?? {};
    const agent = agents[protocol];
    if (!agent || !isAllowed(hostname.replace(/^\[|\]$/g, ''))) return { kind: 'failed', reason: NOT_PUBLIC };
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: Buffer.from(body),
        agent,
        signal: signal ? AbortSignal.any([deadline.signal, signal]) : deadline.signal,
        redirect: 'manual',
        compress: false, // a compressed answer could grow beyond any cap
      });
      await drain(response);
      return {
        kind: 'answered',
        status: response.status,
        retryAfter: response.headers.get('retry-after') ?? undefined,
      };
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    } finally {
      clearTimeout(timer);
    }
  };
  return Object.assign(post, {
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  });
}

function isNever(host: string): boolean {
  const version = isIP(host);
  return version !== 0 && NEVER.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/** A look-up that fails where a name leads to any address that is not allowed. */
function only(isAllowed: (address: string) => boolean, lookup: LookupFunction): LookupFunction {
  return (name, options, done) => {
    lookup(name, options, (error, found, family) => {
      if (error) return done(error, found, family);
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
      if (addresses.every(isAllowed)) return done(null, found, family);
      done(Object.assign(new Error('the address is not allowed'), { code: NOT_PUBLIC }), found, family);
    });
  };
}

/** Takes the answer's body off the wire. What is wrong with it, or too long, does not change the status that has come. */
async function drain({ body }: Response): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += (chunk as Buffer).length;
      if (bytes > MOST_ANSWER_BYTES) return; // leaving the loop closes the connection
    }
  } catch {
    // it was cut, or too slow: the connection is closed
  }
}

/** Only a word is kept: the text of an error holds the address, and that may hold a password. */
function reasonOf(error: unknown): string {
  if (error instanceof AbortError) return 'TIMEOUT';
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof message === 'string' && NOT_ALLOWED.test(message)) return NOT_PUBLIC;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : 'REQUEST_FAILED';
}
