import type { Timing } from '../calls/timing.ts';
import type { ChangeFeed } from '../events/change-feed.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { ServerKey } from '../server-key.ts';
import { createGuardedPost } from '../wire/guarded-post.ts';
import { Webhooks } from './webhooks.ts';
import { WEBHOOK_TIMEOUT_MS, WebhookWorker } from './worker.ts';
import type { Log } from '../log.ts';

export interface OpenWebhooksOptions {
  readonly ledger: Ledger;
  readonly feed: ChangeFeed;
  readonly serverKey: ServerKey;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Unix milliseconds, as the machine is set: receivers compare it with their own clock. */
  readonly wall: () => number;
  readonly timing: Timing;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** In production no endpoint is on this machine, and none is without TLS. */
  readonly production: boolean;
}

/** The webhooks of a server: what clients do with them, and what sends them. */
export interface OpenedWebhooks {
  readonly webhooks: Webhooks;
  /** Begins to send; the feed must have started. Until then what clients do is put down only. */
  readonly start: () => Promise<void>;
  /** Ends what is under way; takes as long as one attempt may. */
  readonly stop: () => Promise<void>;
}

/** Puts the parts together. Nothing is sent before `start`. */
export function openWebhooks({ production, ...options }: OpenWebhooksOptions): OpenedWebhooks {
  const loopback = !production;
  const { ledger, now } = options;
  const post = createGuardedPost({ timeoutMs: WEBHOOK_TIMEOUT_MS, loopback });
  const worker = new WebhookWorker({ ...options, post });
  let isStarted = false;
  const wake = (): void => {
    if (isStarted) worker.wake();
  };
  return {
    webhooks: new Webhooks({ ...options, loopback, wake }),
    async start() {
      if (!ledger.shared) await ledger.webhooks.breakLeases(now()); // nobody else sends, and what we sent before has ended
      isStarted = true;
      worker.start();
    },
    async stop() {
      await worker.stop();
      post.close();
    },
  };
}
