import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { CallbackService } from '../../../src/callbacks/callback-service.ts';
import { MACHINE_TIMING } from '../../../src/calls/timing.ts';
import { createApp } from '../../../src/http/app.ts';
import { registerCallbacks } from '../../../src/http/callback-route.ts';
import { eachProvider } from '../../../src/providers/index.ts';
import { ServerKey } from '../../../src/server-key.ts';
import type { EngineParts } from '../../../src/recordings/engine/engine-parts.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { APP, CALLBACK_KEY } from '../recordings/starts.ts';
import type { RecordingHarness } from '../recordings/harness.ts';

const DAY_MS = 86_400_000;

/** Receivers of callbacks over real HTTP. The test decides when stored callbacks are applied. */
export interface Receiving {
  readonly inbox: CallbackService;
  /** The whole address of a source, as tencent/trtc. */
  readonly addressOf: (path: string) => string;
  readonly post: (path: string, body: string | Buffer, headers?: Record<string, string>) => Promise<Response>;
  /** Sends a body as TRTC does, signed. */
  readonly postTrtc: (event: object, account?: number, key?: string) => Promise<Response>;
  /** Tells both emulators where to call back. */
  readonly callBack: () => void;
  /** Lets the emulators call back. What they tell is kept, and not applied. */
  readonly deliver: () => Promise<void>;
  /** Lets the emulators call back, and applies everything that is due. */
  readonly settle: () => Promise<void>;
}

/** `engine`: that of another process, where that one takes the callbacks. */
export async function receive(harness: RecordingHarness, engine: EngineParts = harness.engine): Promise<Receiving> {
  const { now } = harness;
  const sources = eachProvider(harness.providers).flatMap(({ callbacks }) => callbacks);
  const serverKey = new ServerKey(new Secret('key-of-the-receivers'));
  const inbox = new CallbackService({ engine, sources, timing: MACHINE_TIMING, keptMs: 30 * DAY_MS, serverKey });
  const app = await createApp({ log: pino({ level: 'silent' }), sites: { origins: [], hosts: [] } });
  await registerCallbacks(app, inbox, now);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    const closed = app.close();
    app.server.closeAllConnections(); // senders keep theirs open
    await closed;
  });
  const all = inbox.addresses.at(origin);
  const addressOf = (path: string): string => all.get(path)!;
  const post: Receiving['post'] = (path, body, headers = {}) =>
    fetch(addressOf(path), {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const senders = [harness.tencent.callbacks, harness.rongcloud.callbacks];
  const deliver = async (): Promise<void> => {
    for (const sender of senders) sender.scan();
    const waiting = () => senders.flatMap(({ sent }) => sent.filter(({ outcome }) => outcome === 'waiting')).length;
    await expect.poll(waiting).toBe(0);
  };
  return {
    inbox,
    addressOf,
    post,
    postTrtc(event, account = APP, key = CALLBACK_KEY) {
      const body = JSON.stringify(event);
      const sign = createHmac('sha256', key).update(body).digest('base64');
      return post('tencent/trtc', body, { sdkappid: String(account), sign });
    },
    callBack() {
      for (const { settings } of senders) settings.setOwn(all);
    },
    deliver,
    async settle() {
      await deliver();
      while ((await inbox.runDue()) > 0);
    },
  };
}

/** A callback of group 3: a file of a task is in VOD. */
export function vodFile(taskId: string, more: object = {}): object {
  const TencentVod = { UserId: '', TrackType: 'audio_video', MediaId: 'mix', FileId: '3001', CacheFile: '3560_0.mp4' };
  return roomEvent(311, taskId, { Status: 0, TencentVod }, more);
}

/** A callback of group 3 about a task. */
export function roomEvent(type: number, taskId: string, payload: object, more: object = {}): object {
  const at = Date.UTC(2026, 0, 15, 12);
  return {
    EventGroupId: 3,
    EventType: type,
    CallbackTs: at,
    EventInfo: {
      RoomId: '3560',
      EventTs: at / 1000,
      EventMsTs: at,
      UserId: 'robot',
      TaskId: taskId,
      Payload: payload,
      ...more,
    },
  };
}
