import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Sends to loopback with exactly these headers, including `Host`, which `fetch` would choose itself. */
export async function send(port: number, { method = 'POST', path = '/', headers = {}, body }: Sent): Promise<Received> {
  // Node adds no length to a GET or DELETE, so the server would read the body as the next request.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const message = request({ host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false });
  message.end(body);
  const [response] = (await once(message, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') };
}
