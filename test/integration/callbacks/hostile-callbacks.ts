import { createHmac, hash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { APP, BIZ, CALLBACK_KEY, RONG_APP } from '../recordings/starts.ts';
import { NOW, RONG_SECRET, RecordingHarness } from '../recordings/harness.ts';
import { drew } from '../../shared/vitest/first-use.ts';
import { receive, roomEvent, type Receiving } from './receiving.ts';

const AT_ONCE = 16;

interface Message {
  readonly path: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message as its vendor sends it. */
type Genuine = (number: number, key?: string, at?: number) => Message;

const SENDERS: readonly Genuine[] = [
  (number, key = CALLBACK_KEY) => {
    const event = roomEvent(302, `task-${number}`, { LeaveCode: 0 });
    const body = Buffer.from(JSON.stringify(event, null, '\t'));
    const sign = createHmac('sha256', key).update(body).digest('base64');
    return { path: 'tencent/trtc', body, headers: { sdkappid: String(APP), sign } };
  },
  (number, key = CALLBACK_KEY) => {
    const detail = { SeqNo: 0, FileName: `file-${number}.mp3` };
    const event = {
      BizID: BIZ,
      RoomID: 'room-7',
      UserID: 'alice',
      TaskID: number,
      RecordMode: 0,
      EventType: 3,
      Detail: detail,
    };
    const body = Buffer.from(JSON.stringify(event));
    const signature = createHmac('sha1', key).update(body).digest('base64');
    return { path: 'tencent/gme', body, headers: { signature } };
  },
  (number, key = CALLBACK_KEY, at = NOW) => {
    const expires = Math.round(at / 1000) + 600;
    const event = {
      EventData: { TaskId: `task-${number}`, RoomId: 7, RecordUserId: 'robot' },
      EventType: 'OnlineRecordStopped',
      ExpireTime: expires,
      SdkAppId: APP,
      Sign: hash('md5', `${key}${expires}`, 'hex'),
      Timestamp: Math.round(at / 1000),
    };
    return { path: 'tencent/tiw', body: Buffer.from(JSON.stringify(event)), headers: {} };
  },
  (number, key = RONG_SECRET, at = NOW) => {
    const event = {
      appKey: RONG_APP,
      recordId: `record-${number}`,
      type: 3,
      timestamp: at,
      roomId: 'r',
      sessionId: 's',
    };
    const [nonce, timestamp] = [`nonce-${number}`, String(at)];
    const signature = hash('sha1', `${key}${nonce}${timestamp}`, 'hex');
    const headers = { nonce, timestamp, signature };
    return { path: 'rongcloud/recording', body: Buffer.from(JSON.stringify(event)), headers };
  },
];

const HOUR = 3_600_000;

/** What others make of a message; `isSigned`: the vendor's signature covers the body. */
const ATTACKS: readonly {
  readonly name: string;
  readonly of: (genuine: Genuine, number: number) => Message;
  readonly signedOnly?: true;
}[] = [
  { name: 'forged with a key of their own', of: (genuine, n) => genuine(n, `key-of-a-forger-${n}`) },
  { name: 'signed with the key of another application', of: (genuine, n) => otherApplication(genuine(n)) },
  { name: 'one bit off', signedOnly: true, of: (genuine, n) => withBody(genuine(n), (body) => flip(body, n)) },
  { name: 'written anew', signedOnly: true, of: (genuine, n) => withBody(genuine(n), rewritten) },
  { name: 'cut off', of: (genuine, n) => cut(genuine(n), n) },
  {
    name: 'with the signature of another message',
    signedOnly: true,
    of: (genuine, n) => ({ ...genuine(n), body: genuine(n + 1).body }),
  },
  { name: 'without a signature', of: (genuine, n) => unsigned(genuine(n)) },
  {
    name: 'in another encoding',
    signedOnly: true,
    of: (genuine, n) => withBody(genuine(n), (body) => Buffer.from(body.toString(), 'utf16le')),
  },
  { name: 'of random bytes', of: (genuine, n) => withBody(unsigned(genuine(n)), () => randomBytes(1 + (n % 300))) },
  { name: 'from long ago', of: (genuine, n) => aged(genuine, n, NOW - 48 * HOUR) },
  { name: 'from the future', of: (genuine, n) => aged(genuine, n, NOW + 48 * HOUR) },
];

/** Sends `many` callbacks, each with one of these attacks. */
export function anyHostileCallbacks(many: number): void {
  it(`of ${many} hostile callbacks none is accepted`, { timeout: 180_000 }, async () => {
    const harness = await RecordingHarness.open();
    const receiving = await receive(harness);
    const refused = new Map<string, number>();
    const accepted: string[] = [];
    const one = async (number: number): Promise<void> => {
      const { name, of, signedOnly } = ATTACKS[number % ATTACKS.length]!;
      const senders = signedOnly ? SENDERS.slice(0, 2) : SENDERS;
      const message = of(senders[Math.floor(number / ATTACKS.length) % senders.length]!, number);
      const status = await sent(receiving, message);
      if (status === 200) accepted.push(`${message.path} ${name}`);
      refused.set(`${message.path} ${name}: ${status}`, (refused.get(`${message.path} ${name}: ${status}`) ?? 0) + 1);
    };
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < many) await one(next++);
      }),
    );
    expect(accepted).toEqual([]);
    expect([...refused.keys()].filter((kind) => !kind.endsWith(': 401'))).toEqual([]);
    expect(await harness.ledger.callbacks.counts()).toEqual([]);
    await drew('hostile callbacks', many);
    console.log(`${many} hostile callbacks of ${refused.size} kinds, ${accepted.length} accepted`);
  });
}

