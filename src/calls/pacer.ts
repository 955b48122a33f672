import type { Timing } from './timing.ts';
import { TooManyCalls } from './too-many-calls.ts';

// Starts of one action are at least SPREAD_MS / n apart, so that n + 1 of them take SPREAD_MS or longer and no stretch
// of a second holds more than n. The 40 ms above the second are for the way to the vendor, who counts arrivals: a call
// may make good 40 ms of another's delay. It is GCRA without a burst: after a burst of b, only n - b more could start in
// the same second, so all that follow would have to be further apart for good.
const SPREAD_MS = 1040;

/** More do not wait for one action: each holds a request and its memory. */
const MOST_WAITING = 2000;

/** How one action stands. */
export interface ActionPace {
  readonly name: string;
  /** Calls that can start now, without waiting: 1 or 0. */
  readonly available: number;
  /** How long a call waits that comes now. */
  readonly waitMs: number;
}

interface Waiting {
  readonly deadline: number;
  readonly start: () => void;
  readonly refuse: (reason: TooManyCalls) => void;
}

interface Lane {
  /** When the next call may start. */
  freeAt: number;
  /** First come, first served. A timer runs while somebody waits, and only then. */
  readonly queue: Waiting[];
}

/** Spaces the calls of every action out: never more than `callsPerSecond` of them start in any one second. */
export class Pacer {
  readonly #spacingMs: number;
  readonly #timing: Timing;
  /** By action: as many as there are, so nothing is ever forgotten. */
  readonly #lanes = new Map<string, Lane>();

  constructor(callsPerSecond: number, timing: Timing) {
    this.#spacingMs = SPREAD_MS / callsPerSecond;
    this.#timing = timing;
  }

  /**
   * Takes the next slot of an action: nothing to wait for where it is free, else a promise that resolves when the call
   * may start. Throws `TooManyCalls` at once where that would be after the deadline.
   */
  take(name: string, deadline: number): Promise<void> | undefined {
    const now = this.#timing.now();
    let lane = this.#lanes.get(name);
    if (!lane) this.#lanes.set(name, (lane = { freeAt: now, queue: [] }));
    if (lane.queue.length === 0 && lane.freeAt <= now) {
      lane.freeAt = now + this.#spacingMs;
      return undefined;
    }
    const waitMs = this.#waitMs(lane, now);
    if (now + waitMs > deadline || lane.queue.length >= MOST_WAITING) throw new TooManyCalls(name, Math.ceil(waitMs));
    return this.#enqueue(name, lane, deadline);
  }

  /** How the actions stand that were called so far. */
  status(): ActionPace[] {
    const now = this.#timing.now();
    return Array.from(this.#lanes, ([name, lane]) => {
      const waitMs = Math.ceil(this.#waitMs(lane, now));
      return { name, available: waitMs === 0 ? 1 : 0, waitMs };
    });
  }

  #waitMs({ freeAt, queue }: Lane, now: number): number {
    return Math.max(0, freeAt - now) + queue.length * this.#spacingMs;
  }

  #enqueue(name: string, lane: Lane, deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      lane.queue.push({ deadline, start: resolve, refuse: reject });
      if (lane.queue.length === 1) this.#arm(name, lane);
    });
  }

  #arm(name: string, lane: Lane): void {
    this.#timing.setTimer(() => this.#serve(name, lane), Math.max(0, lane.freeAt - this.#timing.now()));
  }

  /** Starts the first that waits, if it is time: timers come late, and sometimes early. */
  #serve(name: string, lane: Lane): void {
    const now = this.#timing.now();
    if (lane.freeAt <= now) {
      const first = this.#firstInTime(name, lane, now);
      if (first) {
        lane.freeAt = now + this.#spacingMs;
        first.start();
      }
    }
    if (lane.queue.length > 0) this.#arm(name, lane);
  }

  /** Takes the first out of the queue whose deadline holds. Late timers can have cost those before it theirs. */
  #firstInTime(name: string, lane: Lane, now: number): Waiting | undefined {
    for (let first = lane.queue.shift(); first; first = lane.queue.shift()) {
      if (first.deadline >= now) return first;
      first.refuse(new TooManyCalls(name, Math.ceil(this.#waitMs(lane, now))));
    }
    return undefined;
  }
}
