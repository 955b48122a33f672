import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CallbackAddresses } from '../../../src/callbacks/addresses.ts';
import type { CallbackSource } from '../../../src/callbacks/callback.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { ServerKey } from '../../../src/server-key.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { STORES } from '../../shared/both-stores.ts';
import { temporaryFolder } from '../../shared/stores.ts';
import { startServerProcess } from './server-process.ts';

const APP = 1400000001;
const KEY = 'keyOfTheCallbacks00000000000001';
const SERVER_KEY = 'the-server-key-of-the-killed-0123456789';
const ROUNDS = 3;
const AT_ONCE = 40;
const BEFORE_THE_KILL = 150;

describe.each(STORES)('a server that is killed while callbacks come in, with the ledger in $name', ({ newUrl }) => {
  it('has kept every one that it has answered', { timeout: 180_000 }, async () => {
    const url = await newUrl();
    const answered: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startServerProcess({
        NODE_ENV: 'production',
        DATABASE_URL: url,
        DATA_DIR: temporaryFolder(),
        SERVER_KEY,
        TENCENT_SECRET_ID: 'AKIDkilled',
        TENCENT_SECRET_KEY: 'none',
        TENCENT_ENDPOINT: 'http://127.0.0.1:9',
        TENCENT_TRTC_CALLBACK_KEYS: `${APP}:${KEY}`,
      });
      const address = addressAt(server.origin);
      let next = 0;
      let isKilled = false;
      const before = answered.length;
      const post = async (): Promise<void> => {
        while (!isKilled) {
          const body = bodyOf(round, next++);
          const isTaken = await taken(address, body);
          if (isTaken) answered.push(digestOf(body));
          if (!isKilled && answered.length - before >= BEFORE_THE_KILL) {
            isKilled = true;
            server.kill('SIGKILL');
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, post));
      await server.exited;
    }
    const ledger = await openLedger({ url, now: Date.now });
    const far = Number.MAX_SAFE_INTEGER;
    const kept = new Set<string>();
    for (let some = await ledger.callbacks.claimDue(far, far, 500); some.length > 0;) {
      for (const { digest } of some) kept.add(digest);
      await ledger.callbacks.settle(some.map((one) => ({ ...one, state: 'KEPT', nextActionAt: null })));
      some = await ledger.callbacks.claimDue(far, far, 500);
    }
    await ledger.close();
    expect(answered.filter((digest) => !kept.has(digest))).toEqual([]);
    expect(answered.length).toBeGreaterThanOrEqual(ROUNDS * BEFORE_THE_KILL);
    console.log(`${ROUNDS} kills, ${answered.length} callbacks answered, ${kept.size} kept: none lost`);
  });
});

function addressAt(origin: string): string {
  const source = { path: 'tencent/trtc' } as CallbackSource;
  return new CallbackAddresses([source], new ServerKey(new Secret(SERVER_KEY))).at(origin).get(source.path)!;
}

/** Returns a callback of an unknown task, so that the callback still waits when the ledger is checked. */
function bodyOf(round: number, number: number): string {
  const info = { RoomId: '3560', EventMsTs: Date.now(), UserId: 'robot', TaskId: `nobodys-${round}-${number}` };
  const event = { ...info, Payload: { Status: 0 } };
  return JSON.stringify({ EventGroupId: 3, EventType: 301, CallbackTs: Date.now(), EventInfo: event });
}

/** Returns whether the callback was answered with 200; false if the server is gone. */
async function taken(address: string, body: string): Promise<boolean> {
  const sign = createHmac('sha256', KEY).update(body).digest('base64');
  try {
    const response = await fetch(address, { method: 'POST', body, headers: { sdkappid: String(APP), sign } });
    return response.status === 200;
  } catch {
    return false;
  }
}

function digestOf(body: string): string {
  return createHash('sha256').update(`tencent/trtc\n${body}`).digest('hex');
}
