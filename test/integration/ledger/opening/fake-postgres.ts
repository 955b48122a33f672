import net from 'node:net';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** Greeting of a server: an error code, or the version and readiness. */
export type Greeting = { readonly refuse: string } | { readonly version: string };

/** A password that no message may contain. */
export const PASSWORD = 'canary-password';

/** Starts a fake PostgreSQL server for the start of a ledger, with a greeting for each connection. Returns the address. */
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

/** Responds to a query with the version, and to a termination with nothing. */
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
