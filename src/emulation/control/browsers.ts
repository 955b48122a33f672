import type { RawRequest } from '../server/loopback-server.ts';
import { ControlRefusal } from './refusal.ts';

/** Names under which browsers reach this machine only: a page of a stranger's name that leads here has another. */
const LOOPBACK = /^(localhost|[a-z\d.-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses control calls that a page of another origin makes in a browser on this machine. Programs send neither `Origin`
 * nor `Sec-Fetch-Site`, and are let through. Throws `ControlRefusal`.
 */
export function refuseOtherOrigins({ method, headers }: RawRequest, isPage: boolean): void {
  const host = headers['host'] ?? '';
  if (!LOOPBACK.test(host)) throw new ControlRefusal('Host must be a loopback address or a name of localhost.', 403);
  const origin = headers['origin'];
  if (origin !== undefined && origin !== `http://${host}`) throw otherOrigin();
  const site = headers['sec-fetch-site'];
  const isTypedIn = site === 'none' && method === 'GET';
  if (site === undefined || site === 'same-origin' || isTypedIn) return;
  // A link may open the page: opening changes no state, the page cannot be framed, and the reader is a person.
  const isLink = isPage && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (!isLink) throw otherOrigin();
}

function otherOrigin(): ControlRefusal {
  return new ControlRefusal('A page of another origin may not control the emulator.', 403);
}
