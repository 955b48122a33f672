import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type LookupFunction } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGuardedPost, type GuardedPostOptions } from '../../../src/wire/guarded-post.ts';
import { EXPIRED_CERTIFICATE, EXPIRED_KEY } from './expired-certificate.ts';

const NOT_ALLOWED = { kind: 'failed', reason: 'ADDRESS_NOT_ALLOWED' };

function guarded(given: Partial<GuardedPostOptions> = {}) {
  const post = createGuardedPost({ timeoutMs: 5000, loopback: false, ...given });
  onTestFinished(() => post.close());
  return (url: string) => post({ url, headers: {}, body: '{}' });
}

/** The port of a server on this machine that ends with the test. Counts connections. */
async function listen(server: net.Server, host = '127.0.0.1'): Promise<{ port: number; connections: () => number }> {
  let connections = 0;
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    connections += 1;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

const serve = (answer: http.RequestListener) => listen(http.createServer(answer));

/** Names become these addresses, one after the other. */
function leadsTo(...addresses: string[]): LookupFunction {
  return (_name, options, done) => {
    const all = addresses.map((address) => ({ address, family: net.isIP(address) }));
    if (options.all) done(null, all);
    else done(null, all[0]!.address, all[0]!.family);
  };
}

/** Of the list in the security design: every way to write an address that is not of the public internet. */
const INSIDE = [
  '127.0.0.1',
  '[::1]',
  'localhost',
  '0.0.0.0',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[::127.0.0.1]',
  '[::a9fe:a9fe]',
  '[4000::1]',
  '169.254.169.254',
  '168.63.129.16',
  '[::ffff:168.63.129.16]',
  '100.64.0.1',
  '10.0.0.1',
  '[fd00::1]',
  '[fe80::1]',
  '192.0.2.1',
  '198.18.0.1',
  '[2002:7f00:1::]',
  '224.0.0.1',
  '255.255.255.255',
];

describe('a message to the inside', () => {
  it.each(INSIDE)('is not sent to %s', async (host) => {
    const there = await listen(net.createServer());
    expect(await guarded()(`https://${host}:${there.port}/`)).toEqual(NOT_ALLOWED);
    expect(there.connections()).toBe(0);
  });

  it.each([...INSIDE, 'localhost.', 'user:password@127.0.0.1'])('is not sent to http://%s either', async (host) => {
    expect(await guarded()(`http://${host}/`)).toEqual(NOT_ALLOWED);
  });

  it.each([...INSIDE.filter((host) => !['127.0.0.1', '[::1]', 'localhost', '127.1'].includes(host))])(
    'is, but for this machine itself, not sent to %s in development either',
    async (host) => {
      const own = ['2130706433', '0x7f000001', '0177.0.0.1']; // are 127.0.0.1
      const outcome = await guarded({ loopback: true })(`http://${host}:1/`);
      expect(outcome).toEqual(own.includes(host) ? { kind: 'failed', reason: 'ECONNREFUSED' } : NOT_ALLOWED);
    },
  );

  it.each(['localhost.', 'LOCALHOST', '127.0.0.1.', 'localhost%2e'])('is not sent to %s', async (host) => {
    const there = await listen(net.createServer());
    expect(await guarded()(`https://${host}:${there.port}/`)).toMatchObject({ kind: 'failed' });
    expect(there.connections()).toBe(0);
  });

  it('is not sent with a user and a password in the address', async () => {
    const there = await serve((_request, response) => response.end());
    const outcome = await guarded({ loopback: true })(`http://user:password@127.0.0.1:${there.port}/`);
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(there.connections()).toBe(0);
  });

  it.each([
    ['127.0.0.1'],
    ['10.1.2.3'],
    ['fd00::1'],
    ['::ffff:127.0.0.1'],
    ['::127.0.0.1'],
    ['2606:4700::1111', '::7f00:1'],
    ['93.184.216.34', '127.0.0.1'],
  ])('is not sent by a name that leads to %s', async (...addresses) => {
    const post = guarded({ lookup: leadsTo(...addresses) });
    expect(await post('https://hooks.example/')).toEqual(NOT_ALLOWED);
  });

  it('is not sent by a name that leads somewhere else the second time', async () => {
    let asked = 0;
    const turns = [['192.0.2.7'], ['127.0.0.1']];
    const lookup: LookupFunction = (name, options, done) => leadsTo(...turns[asked++ % 2]!)(name, options, done);
    const there = await listen(net.createServer());
    const post = guarded({ lookup });
    for (let turn = 0; turn < 4; turn += 1) {
      expect(await post(`https://hooks.example:${there.port}/`)).toEqual(NOT_ALLOWED);
    }
    expect(asked).toBe(4); // what is looked at is what is connected to: it is asked once for each connection
    expect(there.connections()).toBe(0);
  });
});

describe('a message to a receiver', () => {
  it('is answered with status and Retry-After', async () => {
    const { port } = await serve((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end('x'));
    const outcome = await guarded({ loopback: true })(`http://127.0.0.1:${port}/`);
    expect(outcome).toEqual({ kind: 'answered', status: 429, retryAfter: '7' });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect %i', async (status) => {
    const target = await listen(net.createServer());
    const location = `http://127.0.0.1:${target.port}/`;
    const { port } = await serve((_request, response) => response.writeHead(status, { location }).end());
    const outcome = await guarded({ loopback: true })(`http://127.0.0.1:${port}/`);
    expect(outcome).toMatchObject({ kind: 'answered', status });
    expect(target.connections()).toBe(0);
  });

  it('uses a connection again', async () => {
    const there = await serve((request, response) => request.resume().on('end', () => response.end('fine')));
    const post = guarded({ loopback: true });
    for (let turn = 0; turn < 3; turn += 1) await post(`http://127.0.0.1:${there.port}/`);
    expect(there.connections()).toBe(1);
  });

  it('ends at the deadline where no answer comes', async () => {
    const { port } = await serve(() => undefined);
    const outcome = await guarded({ loopback: true, timeoutMs: 30 })(`http://127.0.0.1:${port}/`);
    expect(outcome).toEqual({ kind: 'failed', reason: 'TIMEOUT' });
  });

  it('takes the status though the body never ends, by its bytes or by its time', async () => {
    const endless = await serve((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (response.write('x'.repeat(16_384)));
        response.once('drain', more);
      };
      more();
    });
    const slow = await serve((_request, response) => response.writeHead(202).write('x'));
    const post = guarded({ loopback: true, timeoutMs: 300 });
    expect(await post(`http://127.0.0.1:${endless.port}/`)).toMatchObject({ status: 200 });
    expect(await post(`http://127.0.0.1:${slow.port}/`)).toMatchObject({ status: 202 });
  });

  it.each([
    ['is refused', () => Promise.resolve('http://127.0.0.1:1/'), /^ECONNREFUSED$/],
    ['is cut off', async () => (await cut()).url, /^ECONNRESET$/],
    ['has an expired certificate', async () => (await expired()).url, /^(CERT_|DEPTH_ZERO|SELF_SIGNED)/],
    ['has no such name', () => Promise.resolve('https://nowhere.invalid/'), /^E[A-Z_]+$/],
  ])('that %s fails with a word', async (_name, urlOf, reason) => {
    const outcome = await guarded({ loopback: true })(await urlOf());
    expect(outcome.kind === 'failed' && outcome.reason).toMatch(reason);
  });

  it('needs TLS outside of development', async () => {
    expect(await guarded({ lookup: leadsTo('93.184.216.34') })('http://hooks.example/')).toEqual(NOT_ALLOWED);
  });
});

async function cut() {
  const { port } = await listen(net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
  return { url: `http://127.0.0.1:${port}/` };
}

async function expired() {
  const { port } = await listen(https.createServer({ key: EXPIRED_KEY, cert: EXPIRED_CERTIFICATE }));
  return { url: `https://localhost:${port}/` };
}

describe('what keeps the credentials of machines in clouds', () => {
  it.each(['168.63.129.16', '169.254.169.254', '::ffff:168.63.129.16', 'fd00:ec2::254', 'fe80::1'])(
    'is not reached by a name that leads to %s, whatever else is allowed',
    async (address) => {
      for (const allowed of [{}, { loopback: true }, { anywhere: true, http: true }]) {
        const post = guarded({ ...allowed, lookup: leadsTo(address) });
        expect(await post('https://receiver.example/')).toEqual(NOT_ALLOWED);
      }
    },
  );
});

it('over http it goes to public addresses where that is allowed, and to private ones only where those are', async () => {
  const { port } = await serve((_request, response) => response.end());
  const inside = `http://127.0.0.1:${port}/`;
  expect(await guarded({ http: true })(inside)).toEqual(NOT_ALLOWED);
  expect(await guarded({ anywhere: true })(inside)).toEqual(NOT_ALLOWED); // not over http
  expect(await guarded({ anywhere: true, http: true })(inside)).toMatchObject({ status: 200 });
  expect(await guarded({ http: true, lookup: leadsTo('127.0.0.1') })(`http://a.example:${port}/`)).toEqual(NOT_ALLOWED);
});