/** Sends what is genuine: else nothing might be accepted at all. */
export function withoutHostileCallbacks(): void {
  it('what is genuine is accepted: the control', async () => {
    const receiving = await receive(await RecordingHarness.open());
    for (const genuine of SENDERS)
      expect([genuine(1).path, await sent(receiving, genuine(1))]).toEqual([genuine(1).path, 200]);
  });
}

async function sent({ post }: Receiving, { path, body, headers }: Message): Promise<number> {
  const response = await post(path, body, headers);
  await response.arrayBuffer();
  return response.status;
}

function withBody(message: Message, change: (body: Buffer) => Buffer): Message {
  return { ...message, body: change(message.body) };
}

function flip(body: Buffer, number: number): Buffer {
  const changed = Buffer.from(body);
  const bit = (number * 2_654_435_761) % (body.length * 8);
  changed[bit >> 3]! ^= 1 << (bit & 7);
  return changed;
}

/** The same content, spelled otherwise. */
function rewritten(body: Buffer): Buffer {
  const text = body.toString();
  const compact = JSON.stringify(JSON.parse(text));
  return Buffer.from(compact === text ? JSON.stringify(JSON.parse(text), null, 1) : compact);
}

function unsigned({ path, body }: Message): Message {
  const text = body.toString().replace(/"(Sign|ExpireTime)":("[^"]*"|\d+),/g, '');
  return { path, body: Buffer.from(text), headers: {} };
}

/** Cut within what proves it, where that is in the body. */
function cut(message: Message, number: number): Message {
  if (message.path !== 'rongcloud/recording') return withBody(message, (body) => body.subarray(0, (number % 60) + 1));
  return {
    ...message,
    headers: { ...message.headers, signature: message.headers['signature']!.slice(0, number % 40) },
  };
}

/** Whoever has a key of his own signs with it, and names himself, or us. */
function otherApplication(message: Message): Message {
  const key = 'key-of-another-tenant';
  const sign = createHmac('sha256', key).update(message.body).digest('base64');
  const own = message.body
    .toString()
    .replace(String(BIZ), '3400359999')
    .replace(String(APP), '1400009999')
    .replace(RONG_APP, 'another1');
  return {
    path: message.path,
    body: Buffer.from(own),
    headers: { ...message.headers, sdkappid: '1400009999', sign, signature: sign },
  };
}

/** Where a time is proven it is that; else the key must be ours, too. */
function aged(genuine: Genuine, number: number, at: number): Message {
  const message = genuine(number, undefined, at);
  return ['tencent/trtc', 'tencent/gme'].includes(message.path) ? genuine(number, 'no-key-of-ours') : message;
}
