import type { Timing } from '../calls/timing.ts';
import type { ChangeFeed } from '../events/change-feed.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { ServerKey } from '../server-key.ts';
import { createGuardedPost } from '../wire/guarded-post.ts';
import { Webhooks } from './webhooks.ts';
import { WEBHOOK_TIMEOUT_MS } from './endpoint-queue.ts';
import { WebhookWorker } from './worker.ts';
import type { Log } from '../log.ts';

interface OpenWebhooksOptions {
  readonly ledger: Ledger;
  readonly feed: ChangeFeed;
  readonly serverKey: ServerKey;
  /** Unix ms. */
  readonly now: () => number;
  /** Unix ms by the machine's clock, for signatures: receivers compare them with their own clock. */
  readonly wall: () => number;
  readonly timing: Timing;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** In production, endpoints must have TLS and must not be on this machine. */
  readonly production: boolean;
}

/** Opens the webhooks of a server: the operations of clients, and the worker that sends. */
export function openWebhooks({ production, ...options }: OpenWebhooksOptions) {
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
    /** Starts to send. The feed must have started. Until then the operations of clients are only stored. */
    async start(): Promise<void> {
      if (!ledger.shared) await ledger.webhooks.breakLeases(now()); // this process is the only sender, and its earlier attempts have ended
      isStarted = true;
      worker.start();
    },
    /** Resolves when no attempt is in progress. */
    async stop(): Promise<void> {
      await worker.stop();
      post.close();
    },
  };
}
