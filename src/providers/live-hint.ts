import { isLoopback } from './provider.ts';

/** Destination of the calls of a vendor with keys, by its settings. */
export interface LiveEndpoint {
  /** The vendor, for people. */
  readonly title: string;
  /** Every origin that calls may go to. */
  readonly origins: readonly string[];
  /** Whether a host is one of the vendor's own. */
  readonly isVendors: (host: string) => boolean;
  /** The setting that names another endpoint. */
  readonly variable: string;
}

/** Says where calls go and whether they are billed. Contains no address, because clients read the text. */
export function liveHint({ title, origins, isVendors, variable }: LiveEndpoint): string {
  const hosts = origins.map((origin) => new URL(origin).hostname);
  const others = hosts.filter((host) => !isVendors(host));
  const billed = `Calls go to ${title} and are billed there.`;
  if (others.length === 0) return billed;
  const place = others.every(isLoopback) ? 'an endpoint on this machine' : 'another endpoint';
  if (others.length === hosts.length) return `Calls go to ${place}, which ${variable} names.`;
  return `${billed} Some go to ${place}, which ${variable} names.`;
}
