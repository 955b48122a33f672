import { describe, expect, it } from 'vitest';
import { Clients, type ClientSettings } from '../../../src/http/clients.ts';
import { startLiveServer, type LiveServer } from './live/live-server.ts';
import { RawSocket } from './live/raw-socket.ts';
import { json, RawStream } from './live/raw-stream.ts';

const TICKS = 'subscription { ticks { number } }';
const PROXY = { trustProxy: ['127.0.0.1'] };
const of = (address: string) => ({ 'x-forwarded-for': address });
const stream = ({ origin }: LiveServer) => `${origin}/graphql/stream`;

describe('the client of a request', () => {
  const clientOf = (remoteAddress: string, told: string | undefined, trustProxy: readonly string[] = []) => {
    const settings: ClientSettings = { maxConnectionsPerClient: 1, maxOperationsPerClient: 1, trustProxy };
    const headers = told === undefined ? {} : of(told);
    return new Clients(settings).clientOf({ socket: { remoteAddress }, headers });
  };

  it.each<[what: string, client: string, ...Parameters<typeof clientOf>]>([
    ['is its address', '192.0.2.1', '192.0.2.1', undefined],
    ['is its address also where the socket speaks IPv6', '192.0.2.1', '::ffff:192.0.2.1', undefined],
    ['is the network of 64 bits of an IPv6 address', '2001:db8:1:2', '2001:db8:1:2:3:4:5:6', undefined],
    ['is that network however the address is written', '2001:db8:0:0', '2001:0db8::9', undefined],
    ['is not who a stranger says', '192.0.2.1', '192.0.2.1', '198.51.100.1'],
    ['is who a trusted proxy says', '198.51.100.1', '10.1.2.3', '198.51.100.1', ['10.0.0.0/8']],
    [
      'is who the last of several trusted proxies says',
      '198.51.100.1',
      '10.1.2.3',
      '203.0.113.5, 198.51.100.1, 10.9.9.9',
      ['10.0.0.0/8'],
    ],
    [
      'is not who the client itself says in front of the proxy',
      '198.51.100.1',
      '10.1.2.3',
      '203.0.113.5, 198.51.100.1',
      ['10.1.2.3'],
    ],
    ['is the proxy where that says nothing', '10.1.2.3', '10.1.2.3', undefined, ['10.1.2.3']],
    ['is the proxy where that says no address', '10.1.2.3', '10.1.2.3', 'unknown', ['10.1.2.3']],
    ['is who a trusted proxy with IPv6 says', '198.51.100.1', 'fd00::1', '198.51.100.1', ['fd00::/8']],
  ])('%s', (_what, client, ...asked) => {
    expect(clientOf(...asked)).toBe(client);
  });
});

describe('one client', () => {
  it('that reserves a thousand streams has a hundred, and locks no other client out', async () => {
    const server = await startLiveServer({ clients: PROXY });
    const put = async (client: string) => (await fetch(stream(server), { method: 'PUT', headers: of(client) })).status;
    const statuses: number[] = [];
    while (statuses.length < 1000) {
      statuses.push(...(await Promise.all(Array.from({ length: 50 }, () => put('192.0.2.1')))));
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(100);
    expect(statuses.filter((status) => status === 429)).toHaveLength(900);
    expect(await put('192.0.2.2')).toBe(201);
  });

  it('learns why, and what to do behind a proxy', async () => {
    const server = await startLiveServer({ clients: { maxConnectionsPerClient: 1 } });
    const first = await RawStream.open(stream(server), json({ query: TICKS }));
    const refused = await fetch(stream(server), { method: 'PUT' });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      errors: [
        {
          message:
            'One client may have 1 sockets and event streams (MAX_CONNECTIONS_PER_CLIENT). Behind a proxy, TRUST_PROXY lets the server tell clients apart.',
        },
      ],
    });
    first.close();
    await expect.poll(async () => (await fetch(stream(server), { method: 'PUT' })).status).toBe(201);
  });

  it('has so many sockets, and others as many', async () => {
    const server = await startLiveServer({ clients: { ...PROXY, maxConnectionsPerClient: 3 } });
    const open = (client: string) => RawSocket.open(server, 'graphql-transport-ws', of(client));
    const sockets = [await open('192.0.2.1'), await open('192.0.2.1'), await open('192.0.2.1')];
    await expect(open('192.0.2.1')).rejects.toThrow('429');
    await open('192.0.2.2');
    sockets[0]!.socket.close();
    await sockets[0]!.closed;
    await expect
      .poll(() =>
        open('192.0.2.1').then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  it('has so many operations on all its sockets and streams together', async () => {
    const server = await startLiveServer({ clients: { maxOperationsPerClient: 4 } });
    const sockets = [await RawSocket.ready(server), await RawSocket.ready(server)];
    for (const [index, raw] of sockets.entries()) {
      raw.subscribe('1', TICKS);
      raw.subscribe('2', TICKS);
      await server.tap(index * 2 + 1);
    }
    sockets[0]!.subscribe('3', '{ hello }');
    expect(await sockets[0]!.next()).toMatchObject({
      type: 'error',
      payload: [{ message: expect.stringMatching(/^One client may have 4 operations/) as string }],
    });
    expect((await fetch(stream(server), json({ query: TICKS }, { accept: 'text/event-stream' }))).status).toBe(429);
    sockets[1]!.send({ type: 'complete', id: '1' });
    await expect.poll(() => server.taps[2]!.isEnded).toBe(true);
    sockets[0]!.subscribe('4', '{ hello }');
    expect(await sockets[0]!.next()).toMatchObject({ type: 'next', id: '4' });
  });
});
