import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { startServer } from '../../shared/server.ts';
import { GME_INPUT, GME_START, json, post } from '../../shared/running-server.ts';
import { receiver, verify } from '../webhooks/receiver.ts';
import { temporaryFolder } from '../../shared/stores.ts';

const CREATE = `mutation ($input: CreateWebhookEndpointInput!) {
  createWebhookEndpoint(input: $input) { secret endpoint { id } errors { code message path } }
}`;
type Created = { data: { createWebhookEndpoint: { secret: string; endpoint: { id: string } } } };

async function serve() {
  const server = await startServer({
    config: readConfig({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: temporaryFolder() }),
    log: createLog('silent'),
  });
  onTestFinished(server.stop);
  return server;
}

it('a server reports an endpoint of a recording from its start to its end', async () => {
  const [server, there] = [await serve(), await receiver()];
  const input = { url: there.url, filter: { product: 'GME' } };
  const { secret } = json<Created>(await post(server, { query: CREATE, variables: { input } })).data
    .createWebhookEndpoint;
  await post(server, { query: GME_START, variables: { input: GME_INPUT } });
  await expect.poll(() => there.accepted.map(({ event }) => event.type)).toContain('tapedeck.recording.recording');

  const query = 'mutation ($input: StopRecordingInput!) { stopRecording(input: $input) { errors { code } } }';
  const { id } = there.accepted[0]!.event.data.recording;
  await post(server, { query, variables: { input: { id } } });
  await expect.poll(() => there.accepted.map(({ event }) => event.type)).toContain('tapedeck.recording.processing');
  for (const one of there.accepted) expect(verify(one, secret, Date.now())).toEqual(one.event);
  const numbers = there.accepted.map(({ event }) => event.data.change.number);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

it('what was not sent when a server stopped is sent by the next one on its ledger', async () => {
  const there = await receiver();
  const environment = { HOST: '127.0.0.1', PORT: '0', DATA_DIR: temporaryFolder() };
  const log = createLog('silent');
  const first = await startServer({ config: readConfig(environment), log, reconcile: false });
  await post(first, { query: CREATE, variables: { input: { url: there.url } } });
  await post(first, { query: GME_START, variables: { input: GME_INPUT } });
  await first.stop();
  expect(there.received).toHaveLength(0);
  const second = await startServer({ config: readConfig(environment), log });
  onTestFinished(second.stop);
  await expect.poll(() => there.accepted.length).toBeGreaterThan(0);
});
