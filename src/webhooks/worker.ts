import type { Timing } from '../calls/timing.ts';
import type { ChangeFeed } from '../events/change-feed.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { ServerKey } from '../server-key.ts';
import type { GuardedPost } from '../wire/guarded-post.ts';
import type { SecretEncryption } from '../wire/secret-encryption.ts';
import { deliver } from './deliver.ts';
import { DeliveryFanOut } from './fan-out.ts';
import { secretSealing } from './secret-sealing.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import type { Log } from '../log.ts';

/** Longest wait for an endpoint's answer, in ms. */
export const WEBHOOK_TIMEOUT_MS = 15_000;
/** For how long one process may be at work on a delivery: an attempt, and time to write. */
const LEASE_MS = 30_000;
/** How often is looked for retries that are due, and for events that nobody told. */
const LOOK_MS = 1000;
const CLEANING_MS = 3_600_000;
const DAY_MS = 24 * CLEANING_MS;
const DELIVERED_KEPT_MS = 7 * DAY_MS;
const DEAD_KEPT_MS = 30 * DAY_MS;

export interface WebhookWorkerOptions {
  readonly ledger: Pick<Ledger, 'lineage' | 'webhooks' | 'filesOf' | 'reserveSlot'>;
  readonly feed: Pick<ChangeFeed, 'after' | 'onMore'>;
  readonly serverKey: ServerKey;
  readonly post: GuardedPost;
  /** Unix milliseconds, as leases and deadlines go. */
  readonly now: () => number;
  /** Unix milliseconds, as the machine is set; `now` where it is absent. */
  readonly wall?: () => number;
  readonly timing: Timing;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** The longest that `post` takes, in ms. */
  readonly timeoutMs?: number;
}

/**
 * Tells endpoints what happens to recordings: makes deliveries out of changes, sends what is due, and cleans up. Any
 * number of processes may run one: a delivery is held by one of them at a time.
 */
export class WebhookWorker {
  readonly #options: WebhookWorkerOptions;
  readonly #fanOut: DeliveryFanOut;
  readonly #sealing: SecretEncryption;
  readonly #lanes = new Map<string, EndpointQueue>();
  /** Endpoints for which deliveries are being made. */
  readonly #advancing = new Map<string, Promise<void>>();
  /** Those of them that are to be looked at again after that. */
  readonly #behind = new Set<string>();
  #looking: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;
  #cleanedAt = 0;
  #unlisten: (() => void) | undefined;

  constructor(options: WebhookWorkerOptions) {
    this.#options = options;
    this.#fanOut = new DeliveryFanOut(options.ledger, options.feed, options.now);
    this.#sealing = secretSealing(options.serverKey);
  }

  start(): void {
    this.#laterLook();
  }

  /** Takes nothing more; resolves when the attempts under way are done, which takes as long as one may. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten?.();
    await this.#looking;
    await Promise.all(this.#advancing.values());
    await Promise.all(Array.from(this.#lanes.values(), (lane) => lane.stop()));
  }

  /** Looks at once, as after a client changed something. */
  wake(): void {
    this.#isWanted = true;
    if (this.#isStopped) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#isWanted) this.wake();
    });
  }

  /** Does everything that is due now, once, and waits for the outcome. */
  async runDue(): Promise<void> {
    this.wake();
    while (this.#looking || this.#advancing.size > 0) await Promise.all([this.#looking, ...this.#advancing.values()]);
    await Promise.all(Array.from(this.#lanes.values(), (lane) => lane.idle()));
  }

  /** Hears of changes at once while anybody is to be told of them; a change wakes once. */
  #listen(isWanted: boolean): void {
    this.#unlisten?.();
    if (!isWanted || this.#isStopped) return;
    this.#unlisten = this.#options.feed.onMore(() => this.wake());
  }

  #laterLook(): void {
    this.#options.timing.setTimer(() => {
      if (this.#isStopped) return;
      this.wake();
      this.#laterLook();
    }, LOOK_MS);
  }

  async #look(): Promise<void> {
    this.#isWanted = false;
    const { ledger, now, log } = this.#options;
    try {
      const endpoints = await ledger.webhooks.list();
      const enabled = endpoints.filter(({ state }) => state === 'ENABLED');
      this.#listen(enabled.length > 0);
      for (const endpoint of enabled) this.#advance(endpoint);
      for (const id of await ledger.webhooks.due(now())) this.#lane(id).wake();
      this.#forget(new Set(endpoints.map(({ id }) => id)));
      await this.#clean();
    } catch (error) {
      log.warn({ err: error }, 'webhooks cannot be read or written');
    }
  }

  /** A part of one endpoint, beside all others: one that is slow, or of which nothing can be made, keeps nobody waiting. */
  #advance(endpoint: WebhookEndpoint): void {
    const { id } = endpoint;
    if (this.#advancing.has(id)) {
      this.#behind.add(id);
      return;
    }
    const job = this.#fanOut
      .advance(endpoint)
      .then((mayBeMore) => {
        if (mayBeMore) this.#behind.add(id);
      })
      .catch((error: unknown) => {
        this.#options.log.warn({ err: error, endpointId: id }, 'the deliveries to a webhook cannot be made');
      })
      .finally(() => {
        this.#advancing.delete(id);
        if (this.#behind.delete(id)) this.wake();
      });
    this.#advancing.set(id, job);
  }

  #lane(endpointId: string): EndpointQueue {
    let lane = this.#lanes.get(endpointId);
    if (!lane) {
      const { ledger, post, now, wall = now, timing, log, timeoutMs = WEBHOOK_TIMEOUT_MS } = this.#options;
      lane = new EndpointQueue(endpointId, {
        store: ledger.webhooks,
        send: (sending) => deliver(sending, post, this.#sealing),
        now,
        wall,
        clock: timing.now,
        random: timing.random,
        leaseMs: LEASE_MS,
        timeoutMs,
        log,
      });
      this.#lanes.set(endpointId, lane);
    }
    return lane;
  }

  /** Lanes of endpoints that are gone; what one of them still sends ends by itself. */
  #forget(known: ReadonlySet<string>): void {
    for (const id of this.#lanes.keys()) if (!known.has(id)) this.#lanes.delete(id);
  }

  /** Once in an hour, over all processes. */
  async #clean(): Promise<void> {
    const { ledger, now } = this.#options;
    if (now() - this.#cleanedAt < CLEANING_MS) return;
    this.#cleanedAt = now();
    if ((await ledger.reserveSlot('webhooks.clean', CLEANING_MS, true)) === undefined) return;
    await ledger.webhooks.clean(now() - DELIVERED_KEPT_MS, now() - DEAD_KEPT_MS);
  }
}
