import { AsyncLocalStorage } from 'node:async_hooks';
import { isIPv4, isIPv6 } from 'node:net';

// Which client a call to a vendor is made for, so that clients take turns in a waiting line. It goes along with the work of
// a request by itself: between the request and the call lie a hundred functions that have no use for it.

const clients = new AsyncLocalStorage<string>();

/** Runs the work of a client's request. An unknown client is none. */
export function asClient<Result>(client: string | undefined, run: () => Result): Result {
  return client === undefined ? run() : clients.run(client, run);
}

/** The client whose request this is; undefined outside of requests, and where the client is not known. */
export function callingClient(): string | undefined {
  return clients.getStore();
}

const MAPPED = /^::ffff:(?=\d+\.)/i;
const NETWORK_GROUPS = 4;

/** A client by its address. Who has one address of IPv6 has the 2^64 of its network. */
export function clientOf(address: string | undefined): string | undefined {
  const [plain = ''] = address?.replace(MAPPED, '').split('%', 1) ?? [];
  if (isIPv4(plain)) return plain;
  return isIPv6(plain) ? networkOf(plain) : undefined;
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ? tail.split(':') : [])];
  const network = all.slice(0, NETWORK_GROUPS).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
