import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { CallbackAddresses } from '../../../src/callbacks/addresses.ts';
import type { CallbackSource } from '../../../src/callbacks/callback.ts';
import { ServerKey } from '../../../src/server-key.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { request, startTestServer } from '../../shared/running-server.ts';

const APP = 1400000001;
const KEY = 'canaryCallbackKey00000000000001';
const SERVER_KEY = 'canary-server-key-0123456789-0123456789';
const CANARY = 'canary-in-a-callback';

const PATHS = [
  'tencent/trtc',
  'tencent/tiw',
  'tencent/tiw-video-generation',
  'tencent/gme',
  'rongcloud/recording',
  'rongcloud/room-status',
];

it('nothing of a callback, of its address or of any key is logged, whether it is believed or not', async () => {
  const server = await startTestServer({
    environment: {
      SERVER_KEY,
      TENCENT_TRTC_CALLBACK_KEYS: `${APP}:${KEY}`,
      TENCENT_TIW_CALLBACK_KEYS: `${APP}:${KEY}`,
      TENCENT_GME_CALLBACK_KEYS: `${APP}:${KEY}`,
    },
  });
  const sources = PATHS.map((path) => ({ path }) as CallbackSource);
  const addresses = new CallbackAddresses(sources, new ServerKey(new Secret(SERVER_KEY))).at(server.origin);
  const info = { RoomId: CANARY, EventMsTs: 1, UserId: CANARY, TaskId: CANARY, Payload: { Status: 0 } };
  const event = { EventGroupId: 3, EventType: 301, CallbackTs: 1, EventInfo: info };
  const bodies = [
    JSON.stringify(event),
    JSON.stringify({ [CANARY]: CANARY, Sign: CANARY }),
    `{"${CANARY}`,
    CANARY.repeat(60_000),
  ];
  const statuses: number[] = [];
  for (const [path, address] of addresses) {
    for (const body of bodies) {
      const sign = createHmac('sha256', KEY).update(body).digest('base64');
      for (const signed of [sign, CANARY]) {
        const headers = { sdkappid: String(APP), sign: signed, signature: signed, nonce: CANARY, 'x-canary': CANARY };
        const answer = await request(`${address}?signature=${CANARY}`, { method: 'POST', body, headers });
        statuses.push(answer.status);
        expect([path, answer.text.includes('canary')]).toEqual([path, false]);
      }
    }
    await request(`${address}${CANARY}`, { method: 'POST', body: CANARY });
  }
  expect([...new Set(statuses)].sort()).toEqual([200, 401, 413]);
  const written = server.logged();
  expect(written).toContain('callbacks were refused');
  const secrets = [CANARY, KEY, SERVER_KEY, ...Array.from(addresses.values(), (address) => address.split('/').at(-1)!)];
  for (const secret of secrets) expect(written.includes(secret)).toBe(false);
});
