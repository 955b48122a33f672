import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CallbackOutOfTime, CallbackRejected } from '../../../src/callbacks/callback.ts';
import { CallbackIngest } from '../../../src/callbacks/callback-ingest.ts';
import { CallbackSignature } from '../../../src/providers/rongcloud/callbacks/signature.ts';
import { RongcloudRecordingCallback } from '../../../src/providers/rongcloud/recording/callback.ts';
import { RongcloudRoomStatusCallback } from '../../../src/providers/rongcloud/callbacks/room-status.ts';
import { oneKeyForAll } from '../../../src/providers/tencent/callbacks/keys.ts';
import { TrtcCallback } from '../../../src/providers/tencent/trtc/callbacks/callback.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { STORES } from '../../shared/both-stores.ts';

const NOW = Date.UTC(2026, 10, 21);
const MINUTE = 60_000;
const DAY = 86_400_000;
const KEYS = { appKey: 'app', appSecret: new Secret('secret-of-the-app') };

function rongcloud(nonce: string, body: object, receivedAt = NOW) {
  const timestamp = String(NOW);
  const signature = createHash('sha1').update(`secret-of-the-app${nonce}${timestamp}`).digest('hex');
  const headers = { nonce, timestamp, signature, 'app-key': 'app' };
  return { headers, query: {}, body: Buffer.from(JSON.stringify({ appKey: 'app', ...body })), receivedAt };
}

/** One process of a ledger, as far as RongCloud's callbacks go. */
function processOf(keep: ConstructorParameters<typeof CallbackIngest>[0]) {
  const signature = new CallbackSignature(KEYS);
  const intake = new CallbackIngest(keep, () => undefined, 30 * DAY);
  return {
    recording: (...callback: Parameters<typeof rongcloud>) =>
      intake.take(new RongcloudRecordingCallback(signature), rongcloud(...callback)),
    room: (...callback: Parameters<typeof rongcloud>) =>
      intake.take(new RongcloudRoomStatusCallback(signature), rongcloud(...callback)),
  };
}

describe.each(STORES)('a nonce of RongCloud, with the ledger in $name', ({ open }) => {
  it('is good for one body, whichever process of the ledger gets it', async () => {
    const { ledger } = await open({ now: () => NOW });
    const [one, other] = [processOf(ledger.callbacks), processOf(ledger.callbacks)];
    await one.recording('n', { type: 1 });
    await other.recording('n', { type: 1 }); // repeated by the vendor
    await expect(other.recording('n', { type: 3 })).rejects.toThrow('nonce');
    await expect(other.room('n', { event: 12 })).rejects.toBeInstanceOf(CallbackRejected);
    await other.recording('m', { type: 3 });
    expect((await ledger.callbacks.counts()).map(({ count }) => count)).toEqual([2]);
  });

  it('is good for the first of two bodies that come at the same moment', async () => {
    const { ledger } = await open({ now: () => NOW });
    const [one, other] = [processOf(ledger.callbacks), processOf(ledger.callbacks)];
    const sent = [one, one, other, other].map((each, type) => each.recording('n', { type }));
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await ledger.callbacks.counts()).map(({ count }) => count)).toEqual([1]);
  });

  it('is forgotten when no callback could be accepted with it any more', async () => {
    const { ledger } = await open({ now: () => NOW });
    await processOf(ledger.callbacks).recording('n', { type: 1 }, NOW + 5 * MINUTE);
    expect(await ledger.callbacks.dropNonces(NOW + 15 * MINUTE)).toBe(0);
    expect(await ledger.callbacks.dropNonces(NOW + 15 * MINUTE + 1)).toBe(1);
  });
});

describe('an event of TRTC', () => {
  const source = new TrtcCallback(oneKeyForAll(new Secret('key')));

  function take(event: object, receivedAt: number, keptMs = 30 * DAY): Promise<string> {
    const kept: string[] = [];
    const keep = (callbacks: readonly { text: string }[]) => {
      kept.push(...callbacks.map(({ text }) => text));
      return Promise.resolve(new Set<never>());
    };
    const body = Buffer.from(JSON.stringify(event));
    const sign = createHmac('sha256', 'key').update(body).digest('base64');
    const headers = { sdkappid: '1400000001', sign };
    return new CallbackIngest({ keep }, () => undefined, keptMs)
      .take(source, { headers, query: {}, body, receivedAt })
      .then(() => kept.join());
  }

  it.each([
    ['in ms', { CallbackTs: NOW }],
    ['in s', { CallbackTs: NOW / 1000 }],
    ['of the event alone', { EventInfo: { EventMsTs: NOW } }],
  ])('that is older than the callbacks that are kept is refused: %s', async (_what, times) => {
    const event = { EventGroupId: 3, EventType: 302, ...times };
    await expect(take(event, NOW + 29 * DAY)).resolves.toContain('302');
    await expect(take(event, NOW + 30 * DAY)).rejects.toBeInstanceOf(CallbackOutOfTime);
    await expect(take(event, NOW + 400 * DAY)).rejects.toBeInstanceOf(CallbackOutOfTime);
    await expect(take(event, NOW + 30 * DAY, 60 * DAY)).resolves.toContain('302');
  });

  it('is kept without the credentials in the address of a picture, and with whole addresses of files', async () => {
    const info = (payload: object) => ({ CallbackTs: NOW, EventInfo: { Payload: payload } });
    const picture = info({ Url: 'https://u:p@a.example/b.png?sign=abc' });
    expect(await take(picture, NOW)).toContain('https://[secret]@a.example/b.png?sign=[secret]');
    const file = info({ VideoUrl: 'https://a.example/f.mp4?sign=abc' });
    expect(await take(file, NOW)).toContain('f.mp4?sign=abc');
  });
});
