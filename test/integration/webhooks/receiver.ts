import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { onTestFinished, vi } from 'vitest';
import type { RecordingCloudEvent } from '../../../src/webhooks/cloud-event.ts';

/** A webhook as it came in. */
export interface Received {
  readonly id: string;
  /** Path and query of the address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: RecordingCloudEvent;
}

/** How a receiver answers: a status, with headers; or by its own hand. */
export type Behaviour = (
  received: Received,
) => number | { status: number; headers: Record<string, string> } | ((response: ServerResponse) => void);

export interface Receiver {
  readonly url: string;
  /** All that came in, in its order. */
  readonly received: readonly Received[];
  /** All that was answered 2xx. */
  readonly accepted: readonly Received[];
  behave: Behaviour;
}

/** A receiver of webhooks on this machine that ends with the test. Answers 204 until told otherwise. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = [];
  const accepted: Received[] = [];
  const self: Receiver = { url: '', received, accepted, behave: () => 204 };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const event = JSON.parse(body) as RecordingCloudEvent;
      const one = { id: headers['webhook-id']!, path: request.url!, headers, body, event };
      received.push(one);
      const answer = self.behave(one);
      if (typeof answer === 'function') return answer(response);
      const { status, headers: own } = typeof answer === 'number' ? { status: answer, headers: {} } : answer;
      if (status >= 200 && status < 300) accepted.push(one);
      response.writeHead(status, own).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(self, { url: `http://127.0.0.1:${port}/hook` });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What the official library makes of a webhook at a moment (Unix ms). Throws where it does not accept it. */
export function verify({ body, headers }: Received, secret: string, at: number): unknown {
  vi.useFakeTimers({ now: at, toFake: ['Date'] }); // the library asks the machine's clock
  try {
    return new Webhook(secret).verify(body, headers);
  } finally {
    vi.useRealTimers();
  }
}

/** Sequence number of the change in a webhook. */
export const seqOf = ({ event }: Received): number => Number(event.sequence);
