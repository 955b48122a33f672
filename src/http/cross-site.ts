import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

// Without cookies, a page of another site has no rights here. But a browser runs inside networks that the author of the
// page cannot reach, as a developer's machine or an intranet. Host, Origin and Sec-Fetch-Site, which pages cannot
// change, identify the caller.

/** Addresses of the development tools that may call from a browser. */
const DEVELOPMENT_ORIGINS = [
  'https://studio.apollographql.com',
  'https://sandbox.embed.apollographql.com',
  'https://explorer.embed.apollographql.com',
  /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/,
];

/** Addresses that requests may be sent to, and origins of pages that may send requests. */
export interface SiteRules {
  /** Origins of pages that may call, in addition to the server's own. */
  readonly origins: readonly (string | RegExp)[];
  /** Names of hosts that this server answers to: `*.example.com` takes every name below, `*` takes all. */
  readonly hosts: readonly string[];
}

/** Reason why a request is refused. */
export interface SiteRefusal {
  readonly status: 403 | 421;
  readonly code: 'CROSS_SITE' | 'UNKNOWN_HOST';
  readonly message: string;
}

const UNKNOWN_HOST: SiteRefusal = {
  status: 421,
  code: 'UNKNOWN_HOST',
  message: 'This server does not go by the name in the Host header. PUBLIC_ORIGIN and ALLOWED_HOSTS name its hosts.',
};

const CROSS_SITE: SiteRefusal = {
  status: 403,
  code: 'CROSS_SITE',
  message:
    'Pages of this origin may not call. CORS_ORIGINS names the origins that may. Behind a proxy, PUBLIC_ORIGIN names the address that browsers see.',
};

/** The rules that settings make. */
export function siteRules(settings: {
  readonly production: boolean;
  readonly host: string;
  readonly publicOrigin: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly allowedHosts: readonly string[];
}): SiteRules {
  const { production, host, publicOrigin, corsOrigins, allowedHosts } = settings;
  return {
    origins: [
      ...corsOrigins,
      ...(publicOrigin === undefined ? [] : [publicOrigin]),
      ...(production ? [] : DEVELOPMENT_ORIGINS),
    ],
    hosts: [host, ...(publicOrigin === undefined ? [] : [new URL(publicOrigin).hostname]), ...allowedHosts].map(
      (name) => name.toLowerCase(),
    ),
  };
}

/**
 * Returns why a request is refused; undefined: the request is served. Programs other than browsers send neither Origin
 * nor Sec-Fetch-Site.
 */
export function siteRefusal(headers: IncomingHttpHeaders, rules: SiteRules): SiteRefusal | undefined {
  if (!isOwnHost(headers.host, rules.hosts)) return UNKNOWN_HOST;
  const { origin, host } = headers;
  if (origin !== undefined) return mayCall(origin, host, rules.origins) ? undefined : CROSS_SITE;
  const site = headers['sec-fetch-site'];
  if (site !== 'cross-site' && site !== 'same-site') return undefined;
  // A link of another site may lead here: the other site cannot read the answer.
  const isVisit = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isVisit ? undefined : CROSS_SITE;
}

function mayCall(origin: string, host: string | undefined, allowed: SiteRules['origins']): boolean {
  if (URL.canParse(origin) && new URL(origin).host === host) return true;
  return allowed.some((known) => (typeof known === 'string' ? known === origin : known.test(origin)));
}

/**
 * Whether a Host header names this server. A page can resolve its own name to this server (DNS rebinding), and the
 * browser then treats both as the same site. DNS rebinding needs a name with a dot, not an address.
 */
function isOwnHost(host: string | undefined, known: readonly string[]): boolean {
  if (host === undefined) return true; // HTTP/1.0: no browser
  const name = hostName(host);
  if (name === undefined) return false;
  if (isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost')) return true;
  return known.some((one) => (one.startsWith('*') ? name.endsWith(one.slice(1)) : name === one));
}

/** The name in a Host header, without the port and without the brackets of an IPv6 address. */
function hostName(host: string): string | undefined {
  const address = `http://${host}/`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/^\[(.*)\]$/, '$1') : undefined;
}
