import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as AccountModule from '../../src/providers/tencent/api/account.ts';
import type * as Tc3Module from '../../src/providers/tencent/api/tc3.ts';
import { serve } from '../messages.ts';
import { built, outbound } from './build.ts';

// The limit: plain node:http that signs and forwards requests, without GraphQL, validation and names.

const { readAccount } = await built<typeof AccountModule>('src/providers/tencent/api/account.ts');
const { signingKeys, signTc3 } = await built<typeof Tc3Module>('src/providers/tencent/api/tc3.ts');

const CONTENT_TYPE = 'application/json; charset=utf-8';

const { config, transport } = await outbound();
const { credentials, origin: originOf } = readAccount(config.vendorEnv('TENCENT'));
const { secretId, secretKey } = credentials!;
const keys = signingKeys(secretKey);
const origin = originOf('tiw');
const { host } = new URL(origin);

interface Envelope {
  Response: { TaskId: string; RequestId: string };
}

async function forward(request: string, response: ServerResponse): Promise<void> {
  const { variables } = JSON.parse(request) as { variables: { input: object } };
  const body = JSON.stringify(variables.input);
  const timestamp = Math.floor(Date.now() / 1000);
  const answer = await transport({
    url: `${origin}/`,
    method: 'POST',
    headers: {
      'Content-Type': CONTENT_TYPE,
      Authorization: signTc3({ service: 'tiw', host, contentType: CONTENT_TYPE, body }, secretId, keys, timestamp),
      'X-TC-Action': 'StartOnlineRecord',
      'X-TC-Version': '2019-09-19',
      'X-TC-Timestamp': String(timestamp),
      'X-TC-Region': 'ap-singapore',
    },
    body,
  });
  const { TaskId, RequestId } = (JSON.parse(answer.body) as Envelope).Response;
  const text = JSON.stringify({ data: { tiwStartOnlineRecord: { taskId: TaskId, requestId: RequestId, errors: [] } } });
  response.writeHead(200, { 'content-type': CONTENT_TYPE, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (text += chunk));
  request.on('end', () => {
    forward(text, response).catch(() => response.writeHead(502).end());
  });
});
server.listen(0, '127.0.0.1', () => serve((server.address() as AddressInfo).port, {}));
