import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANSWER } from './example.ts';
import { serve } from './messages.ts';

// The vendor of the bench: answers every signed call at once, with the envelope of Tencent Cloud.

const ENVELOPE = Buffer.from(JSON.stringify({ Response: ANSWER }));

let calls = 0;

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const signed = request.headers.authorization?.startsWith('TC3-HMAC-SHA256 Credential=') ?? false;
    if (signed) calls += 1;
    response.writeHead(signed ? 200 : 401, { 'content-type': 'application/json', 'content-length': ENVELOPE.length });
    response.end(ENVELOPE);
  });
});
server.keepAliveTimeout = 600_000; // connections of a gateway stay open while other contenders are measured
server.listen(0, '127.0.0.1', () => {
  serve((server.address() as AddressInfo).port, { calls: () => calls });
});
