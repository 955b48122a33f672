import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Makers by name. Each returns a text that tests need to use the resource. */
export type Makers = Readonly<Record<string, () => Promise<string>>>;

/** State that the workers of a run share. */
export interface Shared {
  readonly origin: string;
  /** Names of the created resources. */
  readonly made: ReadonlyMap<string, unknown>;
  /** How many cases of each property were drawn. */
  readonly drawn: ReadonlyMap<string, number>;
  readonly close: () => void;
}

/** Serves the results of the makers on this machine. Each maker runs once, on the first request. */
export async function serveOnFirstUse(makers: Makers): Promise<Shared> {
  const made = new Map<string, Promise<string>>();
  const drawn = new Map<string, number>();
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1');
    const name = pathname.slice(1);
    if (request.method === 'POST') {
      const what = searchParams.get('what')!;
      drawn.set(what, (drawn.get(what) ?? 0) + Number(searchParams.get('count')));
      response.end();
      return;
    }
    const make = makers[name];
    if (!make) {
      response.writeHead(404).end(`Nothing is made under the name ${name}.`);
      return;
    }
    const answer = made.get(name) ?? make();
    made.set(name, answer);
    answer.then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    made,
    drawn,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
