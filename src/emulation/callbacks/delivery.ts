import type { CallbackAddress, CallbackMessage, EmulatedEvent, Retries } from './callbacks.ts';
import { AddressRefused, type PostCallback } from './post.ts';

/** Kind of a message: the vendor's own, a copy of an own message, or an attacker's. */
export type MessageKind = 'own' | 'copy' | 'forged' | 'unsigned';

/** A callback that was or will be sent, without the content. */
export interface SentCallback {
  readonly line: string;
  readonly app: string;
  readonly taskId: string;
  readonly type: string;
  readonly kind: MessageKind;
  /** Time of the event on the driven clock, in ms. */
  readonly at: number;
  /** Number of completed attempts. */
  readonly attempts: number;
  /** HTTP status of the last answer; null where none came. */
  readonly status: number | null;
  /** `lost`: by a script. `given-up`: no attempt had status 200. `refused`: private addresses are not allowed. */
  readonly outcome: 'waiting' | 'received' | 'given-up' | 'lost' | 'refused';
}

/** A message with remaining attempts. */
export interface Delivery {
  readonly event: EmulatedEvent;
  readonly record: { -readonly [Member in keyof SentCallback]: SentCallback[Member] };
  readonly address: CallbackAddress;
  readonly retries: Retries;
  readonly message: () => CallbackMessage;
  /** Called once, when no further attempt will be made. */
  readonly onSettled: () => void;
  /** On the driven clock, in ms. */
  dueAt: number;
  firstAt?: number;
}

const MAX_CONCURRENT = 20;
const REFUSED = 'refused';

/** Sends callbacks. The callbacks of one task are sent in sequence; different tasks do not wait for each other. */
export class CallbackDeliveries {
  readonly #waiting = new Set<Delivery>();
  /** By task, completion of the last attempt in the sequence. */
  readonly #chains = new Map<string, Promise<void>>();
  readonly #running = new Set<AbortController>();
  readonly #queue: (() => void)[] = [];
  #isClosed = false;

  constructor(
    /** The driven clock. */
    private readonly now: () => number,
    private readonly post: PostCallback,
  ) {}

  /** Queues the message. The first `sendDue` after `dueAt` sends the message. */
  add(delivery: Delivery): void {
    this.#waiting.add(delivery);
  }

  sendDue(): void {
    const now = this.now();
    for (const delivery of this.#waiting) {
      if (delivery.dueAt <= now) this.#chain(delivery);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    for (const attempt of this.#running) attempt.abort();
    for (const next of this.#queue.splice(0)) next();
  }

  #chain(delivery: Delivery): void {
    this.#waiting.delete(delivery);
    const { taskId } = delivery.record;
    const before = this.#chains.get(taskId) ?? Promise.resolve();
    const chain = before.then(() => this.#attempt(delivery));
    this.#chains.set(taskId, chain);
    void chain.then(() => {
      if (this.#chains.get(taskId) === chain) this.#chains.delete(taskId);
    });
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { record, retries } = delivery;
    if (this.#running.size >= MAX_CONCURRENT) await new Promise<void>((resolve) => this.#queue.push(resolve));
    if (this.#isClosed) return;
    delivery.firstAt ??= this.now();
    const status = await this.#status(delivery);
    record.status = status === REFUSED ? null : status;
    record.attempts += 1;
    this.#queue.shift()?.();
    if (this.#isClosed) return;
    const waitMs = retries.waitsMs[record.attempts - 1];
    const isOver =
      status === REFUSED ||
      waitMs === undefined ||
      this.now() + waitMs > delivery.firstAt + (retries.forMs ?? Infinity);
    if (record.status === 200 || isOver) {
      record.outcome = status === REFUSED ? REFUSED : status === 200 ? 'received' : 'given-up';
      delivery.onSettled();
      return;
    }
    delivery.dueAt = this.now() + waitMs;
    this.#waiting.add(delivery);
    if (waitMs === 0) this.sendDue();
  }

  /** Null when there is no answer in time. */
  async #status({ address, message, retries }: Delivery): Promise<number | typeof REFUSED | null> {
    const attempt = new AbortController();
    this.#running.add(attempt);
    const timer = setTimeout(() => attempt.abort(), retries.timeoutMs).unref();
    try {
      const { headers, query = {}, body } = message();
      const url = new URL(address.url);
      for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
      return await this.post(url.href, { 'content-type': 'application/json', ...headers }, body, attempt.signal);
    } catch (error) {
      return error instanceof AddressRefused ? REFUSED : null;
    } finally {
      clearTimeout(timer);
      this.#running.delete(attempt);
    }
  }
}
