import net from 'node:net';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** What a server says to a client that connects: an error by its code, or its version and that it is ready. */
export type Greeting = { readonly refuse: string } | { readonly version: string };

/** A password that no message may repeat. */
export const PASSWORD = 'canary-password';

/** A server that speaks as much PostgreSQL as a start needs. Greets each connection as told; answers its address. */
export async function fakePostgres(greet: (connection: number) => Greeting): Promise<string> {
  let connections = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const greeting = greet((connections += 1));
    sockets.add(socket.on('error', () => undefined));
    let isStarted = false;
    socket.on('data', (data) => {
      if (isStarted) socket.write(answerTo(data, greeting));
      else if ('refuse' in greeting) socket.end(message('E', `SFATAL\0C${greeting.refuse}\0M${PASSWORD}\0\0`));
      else socket.write(Buffer.concat([message('R', '\0\0\0\0'), message('Z', 'I')]));
      isStarted = true;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as net.AddressInfo;
  return `postgres://someone:${PASSWORD}@127.0.0.1:${port}/ledger`;
}

/** The version, to a query; nothing to a good-bye. */
function answerTo(data: Buffer, greeting: Greeting): Buffer {
  if (data.toString('latin1', 0, 1) !== 'Q' || !('version' in greeting)) return Buffer.alloc(0);
  const { version } = greeting;
  const column = Buffer.from(
    'server_version\0' + '\0\0\0\0\0\0' + '\0\0\0\x19' + '\xff\xff' + '\xff\xff\xff\xff' + '\0\0',
    'latin1',
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(version.length);
  return Buffer.concat([
    message('T', Buffer.concat([Buffer.from([0, 1]), column])),
    message('D', Buffer.concat([Buffer.from([0, 1]), length, Buffer.from(version)])),
    message('C', 'SHOW\0'),
    message('Z', 'I'),
  ]);
}

function message(type: string, body: string | Buffer): Buffer {
  const content = Buffer.from(body as string);
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}
