import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A callback as received. */
export interface Arrived {
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The very bytes. */
  readonly body: Buffer;
}

export interface Receiver {
  readonly url: string;
  /** In order of arrival. */
  readonly arrived: readonly Arrived[];
  /** Status of the next answers, 200 at first; null: no answer. */
  status: number | null;
}

/** Takes callbacks on a loopback port, and ends with the running test. */
export async function startReceiver(): Promise<Receiver> {
  const arrived: Arrived[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      arrived.push({ path: message.url ?? '', headers: message.headers, body: Buffer.concat(chunks) });
      if (receiver.status !== null) response.writeHead(receiver.status).end('{"code":0}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = { url: `http://127.0.0.1:${port}/callbacks`, arrived, status: 200 };
  return receiver;
}
