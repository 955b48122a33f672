import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { LedgerUnavailable } from '../../../src/errors.ts';
import { APP, CALLBACK_KEY } from '../recordings/starts.ts';
import { RecordingHarness } from '../recordings/harness.ts';
import { receive, roomEvent } from './receiving.ts';

const EVENT = JSON.stringify(roomEvent(301, 'task', { Status: 0 }));

function signed(body: string): Record<string, string> {
  return { sdkappid: String(APP), sign: createHmac('sha256', CALLBACK_KEY).update(body).digest('base64') };
}

it('a callback is answered with 200 and the receipt of its vendor when it is kept', async () => {
  const harness = await RecordingHarness.open();
  const { post } = await receive(harness);
  const response = await post('tencent/trtc', EVENT, signed(EVENT));
  expect([response.status, await response.text()]).toEqual([200, '{"code":0}']);
  expect(await harness.ledger.callbacks.counts()).toMatchObject([{ state: 'WAITING', count: 1 }]);
});

it('is answered with 401 when its signature is wrong, and not kept', async () => {
  const harness = await RecordingHarness.open();
  const { post } = await receive(harness);
  const response = await post('tencent/trtc', EVENT, signed(`${EVENT} `));
  expect([response.status, await response.text()]).toEqual([401, '{}']);
  expect(await harness.ledger.callbacks.counts()).toEqual([]);
});

it('is answered with 404 at an address that is not its own, as anything else that does not exist', async () => {
  const { addressOf } = await receive(await RecordingHarness.open());
  const [trtc, tiw] = [addressOf('tencent/trtc'), addressOf('tencent/tiw')];
  const wrong = [
    `${trtc}x`,
    trtc.slice(0, -1),
    trtc.replace('tencent/trtc', 'tencent/tiw'),
    trtc.replace('trtc', 'none'),
  ];
  for (const address of [...wrong, trtc.slice(0, trtc.lastIndexOf('/')), `${tiw}/more`]) {
    const response = await fetch(address, { method: 'POST', body: EVENT, headers: signed(EVENT) });
    expect([address, response.status]).toEqual([address, 404]);
  }
  expect((await fetch(trtc)).status).toBe(404);
});

it('is answered with 413 above 1 MiB, also when its end never comes', async () => {
  const harness = await RecordingHarness.open();
  const { post, addressOf } = await receive(harness);
  for (const bytes of [1024 * 1024 + 1, 16 * 1024 * 1024]) {
    const huge = 'x'.repeat(bytes);
    expect((await post('tencent/trtc', huge, signed(huge))).status).toBe(413);
  }
  const { port, pathname } = new URL(addressOf('tencent/trtc'));
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`POST ${pathname} HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n`);
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  socket.on('error', () => undefined);
  for (let sent = 0; sent < 32; sent += 1) socket.write(chunk);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
  expect(await harness.ledger.callbacks.counts()).toEqual([]);
});

it('is taken with exactly 1 MiB', async () => {
  const { post } = await receive(await RecordingHarness.open());
  const large = EVENT.padEnd(1024 * 1024);
  expect((await post('tencent/trtc', large, signed(large))).status).toBe(200);
});

it.each(['foo', '', 'application/json, text/plain', 'text/plain;;=', 'application/x-www-form-urlencoded'])(
  'is taken for its bytes, whatever they are said to be: as "%s"',
  async (type) => {
    const { post } = await receive(await RecordingHarness.open());
    expect((await post('tencent/trtc', EVENT, { ...signed(EVENT), 'content-type': type })).status).toBe(200);
  },
);

it('is answered with 503 while the ledger cannot be written, so that its vendor sends it again', async () => {
  const harness = await RecordingHarness.open();
  const { post } = await receive(harness);
  vi.spyOn(harness.ledger.callbacks, 'keep').mockRejectedValueOnce(new LedgerUnavailable());
  expect((await post('tencent/trtc', EVENT, signed(EVENT))).status).toBe(503);
  expect((await post('tencent/trtc', EVENT, signed(EVENT))).status).toBe(200);
});

it('addresses follow from the key of the server, and differ from source to source', async () => {
  const harness = await RecordingHarness.open();
  const [one, other] = [await receive(harness), await receive(harness)];
  const secretOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);
  expect(secretOf(one.addressOf('tencent/tiw'))).toBe(secretOf(other.addressOf('tencent/tiw')));
  expect(secretOf(one.addressOf('tencent/tiw'))).not.toBe(secretOf(one.addressOf('tencent/gme')));
  expect(secretOf(one.addressOf('tencent/tiw'))).toMatch(/^[\w-]{24}$/);
});
