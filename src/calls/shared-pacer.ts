import { callingClient } from './calling-client.ts';
import { spacingOf, type ActionRate } from './rate-limiter.ts';
import type { SlotSource } from './slot-source.ts';
import type { Timing } from './timing.ts';
import { PriorityQueue } from './priority-queue.ts';

/**
 * Slots that are reserved ahead, at most, for one action. Two hide the way to the store; more would be lost with a
 * process that is killed, and would let a process with a long line run ahead of the others.
 */
const AHEAD = 2;

/**
 * A slot that is used later than this is given up and another reserved, for the other processes keep theirs: else a
 * process that was held up would send all that it missed among them. It is a fifth of what the spacing leaves for delays;
 * the rest is for the ways from the store and to the vendor.
 */
const LATEST_USE_MS = 20;

/** How often the line is searched for calls that waited too long, should the store not answer. */
const SEARCH_EVERY_MS = 1000;

interface Lane {
  readonly name: string;
  readonly line: PriorityQueue;
  /** Reservations that the store has not answered yet. */
  asked: number;
  /** Slots that are ours and have not come yet. They belong to nobody: each goes to the first in line when it comes. */
  held: number;
  /** The latest slot that was ours. */
  lastSlotAt: number;
  /** How far apart our slots come, the other processes having theirs in between. An estimate. */
  gapMs: number;
  /** Whether background calls rest before they ask again for a free slot. */
  resting: boolean;
  /** Whether a search for calls that waited too long is ahead. */
  searched: boolean;
}

/** Spaces the calls of every action out, together with the other processes that use the same source of slots. */
export class SharedPacer {
  readonly #spacingMs: number;
  readonly #lanes = new Map<string, Lane>();

  constructor(
    callsPerSecond: number,
    private readonly timing: Timing,
    private readonly slots: SlotSource,
  ) {
    this.#spacingMs = spacingOf(callsPerSecond);
  }

  /**
   * Resolves when the call may start: users first, and client by client. Throws `TooManyCalls` at once where that would surely be after the
   * deadline, and rejects so where it turns out later. Rejects with the error of the source where it has none to give.
   */
  take(name: string, deadline: number, background = false, client?: string): Promise<void> {
    const now = this.timing.now();
    const lane = this.#lane(name);
    const isIdle = lane.line.length + lane.asked + lane.held === 0;
    if (isIdle) lane.gapMs = this.#spacingMs;
    const turn = lane.line.join({
      now,
      waitMs: this.#waitMs(lane, now, background, client),
      deadline,
      background,
      client,
    });
    this.#reserve(lane);
    this.#search(lane);
    return turn;
  }

  /** How the actions stand that were called so far, for the client that asks, and as far as is known here. */
  status(): ActionRate[] {
    const now = this.timing.now();
    return Array.from(this.#lanes.values(), (lane) => {
      const waitMs = Math.ceil(this.#waitMs(lane, now, false, callingClient()));
      return { name: lane.name, available: waitMs === 0 ? 1 : 0, waitMs };
    });
  }

  #lane(name: string): Lane {
    let lane = this.#lanes.get(name);
    if (!lane) {
      const line = new PriorityQueue(name);
      lane = { name, line, asked: 0, held: 0, lastSlotAt: -Infinity, gapMs: 0, resting: false, searched: false };
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /** How long a call would wait that comes now: for a slot that is held, or for one after the last that was ours. */
  #waitMs({ line, held, lastSlotAt, gapMs }: Lane, now: number, background = false, client?: string): number {
    const nextMs = Math.max(0, lastSlotAt + gapMs - now);
    return Math.max(0, nextMs + (line.placeOf(now, background, client) - held) * gapMs);
  }

  /** Asks for as many slots as there are calls for, up to a few. Background calls that stand back ask for a free one. */
  #reserve(lane: Lane): void {
    const inTurn = lane.line.inTurn(this.timing.now());
    while (lane.asked + lane.held < Math.min(AHEAD, inTurn)) this.#ask(lane, false);
    if (lane.asked + lane.held === 0 && lane.line.length > 0 && !lane.resting) this.#ask(lane, true);
  }

  #ask(lane: Lane, onlyIfFree: boolean): void {
    lane.asked++;
    this.slots.reserve(lane.name, this.#spacingMs, onlyIfFree).then(
      (waitMs) => {
        lane.asked--;
        if (waitMs === undefined) this.#rest(lane);
        else this.#hold(lane, waitMs);
      },
      (error: unknown) => {
        lane.asked--;
        lane.line.fail(lane.held, error); // those before have a slot
        this.#reserve(lane);
      },
    );
  }

  /** No slot is free now. Users ask on; background calls ask again when one may have become free. */
  #rest(lane: Lane): void {
    lane.resting = true;
    this.timing.setTimer(() => {
      lane.resting = false;
      this.#reserve(lane);
    }, this.#spacingMs);
    this.#reserve(lane);
  }

  #hold(lane: Lane, waitMs: number): void {
    const slotAt = this.timing.now() + waitMs;
    lane.line.refuseTooLate(lane.held, slotAt, waitMs);
    lane.held++;
    lane.lastSlotAt = Math.max(lane.lastSlotAt, slotAt);
    lane.gapMs = Math.max(this.#spacingMs, waitMs / lane.held); // all that are held come in this time
    this.#use(lane, slotAt);
  }

  /** Lets the first in line start when the slot has come. Timers come late, and sometimes early. */
  #use(lane: Lane, slotAt: number): void {
    const now = this.timing.now();
    if (now < slotAt) {
      this.timing.setTimer(() => this.#use(lane, slotAt), slotAt - now);
      return;
    }
    lane.held--;
    if (now - slotAt <= LATEST_USE_MS) lane.line.startFirst(now, this.#waitMs(lane, now));
    this.#reserve(lane);
  }

  #search(lane: Lane): void {
    if (lane.searched || lane.line.length === 0) return;
    lane.searched = true;
    this.timing.setTimer(() => {
      const now = this.timing.now();
      lane.searched = false;
      lane.line.refuseOverdue(now, this.#waitMs(lane, now));
      this.#search(lane);
    }, SEARCH_EVERY_MS);
  }
}
