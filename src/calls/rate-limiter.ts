import { callingClient } from './calling-client.ts';
import type { Timing } from './timing.ts';
import { PriorityQueue } from './priority-queue.ts';

// Starts of one action are at least SPREAD_MS / n apart, so that n + 1 of them take SPREAD_MS or longer and no stretch
// of a second holds more than n. The 100 ms above the second are for the way to the vendor, who counts arrivals: the
// first of them may come so much later, as on a new connection, and the last not. It is GCRA without a burst: after a
// burst of b, only n - b more could start in the same second, so all that follow would have to be further apart for good.
const SPREAD_MS = 1100;

/** How far apart the starts of an action are, in ms, for at most so many of them in any one second. */
export function spacingOf(callsPerSecond: number): number {
  return SPREAD_MS / callsPerSecond;
}

/** How one action stands. */
export interface ActionRate {
  readonly name: string;
  /** Calls that can start now, without waiting: 1 or 0. */
  readonly available: number;
  /** How long a call waits that comes now; where slots are shared, as far as this process knows. */
  readonly waitMs: number;
}

interface Lane {
  /** When the next call may start. */
  freeAt: number;
  /** A timer runs while somebody waits, and only then. */
  readonly line: PriorityQueue;
}

/** Spaces the calls of every action out: never more than `callsPerSecond` of them start in any one second. */
export class RateLimiter {
  readonly #spacingMs: number;
  readonly #timing: Timing;
  /** By action: as many as there are, so nothing is ever forgotten. */
  readonly #lanes = new Map<string, Lane>();

  constructor(callsPerSecond: number, timing: Timing) {
    this.#spacingMs = spacingOf(callsPerSecond);
    this.#timing = timing;
  }

  /**
   * Takes the next slot of an action: nothing to wait for where it is free, else a promise that resolves when the call
   * may start: users first, and client by client. Throws `TooManyCalls` at once where that would be after the deadline.
   */
  take(name: string, deadline: number, background = false, client?: string): Promise<void> | undefined {
    const now = this.#timing.now();
    let lane = this.#lanes.get(name);
    if (!lane) this.#lanes.set(name, (lane = { freeAt: now, line: new PriorityQueue(name) }));
    if (lane.line.length === 0 && lane.freeAt <= now) {
      lane.freeAt = now + this.#spacingMs;
      return undefined;
    }
    const turn = lane.line.join({
      now,
      waitMs: this.#waitMs(lane, now, background, client),
      deadline,
      background,
      client,
    });
    if (lane.line.length === 1) this.#arm(lane);
    return turn;
  }

  /** How the actions stand that were called so far, for the client that asks. */
  status(): ActionRate[] {
    const now = this.#timing.now();
    return Array.from(this.#lanes, ([name, lane]) => {
      const waitMs = Math.ceil(this.#waitMs(lane, now, false, callingClient()));
      return { name, available: waitMs === 0 ? 1 : 0, waitMs };
    });
  }

  #waitMs({ freeAt, line }: Lane, now: number, background: boolean, client?: string): number {
    return Math.max(0, freeAt - now) + line.placeOf(now, background, client) * this.#spacingMs;
  }

  #arm(lane: Lane): void {
    this.#timing.setTimer(() => this.#serve(lane), Math.max(0, lane.freeAt - this.#timing.now()));
  }

  /** Starts the first that waits, if it is time: timers come late, and sometimes early. */
  #serve(lane: Lane): void {
    const now = this.#timing.now();
    if (lane.freeAt <= now && lane.line.startFirst(now, this.#waitMs(lane, now, false))) {
      lane.freeAt = now + this.#spacingMs;
    }
    if (lane.line.length > 0) this.#arm(lane);
  }
}
