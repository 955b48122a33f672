import type { CallbackAddress, CallbackMessage, EmulatedEvent, Retries } from './callbacks.ts';
import { AddressRefused, type PostCallback } from './post.ts';

/** What a message is: the vendor's own, one of several copies of it, or a stranger's. */
export type MessageKind = 'own' | 'copy' | 'forged' | 'unsigned';

/** A callback that was sent, or is about to be, without what it says. */
export interface SentCallback {
  readonly line: string;
  readonly app: string;
  readonly taskId: string;
  readonly type: string;
  readonly kind: MessageKind;
  /** When it happened, on the driven clock, in ms. */
  readonly at: number;
  /** Those that ended. */
  readonly attempts: number;
  /** HTTP status of the last answer; null where none came. */
  readonly status: number | null;
  /**
   * `lost`: a script wanted it so. `given-up`: no attempt was answered with 200. `refused`: the address is private, and the
   * emulator was not told to allow that.
   */
  readonly outcome: 'waiting' | 'received' | 'given-up' | 'lost' | 'refused';
}

/** A message on its way. */
export interface Delivery {
  readonly event: EmulatedEvent;
  readonly record: { -readonly [Member in keyof SentCallback]: SentCallback[Member] };
  readonly address: CallbackAddress;
  readonly retries: Retries;
  /** The message as it leaves at this moment. */
  readonly message: () => CallbackMessage;
  /** Called once, when no further attempt will be made. */
  readonly onSettled: () => void;
  /** On the driven clock, in ms. */
  dueAt: number;
  firstAt?: number;
}

const MAX_CONCURRENT = 20;
const REFUSED = 'refused';

/** Carries messages out: those of one task one after another, those of several at the same time. */
export class CallbackDeliveries {
  readonly #waiting = new Set<Delivery>();
  /** By task, the end of what is under way for it. */
  readonly #chains = new Map<string, Promise<void>>();
  readonly #underWay = new Set<AbortController>();
  readonly #queue: (() => void)[] = [];
  #isClosed = false;

  constructor(
    /** The driven clock. */
    private readonly now: () => number,
    private readonly post: PostCallback,
  ) {}

  /** It leaves as soon as it is due and somebody looks. */
  add(delivery: Delivery): void {
    this.#waiting.add(delivery);
  }

  /** Sends what is due. */
  sendDue(): void {
    const now = this.now();
    for (const delivery of this.#waiting) {
      if (delivery.dueAt <= now) this.#chain(delivery);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    for (const attempt of this.#underWay) attempt.abort();
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
    if (this.#underWay.size >= MAX_CONCURRENT) await new Promise<void>((resolve) => this.#queue.push(resolve));
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
    this.#underWay.add(attempt);
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
      this.#underWay.delete(attempt);
    }
  }
}
