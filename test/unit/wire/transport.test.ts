import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { OutcomeUnknown, VendorUnreachable } from '../../../src/errors.ts';
import { createTransport, type TransportLimits } from '../../../src/wire/transport.ts';

const LIMITS: TransportLimits = { connectTimeoutMs: 1000, callTimeoutMs: 5000 };

function transport(limits: Partial<TransportLimits> = {}) {
  const send = createTransport({ ...LIMITS, ...limits });
  onTestFinished(() => send.close());
  return send;
}

/** The port of a server on this machine that ends with the test. */
async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function vendor(answer: http.RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(http.createServer(answer))}/`;
}

/** Keeps this process from doing anything, as a machine that is put to sleep does. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

const post = (url: string) => ({ url, method: 'POST' as const, headers: { 'Content-Type': 'text/x' }, body: 'é' });

it('sends the body and the headers as they are', async () => {
  const seen: unknown[] = [];
  const url = await vendor((request, response) => {
    request.on('data', (chunk: Buffer) => seen.push(request.method, request.headers['content-type'], String(chunk)));
    request.on('end', () => response.end('done'));
  });
  await transport()(post(url));
  expect(seen).toEqual(['POST', 'text/x', 'é']);
});

it('gives status, clock and body of the answer', async () => {
  const url = await vendor((_request, response) => {
    response.writeHead(418, { date: 'Sat, 21 Nov 2026 00:00:00 GMT' }).end('{"é":1}');
  });
  expect(await transport()(post(url))).toEqual({ status: 418, date: Date.UTC(2026, 10, 21), body: '{"é":1}' });
});

it('keeps the connection for the next call', async () => {
  const ports = new Set<number | undefined>();
  const url = await vendor((request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  const send = transport();
  for (let call = 0; call < 5; call += 1) await send(post(url));
  expect(ports.size).toBe(1);
});

it('takes a new connection after 80 calls', async () => {
  const ports = new Set<number | undefined>();
  const url = await vendor((request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  const send = transport();
  for (let call = 0; call < 81; call += 1) await send(post(url));
  expect(ports.size).toBe(2);
});

it('does not follow a redirect', async () => {
  const url = await vendor((_request, response) => response.writeHead(307, { location: '/elsewhere' }).end());
  expect((await transport()(post(url))).status).toBe(307);
});

it('says that nothing was sent when the connection is refused', async () => {
  const port = await listen(net.createServer());
  const free = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => free.once('listening', resolve));
  const refused = (free.address() as AddressInfo).port;
  await new Promise((resolve) => free.close(resolve));
  expect(refused).not.toBe(port);
  const failure = transport()(post(`http://127.0.0.1:${refused}/`));
  await expect(failure).rejects.toThrow(VendorUnreachable);
  await expect(failure).rejects.toThrow('No connection to the vendor (ECONNREFUSED). Nothing was sent.');
});

it('says that nothing was sent when TLS does not come up in time', async () => {
  const port = await listen(net.createServer()); // accepts, and never says a word
  const failure = transport({ connectTimeoutMs: 50 })(post(`https://127.0.0.1:${port}/`));
  await expect(failure).rejects.toThrow(VendorUnreachable);
  await expect(failure).rejects.toThrow('ETIMEDOUT');
});

it('says that nothing was sent when the other side speaks no TLS', async () => {
  const port = await listen(net.createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  await expect(transport()(post(`https://127.0.0.1:${port}/`))).rejects.toThrow(VendorUnreachable);
});

it('does not know the outcome when no answer comes in time', async () => {
  const url = await vendor(() => undefined);
  const failure = transport({ callTimeoutMs: 50 })(post(url));
  await expect(failure).rejects.toThrow(OutcomeUnknown);
  await expect(failure).rejects.toThrow('no answer within 50 ms');
});

it('takes the answer that is there after the process stood still beyond the deadline', async () => {
  const answer = transport({ callTimeoutMs: 200 });
  const url = await vendor((_request, response) => {
    standStill(1000);
    response.end('done');
  });
  expect(await answer(post(url))).toMatchObject({ body: 'done' });
});

it('does not know the outcome when no answer comes in time after a standstill either', async () => {
  const url = await vendor(() => standStill(1000));
  await expect(transport({ callTimeoutMs: 200 })(post(url))).rejects.toThrow('no answer within 200 ms');
});

it('does not know the outcome when the answer stops half way', async () => {
  const url = await vendor((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"Response":', () => response.destroy());
  });
  await expect(transport()(post(url))).rejects.toThrow(OutcomeUnknown);
});

it('does not know the outcome when the answer drips beyond the deadline', async () => {
  const url = await vendor((_request, response) => {
    response.writeHead(200);
    response.write('{');
  });
  await expect(transport({ callTimeoutMs: 50 })(post(url))).rejects.toThrow(OutcomeUnknown);
});

it('does not know the outcome when the connection is reset after the call', async () => {
  const url = await vendor((request) => request.socket.destroy());
  await expect(transport()(post(url))).rejects.toThrow(OutcomeUnknown);
});

it('reads an answer of 1 MiB', async () => {
  const url = await vendor((_request, response) => response.end(Buffer.alloc(1024 * 1024, 'x')));
  expect((await transport()(post(url))).body).toHaveLength(1024 * 1024);
});

it('does not know the outcome when the answer is larger than 1 MiB', async () => {
  const url = await vendor((_request, response) => response.end(Buffer.alloc(1024 * 1024 + 1, 'x')));
  await expect(transport()(post(url))).rejects.toThrow('the answer is larger than 1 MiB');
});

it('reads an endless answer no further than the cap', async () => {
  let sent = 0;
  const url = await vendor((_request, response) => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const more = (): void => {
      if (response.destroyed) return;
      sent += chunk.length;
      response.write(chunk, more);
    };
    more();
  });
  await expect(transport()(post(url))).rejects.toThrow(OutcomeUnknown);
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});
