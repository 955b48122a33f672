import dns from 'node:dns';
import type http from 'node:http';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import fetch, { AbortError, type Response } from 'node-fetch';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** A request to an address that a client of this server chose. */
interface OutgoingPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Cancels the request before the deadline. */
  readonly signal?: AbortSignal;
}

/** The answer; or the reason of a failure, as a code without values: ECONNREFUSED, TIMEOUT, ADDRESS_NOT_ALLOWED … */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string };

/** Sends a request once. Never rejects. */
export type GuardedPost = ((post: OutgoingPost) => Promise<PostOutcome>) & { close(): void };

export interface GuardedPostOptions {
  /** Maximum wait for the answer, connecting included, in ms. */
  readonly timeoutMs: number;
  /** Allows loopback addresses, also over http; for development. */
  readonly loopback: boolean;
  /** Allows http for all addresses; for emulators. */
  readonly http?: boolean;
  /** Allows private addresses; for emulators. */
  readonly anywhere?: boolean;
  /** Resolver of host names; default: that of the system. */
  readonly lookup?: LookupFunction;
}

const LOOPBACK = ['127.0.0.1', '::1'];
/** Bodies of answers are not used. A body up to this size is read, so that the connection can be reused. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** Below the five seconds after which Node.js and many other servers close an idle connection. */
const MAX_IDLE_MS = 4000;
const NOT_PUBLIC = 'ADDRESS_NOT_ALLOWED';
const NOT_ALLOWED = /is not allowed\. Because/;
/**
 * The IPv6 range with all public addresses. The agents block the other addresses in this range, but regard many outside of
 * this range as public, as ::127.0.0.1, an old notation of an IPv4 address.
 */
const PUBLIC_IPV6 = new BlockList();
PUBLIC_IPV6.addSubnet('2000::', 3, 'ipv6');
/**
 * The metadata services of clouds, which hand out credentials; always blocked. The first is Azure's wire server, whose
 * address is in no private range. An IPv4 address in IPv6 notation counts as the IPv4 address.
 */
const NEVER = new BlockList();
NEVER.addAddress('168.63.129.16');
NEVER.addSubnet('169.254.0.0', 16);
NEVER.addAddress('fd00:ec2::254', 'ipv6');
NEVER.addSubnet('fe80::', 10, 'ipv6');

/**
 * Returns the client for addresses that the operator did not configure. Only public addresses are allowed, which is checked
 * for the resolved address of every connection; https only, no redirects, with a deadline and at most 64 kB of an answer.
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
  const agentOptions = {
    keepAlive: true,
    timeout: MAX_IDLE_MS,
    allowIPAddressList: own,
    lookup: only(isAllowed, lookup),
    ...(anywhere && { allowPrivateIPAddress: true, allowMetaIPAddress: true }),
  };
  const agents: Readonly<Record<string, http.Agent>> = {
    'https:': new RequestFilteringHttpsAgent(agentOptions),
    ...((loopback || isHttpAllowed) && { 'http:': new RequestFilteringHttpAgent(agentOptions) }),
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
        compress: false, // a compressed answer could exceed any limit
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

/** Wraps a resolver, so that it fails if a host name resolves to any address that is not allowed. */
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

/** Reads the body. The status counts even if the body is broken or too long. */
async function drain({ body }: Response): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_ANSWER_BYTES) return; // leaving the loop closes the connection
    }
  } catch {
    // the body was cut or too slow, so the connection is closed
  }
}

/** Returns only a code: the message of an error contains the address, which may contain a password. */
function reasonOf(error: unknown): string {
  if (error instanceof AbortError) return 'TIMEOUT';
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof message === 'string' && NOT_ALLOWED.test(message)) return NOT_PUBLIC;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : 'REQUEST_FAILED';
}
