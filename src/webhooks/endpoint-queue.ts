import type { Timing } from '../calls/timing.ts';
import { SingleFlight } from '../concurrency/single-flight.ts';
import { PROBE_AFTER_FAILURES } from '../ledger/contract/limits.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { Settlement, WebhookClaim, WebhookStore } from '../ledger/contract/webhook-store.ts';
import type { Log } from '../log.ts';
import type { DeliveryRequest } from './deliver.ts';
import { settlementOf, type Attempt } from './retry-policy.ts';

/** Concurrent attempts to one endpoint from one process. */
const MAX_IN_PROGRESS = 10;

/** Maximum wait for the answer of an endpoint, in ms. */
export const WEBHOOK_TIMEOUT_MS = 15_000;
/** Lease on a delivery: an attempt, and time to write its result. */
const LEASE_MS = 30_000;

export interface EndpointQueueOptions {
  readonly ledger: { readonly webhooks: Pick<WebhookStore, 'claim' | 'settle'> };
  /** Unix ms, for leases and deadlines. */
  readonly now: () => number;
  /** Unix ms by the machine's clock, for signatures: receivers compare them with their own clock. Default: `now`. */
  readonly wall?: () => number;
  readonly timing: Timing;
  /** Maximum duration of an attempt, in ms. */
  readonly timeoutMs?: number;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** Sends the deliveries to one endpoint. Each endpoint has a queue, so a slow endpoint does not delay the others. */
export class EndpointQueue {
  /** Attempts in progress, by id of the delivery. */
  readonly #inProgress = new Map<string, Promise<void>>();
  readonly #claiming = new SingleFlight(() => this.#claim());

  constructor(
    private readonly endpointId: string,
    private readonly options: EndpointQueueOptions,
    private readonly send: (request: DeliveryRequest) => Promise<Attempt>,
  ) {}

  /** Sends the deliveries that are due, and those that become due as attempts end. */
  wake(): void {
    void this.#claiming.run();
  }

  get isIdle(): boolean {
    return !this.#claiming.isRunning && this.#inProgress.size === 0;
  }

  /** Resolves when no attempt is in progress and no delivery is due. */
  async idle(): Promise<void> {
    while (!this.isIdle) {
      await Promise.all([this.#claiming.idle(), ...this.#inProgress.values()]);
    }
  }

  /** Claims no more deliveries. Resolves when no attempt is in progress. */
  async stop(): Promise<void> {
    await this.#claiming.stop();
    await this.idle();
  }

  async #claim(): Promise<void> {
    const { ledger, now, timing, log } = this.options;
    const room = MAX_IN_PROGRESS - this.#inProgress.size;
    if (room === 0) return; // an attempt that ends wakes the queue
    const claimedAt = timing.now();
    const at = now();
    try {
      const inProgress = [...this.#inProgress.keys()];
      const claim = await ledger.webhooks.claim(this.endpointId, at, at + LEASE_MS, room, inProgress);
      for (const delivery of claim?.deliveries ?? []) this.#start(claim!, delivery, claimedAt);
    } catch (error) {
      log.warn({ err: error, endpointId: this.endpointId }, 'the deliveries to a webhook cannot be read');
    }
  }

  #start(claim: WebhookClaim, delivery: WebhookDelivery, claimedAt: number): void {
    const attempt = this.#attempt(claim, delivery, claimedAt)
      .catch((error: unknown) => {
        // The delivery becomes due again when its lease expires.
        const fields = { err: error, endpointId: this.endpointId, deliveryId: delivery.id };
        this.options.log.error(fields, 'a delivery is stuck');
      })
      .finally(() => {
        this.#inProgress.delete(delivery.id);
        this.wake();
      });
    this.#inProgress.set(delivery.id, attempt);
  }

  async #attempt({ endpoint }: WebhookClaim, delivery: WebhookDelivery, claimedAt: number): Promise<void> {
    const { ledger, now, wall = now, timing, timeoutMs = WEBHOOK_TIMEOUT_MS, log } = this.options;
    if (timing.now() - claimedAt > LEASE_MS - timeoutMs) return; // after a standstill the lease could expire during the attempt
    const attempt = await this.send({ endpoint, delivery, at: now(), signedAt: wall() });
    const isProbe = endpoint.failures >= PROBE_AFTER_FAILURES;
    const circumstances = { sentTo: endpoint, isProbe, at: now(), random: timing.random() };
    let before: WebhookEndpoint | undefined;
    let settled: Settlement | undefined;
    const isOurs = await ledger.webhooks.settle(delivery, circumstances.at, (row) => {
      before = row;
      return (settled = settlementOf(row, delivery, attempt, circumstances));
    });
    if (!isOurs || !before || !settled) return;
    this.#logChanges(before, delivery, settled);
    if (attempt.kind === 'unsent' && delivery.lastError !== attempt.reason) {
      const fields = { endpointId: endpoint.id, deliveryId: delivery.id, reason: attempt.reason };
      log.error(fields, 'a webhook cannot be signed: the secret of its endpoint needs another server key');
    }
  }

  #logChanges(before: WebhookEndpoint, { id: deliveryId }: WebhookDelivery, settled: Settlement): void {
    const { log } = this.options;
    const { endpointId } = this;
    const { lastStatus: status, lastError: reason, state, attempts } = settled.delivery;
    if (state === 'DEAD') {
      log.error({ endpointId, deliveryId, status, reason, attempts }, 'a webhook could not be delivered');
    }
    const { endpoint } = settled;
    if (endpoint?.state === 'FAILED') {
      log.error({ endpointId, cause: endpoint.cause, status, reason }, 'an endpoint gets no more webhooks');
    }
    const wasFailing = before.failures >= PROBE_AFTER_FAILURES;
    const isFailing = (endpoint?.failures ?? before.failures) >= PROBE_AFTER_FAILURES;
    if (isFailing && !wasFailing) log.warn({ endpointId, status, reason }, 'an endpoint of webhooks keeps failing');
    if (wasFailing && !isFailing) log.info({ endpointId }, 'an endpoint of webhooks answers again');
  }
}
