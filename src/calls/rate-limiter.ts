import { callingClient } from './calling-client.ts';
import { PriorityQueue } from './priority-queue.ts';
import { LocalSlots, type SlotSource } from './slot-source.ts';
import type { Timing } from './timing.ts';

// Starts of one action are at least SPREAD_MS / n apart, so that n + 1 starts take SPREAD_MS or longer and no period of one
// second holds more than n. The 100 ms above the second cover the way to the vendor, which counts arrivals: the first call
// may take 100 ms longer than the last, as on a new connection. This is GCRA without a burst: after a burst of b calls only
// n - b more could start in the same second, so all later calls would have to be further apart for good.
const SPREAD_MS = 1100;

/**
 * Slots of one action that are reserved ahead. Two hide the round trip to a shared source. More would be lost with a process
 * that is killed, and would let a process with a long queue run ahead of the others.
 */
const MAX_AHEAD = 2;

/**
 * A slot of a shared source is given up, and another one reserved, if it cannot be used within this time: after a
 * standstill a process would otherwise send all the calls that it missed between the slots of other processes. It is a
 * fifth of the 100 ms that the spacing leaves for delays; the rest is for the ways from the source and to the vendor.
 */
const MAX_LATE_MS = 20;

/** Interval of the search for expired calls, in case the source does not answer. */
const EXPIRY_MS = 1000;

/** Returns the spacing between starts of an action in ms, for at most `callsPerSecond` in any one second. */
export function spacingOf(callsPerSecond: number): number {
  return SPREAD_MS / callsPerSecond;
}

/** Current rate limit of one action. */
export interface ActionRate {
  readonly name: string;
  /** Calls that can start now, without waiting: 1 or 0. */
  readonly available: number;
  /** Wait of a call that is made now; an estimate if other processes share the slots. */
  readonly waitMs: number;
}

/** The calls and slots of one action. */
interface Bucket {
  readonly name: string;
  readonly queue: PriorityQueue;
  /** Reservations that the source has not answered yet. */
  requested: number;
  /** Reserved slots in the future. None has a call yet: each slot goes to the first call in the queue at its time. */
  held: number;
  /** Time of the latest slot. */
  lastSlotAt: number;
  /** Estimated time between two slots of this process. The slots of other processes lie in between. */
  gapMs: number;
  /** Whether background calls pause before the next request for a free slot. */
  isPaused: boolean;
  /** Whether a timer of the search for expired calls runs. */
  isExpiring: boolean;
}

