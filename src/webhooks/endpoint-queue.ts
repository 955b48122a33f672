import type { WebhookStore } from '../ledger/contract/webhook-store.ts';
import { PROBE_AFTER_FAILURES } from '../ledger/contract/limits.ts';
import type { WebhookClaim } from '../ledger/contract/webhook-store.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { DeliveryRequest } from './deliver.ts';
import { settlementOf, type Attempt } from './retry-policy.ts';
import type { Log } from '../log.ts';

/** To one endpoint at a time, from one process. */
const MOST_UNDER_WAY = 10;

export interface EndpointQueueOptions {
  readonly store: Pick<WebhookStore, 'claim' | 'settle'>;
  readonly send: (sending: DeliveryRequest) => Promise<Attempt>;
  /** Unix milliseconds, as leases and deadlines go. */
  readonly now: () => number;
  /** Unix milliseconds, as the machine is set: receivers compare it with their own clock. */
  readonly wall: () => number;
  /** Milliseconds that never go back, to know when a lease has run out. */
  readonly clock: () => number;
  readonly random: () => number;
  /** For how long a delivery is held, and how much of that an attempt takes at most. */
  readonly leaseMs: number;
  readonly timeoutMs: number;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** Sends what is due to one endpoint. Each has its own, so one that is slow or dead keeps nobody else waiting. */
export class EndpointQueue {
  readonly #underWay = new Set<Promise<void>>();
  /** Deliveries that this process is sending, by id. */
  readonly #sending = new Set<string>();
  #filling: Promise<void> | undefined;
  #isWanted = false;
  #isStopped = false;

  constructor(
    private readonly endpointId: string,
    private readonly tools: EndpointQueueOptions,
  ) {}

  /** Takes what is due now, and whatever becomes due as attempts end. */
  wake(): void {
    this.#isWanted = true;
    if (this.#isStopped) return;
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
      if (this.#isWanted) this.wake();
    });
  }

  /** Resolves when nothing is under way and nothing more is due. */
  async idle(): Promise<void> {
    while (this.#filling || this.#underWay.size > 0) await Promise.all([this.#filling, ...this.#underWay]);
  }

  /** Takes nothing more; resolves when what is under way is done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.idle();
  }

  async #fill(): Promise<void> {
    this.#isWanted = false;
    const { store, now, clock, leaseMs, log } = this.tools;
    const room = MOST_UNDER_WAY - this.#underWay.size;
    if (room === 0) return; // woken again when one of them ends
    const takenAt = clock();
    const at = now();
    try {
      const claim = await store.claim(this.endpointId, at, at + leaseMs, room, [...this.#sending]);
      for (const delivery of claim?.deliveries ?? []) this.#start(claim!, delivery, takenAt);
    } catch (error) {
      log.warn({ err: error, endpointId: this.endpointId }, 'the deliveries to a webhook cannot be read');
    }
  }

  #start(claim: WebhookClaim, delivery: WebhookDelivery, takenAt: number): void {
    this.#sending.add(delivery.id);
    const job = this.#deliver(claim, delivery, takenAt)
      .catch((error: unknown) => {
        // It comes up again when its lease has run out.
        this.tools.log.error(
          { err: error, endpointId: this.endpointId, deliveryId: delivery.id },
          'a delivery is stuck',
        );
      })
      .finally(() => {
        this.#underWay.delete(job);
        this.#sending.delete(delivery.id);
        this.wake();
      });
    this.#underWay.add(job);
  }

  async #deliver({ endpoint }: WebhookClaim, delivery: WebhookDelivery, takenAt: number): Promise<void> {
    const { store, send, now, wall, clock, random, leaseMs, timeoutMs } = this.tools;
    if (clock() - takenAt > leaseMs - timeoutMs) return; // the process slept: another one may have it before we are done
    const attempt = await send({ endpoint, delivery, at: now(), signedAt: wall() });
    const outcome = {
      sentTo: endpoint,
      isProbe: endpoint.failures >= PROBE_AFTER_FAILURES,
      at: now(),
      random: random(),
    };
    let before: WebhookEndpoint | undefined;
    let settled: ReturnType<typeof settlementOf> | undefined;
    const isOurs = await store.settle(delivery, outcome.at, (row) => {
      before = row;
      return (settled = settlementOf(row, delivery, attempt, outcome));
    });
    if (!isOurs || !before || !settled) return;
    this.#tell(before, delivery, settled);
    if (attempt.kind === 'unsent' && delivery.lastError !== attempt.reason) {
      const fields = { endpointId: endpoint.id, deliveryId: delivery.id, reason: attempt.reason };
      this.tools.log.error(fields, 'a webhook cannot be signed: the secret of its endpoint needs another server key');
    }
  }

  #tell(before: WebhookEndpoint, { id: deliveryId }: WebhookDelivery, settled: ReturnType<typeof settlementOf>): void {
    const { log } = this.tools;
    const { endpointId } = this;
    const { lastStatus: status, lastError: reason, state, attempts } = settled.delivery;
    if (state === 'DEAD')
      log.error({ endpointId, deliveryId, status, reason, attempts }, 'a webhook could not be delivered');
    const { endpoint } = settled;
    if (endpoint?.state === 'FAILED') {
      log.error({ endpointId, cause: endpoint.cause, status, reason }, 'an endpoint gets no more webhooks');
    }
    const [was, is] = [
      before.failures >= PROBE_AFTER_FAILURES,
      (endpoint?.failures ?? before.failures) >= PROBE_AFTER_FAILURES,
    ];
    if (is && !was) log.warn({ endpointId, status, reason }, 'an endpoint of webhooks keeps failing');
    if (was && !is) log.info({ endpointId }, 'an endpoint of webhooks answers again');
  }
}
