import { TooManyCalls } from './too-many-calls.ts';

/** More of them do not wait for one action: each holds a request and its memory. */
const MOST_WAITING = 2000;

/** A call that nobody waits for stands behind all others for so long; then it has its place among them. */
const BACKGROUND_STANDS_BACK_MS = 2000;

/** A call that wants a slot. */
export interface Comer {
  readonly now: number;
  /** How long it would wait, as far as is known. */
  readonly waitMs: number;
  /** It does not start later than this. */
  readonly deadline: number;
  readonly background: boolean;
}

interface Waiting {
  /** From when on it counts as having come. */
  readonly rank: number;
  readonly deadline: number;
  readonly start: () => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * The calls that wait for one action, in the order of their turns: first come, first served, where a background call
 * counts as having come 2 s later than it did. So everybody who comes in these 2 s passes it, and nobody afterwards.
 */
export class WaitingLine {
  readonly #waiting: Waiting[] = [];

  constructor(private readonly action: string) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** How many stand before a call that comes now. */
  placeOf(now: number, background: boolean): number {
    return background ? this.#waiting.length : this.inTurn(now);
  }

  /** How many are not background calls that stand back. They are the first of the line. */
  inTurn(now: number): number {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#waiting[middle]!.rank <= now) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Resolves at the call's turn. Throws `TooManyCalls` at once where that would be too late, or the line is full. */
  join({ now, waitMs, deadline, background }: Comer): Promise<void> {
    const place = this.placeOf(now, background);
    if (now + waitMs > deadline || place >= MOST_WAITING) throw this.#tooMany(waitMs);
    const rank = background ? now + BACKGROUND_STANDS_BACK_MS : now;
    return new Promise((start, refuse) => {
      this.#waiting.splice(place, 0, { rank, deadline, start, refuse });
    });
  }

  /** Starts the first whose deadline holds. Those before it, who waited too long, are refused. Whether there was one. */
  startFirst(now: number, waitMs: number): boolean {
    for (let first = this.#waiting.shift(); first; first = this.#waiting.shift()) {
      if (first.deadline >= now) {
        first.start();
        return true;
      }
      first.refuse(this.#tooMany(waitMs));
    }
    return false;
  }

  /** Refuses whoever stands at a place for as long as their deadline is before the slot that they would get. */
  refuseTooLate(place: number, slotAt: number, waitMs: number): void {
    while (this.#waiting[place] && this.#waiting[place].deadline < slotAt) this.fail(place, this.#tooMany(waitMs));
  }

  /** Refuses everybody whose deadline has passed, wherever they stand. */
  refuseOverdue(now: number, waitMs: number): void {
    for (let place = this.#waiting.length - 1; place >= 0; place--) {
      if (this.#waiting[place]!.deadline < now) this.fail(place, this.#tooMany(waitMs));
    }
  }

  /** Ends the wait of whoever stands at a place, if anybody does. */
  fail(place: number, reason: unknown): void {
    this.#waiting.splice(place, 1)[0]?.refuse(reason);
  }

  #tooMany(waitMs: number): TooManyCalls {
    return new TooManyCalls(this.action, Math.ceil(waitMs));
  }
}