/** Spaces the calls of every action, together with the other processes that use the same source of slots. */
export class RateLimiter {
  readonly #spacingMs: number;
  /** Whether no other process uses the source. */
  readonly #isLocal: boolean;
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    callsPerSecond: number,
    private readonly timing: Timing,
    private readonly source: SlotSource = new LocalSlots(timing.now),
  ) {
    this.#spacingMs = spacingOf(callsPerSecond);
    this.#isLocal = source.used !== undefined;
  }

  /**
   * Resolves when the call may start: users first, clients in turns. Throws `TooManyCalls` at once if the call would surely
   * start after its deadline; rejects with `TooManyCalls` if this turns out later. Rejects with the error of the source.
   */
  take(name: string, deadline: number, background = false, client?: string): Promise<void> {
    const now = this.timing.now();
    const bucket = this.#bucket(name);
    const { queue, requested, held } = bucket;
    if (queue.length + requested + held === 0) bucket.gapMs = this.#spacingMs;
    const waitMs = this.#waitMs(bucket, now, background, client);
    const turn = queue.add({ now, waitMs, deadline, background, client });
    this.#reserve(bucket);
    this.#expire(bucket);
    return turn;
  }

  /** Returns the rate limit of every action that was called so far, as it applies to the calling client. */
  status(): ActionRate[] {
    const now = this.timing.now();
    return Array.from(this.#buckets.values(), (bucket) => {
      const waitMs = Math.ceil(this.#waitMs(bucket, now, false, callingClient()));
      return { name: bucket.name, available: waitMs === 0 ? 1 : 0, waitMs };
    });
  }

  #bucket(name: string): Bucket {
    let bucket = this.#buckets.get(name);
    if (!bucket) {
      const slots = { requested: 0, held: 0, lastSlotAt: -Infinity, gapMs: 0 };
      bucket = { name, queue: new PriorityQueue(name), ...slots, isPaused: false, isExpiring: false };
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }

  /** Estimates the wait of a call that is made now: for a held slot, or for a slot after the latest one. */
  #waitMs({ queue, held, lastSlotAt, gapMs }: Bucket, now: number, background = false, client?: string): number {
    const nextMs = Math.max(0, lastSlotAt + gapMs - now);
    return Math.max(0, nextMs + (queue.positionOf(now, background, client) - held) * gapMs);
  }

  /**
   * Reserves slots for the calls that wait. Background calls that yield get only a slot that is free now; from a source
   * with one user they get any slot, for a user who arrives meanwhile takes that slot.
   */
  #reserve(bucket: Bucket): void {
    const { queue } = bucket;
    const slots = this.#isLocal ? Math.min(1, queue.length) : Math.min(MAX_AHEAD, queue.readyCount(this.timing.now()));
    while (bucket.requested + bucket.held < slots) this.#request(bucket, false);
    if (bucket.requested + bucket.held === 0 && queue.length > 0 && !bucket.isPaused) this.#request(bucket, true);
  }

  #request(bucket: Bucket, onlyIfFree: boolean): void {
    const reserved = this.source.reserve(bucket.name, this.#spacingMs, onlyIfFree);
    if (typeof reserved === 'number') return this.#hold(bucket, reserved);
    bucket.requested++;
    Promise.resolve(reserved).then(
      (waitMs) => {
        bucket.requested--;
        if (waitMs === undefined) this.#pause(bucket);
        else this.#hold(bucket, waitMs);
      },
      (error: unknown) => {
        bucket.requested--;
        bucket.queue.reject(bucket.held, error); // earlier calls in the queue have a slot
        this.#reserve(bucket);
      },
    );
  }

  /** No slot is free now. Users continue to request slots; background calls request one when a slot may be free. */
  #pause(bucket: Bucket): void {
    bucket.isPaused = true;
    this.timing.setTimer(() => {
      bucket.isPaused = false;
      this.#reserve(bucket);
    }, this.#spacingMs);
    this.#reserve(bucket);
  }

  #hold(bucket: Bucket, waitMs: number): void {
    const slotAt = this.timing.now() + waitMs;
    bucket.queue.rejectTooLate(bucket.held, slotAt, waitMs);
    bucket.held++;
    bucket.lastSlotAt = Math.max(bucket.lastSlotAt, slotAt);
    bucket.gapMs = Math.max(this.#spacingMs, waitMs / bucket.held); // all held slots are within this time
    this.#use(bucket, slotAt);
  }

  /** Starts the first call when the slot is due. Timers fire late, and sometimes early. */
  #use(bucket: Bucket, slotAt: number): void {
    const now = this.timing.now();
    if (now < slotAt) {
      this.timing.setTimer(() => this.#use(bucket, slotAt), slotAt - now);
      return;
    }
    bucket.held--;
    if (this.#isLocal || now - slotAt <= MAX_LATE_MS) {
      const hasStarted = bucket.queue.startFirst(now, this.#waitMs(bucket, now));
      if (hasStarted && this.#isLocal) {
        this.source.used?.(bucket.name, this.#spacingMs);
        bucket.lastSlotAt = now;
      }
    }
    this.#reserve(bucket);
  }

  #expire(bucket: Bucket): void {
    if (bucket.isExpiring || bucket.queue.length === 0) return;
    bucket.isExpiring = true;
    this.timing.setTimer(() => {
      const now = this.timing.now();
      bucket.isExpiring = false;
      bucket.queue.rejectExpired(now, this.#waitMs(bucket, now));
      this.#expire(bucket);
    }, EXPIRY_MS);
  }
}
