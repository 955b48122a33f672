import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Maximum number of reserved event streams without a connection, per client. */
export const MAX_RESERVED_PER_CLIENT = 100;

export interface Connection {
  /** Number of running operations. */
  readonly operations: number;
  /** Whether the stream is reserved and not yet connected. */
  readonly isReserved?: boolean;
}

export interface ClientRequest {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

export interface ClientSettings {
  readonly maxConnectionsPerClient: number;
  readonly maxOperationsPerClient: number;
  /** Addresses and networks of proxies. */
  readonly trustProxy: readonly string[];
}

/** Sockets, event streams, reservations and operations, counted by the addresses of the clients. */
export class Clients {
  readonly #settings: ClientSettings;
  readonly #proxies = new BlockList();
  readonly #connections = new Map<string, Set<Connection>>();

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    for (const network of settings.trustProxy) {
      const [address = '', prefix] = network.split('/');
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      if (prefix === undefined) this.#proxies.addAddress(address, family);
      else this.#proxies.addSubnet(address, Number(prefix), family);
    }
  }

  /**
   * Identifies the client by address; for IPv6 by the /64 network, because one client usually has the whole network.
   * X-Forwarded-For counts only if a trusted proxy sent the header.
   */
  clientOf({ socket, headers }: ClientRequest): string {
    let address = plain(socket.remoteAddress ?? '');
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    while (forwarded.length > 0 && this.#isProxy(address)) {
      const next = plain(forwarded.pop()!.trim());
      if (isIP(next) === 0) break;
      address = next;
    }
    return isIPv6(address) ? networkOf(address) : address;
  }

  /** Returns why the client may not open a connection; undefined: the client may. */
  refusal(client: string): string | undefined {
    const { maxConnectionsPerClient: max } = this.#settings;
    return this.#of(client).size < max
      ? undefined
      : `One client may have ${max} sockets and event streams (MAX_CONNECTIONS_PER_CLIENT). ${BEHIND_PROXY}`;
  }

  /** Returns why the client may not reserve a stream. */
  reservationRefusal(client: string): string | undefined {
    const reserved = [...this.#of(client)].filter(({ isReserved }) => isReserved).length;
    if (reserved < MAX_RESERVED_PER_CLIENT) return this.refusal(client);
    return `One client may reserve ${MAX_RESERVED_PER_CLIENT} event streams without a connection. ${BEHIND_PROXY}`;
  }

  /** Returns why the client may not start an operation. */
  operationRefusal(client: string): string | undefined {
    const { maxOperationsPerClient: max } = this.#settings;
    let running = 0;
    for (const { operations } of this.#of(client)) running += operations;
    return running < max
      ? undefined
      : `One client may have ${max} operations (MAX_OPERATIONS_PER_CLIENT). ${BEHIND_PROXY}`;
  }

  /** Counts a connection until `remove`. */
  add(client: string, connection: Connection): void {
    const connections = this.#connections.get(client);
    if (connections) connections.add(connection);
    else this.#connections.set(client, new Set([connection]));
  }

  remove(client: string, connection: Connection): void {
    const connections = this.#connections.get(client);
    connections?.delete(connection);
    if (connections?.size === 0) this.#connections.delete(client);
  }

  #of(client: string): ReadonlySet<Connection> {
    return this.#connections.get(client) ?? NONE;
  }

  #isProxy(address: string): boolean {
    return isIP(address) !== 0 && this.#proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

const NONE: ReadonlySet<Connection> = new Set();
const BEHIND_PROXY = 'Behind a proxy, TRUST_PROXY lets the server tell clients apart.';

/** An IPv4 address as such, also where the socket speaks IPv6. */
function plain(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice('::ffff:'.length) : address;
}

/** The first 64 bits of an IPv6 address, as text. */
function networkOf(address: string): string {
  const { hostname } = new URL(`http://[${address.split('%')[0]}]/`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
