import { expect, onTestFinished } from 'vitest';
import { ChangeFeed } from '../../../src/events/change-feed.ts';
import type { EventFilter } from '../../../src/events/event-filter.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { ServerKey } from '../../../src/server-key.ts';
import { WebhookWorker } from '../../../src/webhooks/worker.ts';
import { Webhooks } from '../../../src/webhooks/webhooks.ts';
import { createGuardedPost } from '../../../src/wire/guarded-post.ts';
import { Secret } from '../../../src/wire/secret.ts';
import type { TestStore } from '../../shared/stores.ts';
import { idOf, recording } from '../../shared/ledger/sample.ts';
import { fakeLog } from '../../shared/fake-log.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const ORDER = [RecordingState.RECORDING, RecordingState.PAUSED] as const;

/** What was logged: the level, the fields and the words. */
export type Logged = readonly [level: string, fields: Record<string, unknown>, words: string];

/** Webhooks over a store, in a time that the test drives. */
export interface WebhookHarness {
  readonly ledger: Ledger;
  readonly webhooks: Webhooks;
  readonly worker: WebhookWorker;
  readonly logged: readonly Logged[];
  readonly now: () => number;
  /** Puts recordings down; each is one event. */
  begin(...numbers: number[]): Promise<void>;
  /** Changes a recording; `times` events. */
  change(number: number, times?: number): Promise<void>;
  /** Does all that is due. */
  run(): Promise<void>;
  /** Lets time pass, in steps, doing what is due after each. */
  pass(ms: number, stepMs?: number): Promise<void>;
  endpoint(url: string, filter?: EventFilter): Promise<{ id: string; secret: string }>;
  /** Another process on the same ledger. */
  another(): Promise<WebhookWorker>;
}

export interface WebhookHarnessOptions {
  readonly timeoutMs?: number;
}

/** Creates a harness that stops at the end of the test. */
export async function webhookHarness(
  { open }: TestStore,
  { timeoutMs = 15_000 }: WebhookHarnessOptions = {},
): Promise<WebhookHarness> {
  let now = Math.floor(Date.now() / SECOND) * SECOND;
  const { ledger } = await open({ now: () => now });
  const serverKey = new ServerKey(new Secret('the-key-of-a-server-in-a-test-of-webhooks'));
  const logged: Logged[] = [];
  const log = fakeLog((fields, message, level) => void logged.push([level, fields, message]));
  const feeds: ChangeFeed[] = [];

  const process = async (): Promise<WebhookWorker> => {
    const feed = new ChangeFeed({ ledger, log });
    await feed.start();
    feeds.push(feed);
    const post = createGuardedPost({ timeoutMs, loopback: true });
    const timing = { now: () => now, setTimer: () => undefined, random: () => 0 };
    const worker = new WebhookWorker({ ledger, feed, serverKey, post, now: () => now, timing, log, timeoutMs });
    onTestFinished(async () => {
      await worker.stop();
      post.close();
      await feed.stop();
    });
    return worker;
  };

  const worker = await process();
  const webhooks = new Webhooks({ ledger, serverKey, now: () => now, loopback: true, wake: () => undefined });
  const made = new Map<number, number>();
  const self: WebhookHarness = {
    ledger,
    webhooks,
    worker,
    logged,
    now: () => now,
    async begin(...numbers) {
      for (const number of numbers) {
        await ledger.insert(recording(number, { labels: { lesson: String(number % 2) } }));
        made.set(number, 0);
      }
    },
    async change(number, times = 1) {
      for (let time = 0; time < times; time += 1) {
        const count = made.get(number) ?? 0;
        made.set(number, count + 1);
        await ledger.update(idOf(number), () => ({ at: now, set: { state: ORDER[count % 2]! } }));
      }
    },
    async run() {
      const last = await ledger.lastSeq();
      for (const feed of feeds) {
        const giveUp = feed.onMore(() => undefined); // it reads while somebody waits
        await expect.poll(() => feed.head).toBe(last);
        giveUp();
      }
      await worker.runDue();
    },
    async pass(ms, stepMs = ms) {
      for (let passed = 0; passed < ms; passed += stepMs) {
        now += Math.min(stepMs, ms - passed);
        await worker.runDue();
      }
    },
    async endpoint(url, filter = {}) {
      const { endpoint, secret } = await webhooks.create({ url, description: null, filter });
      return { id: endpoint.id, secret: secret.reveal() };
    },
    another: process,
  };
  return self;
}
