import { SingleFlight } from '../concurrency/single-flight.ts';
import type { ChangeFeed } from '../events/change-feed.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { ServerKey } from '../server-key.ts';
import type { GuardedPost } from '../wire/guarded-post.ts';
import { deliver, type DeliveryRequest } from './deliver.ts';
import { EndpointEncryption } from './endpoint-encryption.ts';
import { DeliveryFanOut } from './fan-out.ts';
import { EndpointQueue, type EndpointQueueOptions } from './endpoint-queue.ts';

/** Interval of the search for due deliveries and for changes whose notification was lost. */
const INTERVAL_MS = 1000;
const CLEANUP_MS = 3_600_000;
const DAY_MS = 24 * CLEANUP_MS;
const DELIVERED_KEPT_MS = 7 * DAY_MS;
const DEAD_KEPT_MS = 30 * DAY_MS;

interface WebhookWorkerOptions extends EndpointQueueOptions {
  readonly ledger: Pick<Ledger, 'lineage' | 'webhooks' | 'filesOf' | 'reserveSlot'>;
  readonly feed: Pick<ChangeFeed, 'after' | 'onMore'>;
  readonly serverKey: ServerKey;
  readonly post: GuardedPost;
}

/**
 * Notifies endpoints of changes: creates deliveries, sends those that are due, and deletes old ones. Any number of processes
 * may run a worker: a delivery is leased to one of them at a time.
 */
export class WebhookWorker {
  readonly #options: WebhookWorkerOptions;
  readonly #fanOut: DeliveryFanOut;
  readonly #encryption: EndpointEncryption;
  readonly #queues = new Map<string, EndpointQueue>();
  /** Endpoints for which deliveries are being created, by id. */
  readonly #advancing = new Map<string, Promise<void>>();
  /** Those of these endpoints that have more changes. */
  readonly #behind = new Set<string>();
  readonly #running = new SingleFlight(() => this.#run());
  #isStopped = false;
  #cleanedAt = 0;
  #unlisten: (() => void) | undefined;

  constructor(options: WebhookWorkerOptions) {
    this.#options = options;
    this.#fanOut = new DeliveryFanOut(options.ledger, options.feed, options.now);
    this.#encryption = new EndpointEncryption(options.serverKey);
  }

  start(): void {
    this.#runLater();
  }

  /** Claims no more deliveries. Resolves when no attempt is in progress. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten?.();
    await this.#running.stop();
    await Promise.all(this.#advancing.values());
    await Promise.all(Array.from(this.#queues.values(), (queue) => queue.stop()));
  }

  /** Searches for work at once, as after a change by a client. */
  wake(): void {
    void this.#running.run();
  }

  /** Does all work that is due. Resolves when the work is done. */
  async runDue(): Promise<void> {
    this.wake();
    while (this.#running.isRunning || this.#advancing.size > 0) {
      await Promise.all([this.#running.idle(), ...this.#advancing.values()]);
    }
    await Promise.all(Array.from(this.#queues.values(), (queue) => queue.idle()));
  }

  /** Wakes at the next change if any endpoint receives changes. */
  #listen(hasEndpoints: boolean): void {
    this.#unlisten?.();
    if (!hasEndpoints || this.#isStopped) return;
    this.#unlisten = this.#options.feed.onMore(() => this.wake());
  }

  #runLater(): void {
    this.#options.timing.setTimer(() => {
      if (this.#isStopped) return;
      this.wake();
      this.#runLater();
    }, INTERVAL_MS);
  }

  async #run(): Promise<void> {
    const { ledger, now, log } = this.#options;
    try {
      const endpoints = await ledger.webhooks.list();
      const enabled = endpoints.filter(({ state }) => state === 'ENABLED');
      this.#listen(enabled.length > 0);
      for (const endpoint of enabled) this.#advance(endpoint);
      for (const id of await ledger.webhooks.due(now())) this.#queue(id).wake();
      this.#forget(new Set(endpoints.map(({ id }) => id)));
      await this.#cleanUp();
    } catch (error) {
      log.warn({ err: error }, 'webhooks cannot be read or written');
    }
  }

  /** Creates some deliveries to an endpoint, concurrently with the others: an endpoint that fails delays no other. */
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

  #queue(endpointId: string): EndpointQueue {
    let queue = this.#queues.get(endpointId);
    if (!queue) {
      const send = (request: DeliveryRequest) => deliver(request, this.#options.post, this.#encryption);
      queue = new EndpointQueue(endpointId, this.#options, send);
      this.#queues.set(endpointId, queue);
    }
    return queue;
  }

  /** Removes the queues of deleted endpoints, once no attempt is in progress. */
  #forget(known: ReadonlySet<string>): void {
    for (const [id, queue] of this.#queues) if (!known.has(id) && queue.isIdle) this.#queues.delete(id);
  }

  /** Deletes old deliveries, once an hour over all processes. */
  async #cleanUp(): Promise<void> {
    const { ledger, now } = this.#options;
    if (now() - this.#cleanedAt < CLEANUP_MS) return;
    this.#cleanedAt = now();
    if ((await ledger.reserveSlot('webhooks.clean', CLEANUP_MS, true)) === undefined) return;
    await ledger.webhooks.clean(now() - DELIVERED_KEPT_MS, now() - DEAD_KEPT_MS);
  }
}
