import { TooManyCalls } from './too-many-calls.ts';

/** More of them do not wait for one action: each holds a request and its memory. */
const MOST_WAITING = 2000;

/** A call that nobody waits for stands behind all others for so long; then it has its place among them. */
const BACKGROUND_STANDS_BACK_MS = 2000;

/** A call that wants a slot. */
export interface QueueEntry {
  readonly now: number;
  /** How long it would wait, as far as is known. */
  readonly waitMs: number;
  /** It does not start later than this. */
  readonly deadline: number;
  readonly background: boolean;
  /** Who wants it; absent: not known. All that are not known count as one. */
  readonly client?: string | undefined;
}

interface Waiting {
  /** From when on it counts as having come. */
  readonly rank: number;
  /** The round in which a client has its turn; undefined for background calls. */
  readonly round: number | undefined;
  readonly client: string;
  readonly deadline: number;
  readonly start: () => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * The calls that wait for one action, in the order of their turns. Clients take turns, round by round, so that one with many
 * calls does not keep others waiting; each client's own calls are served as they came. A background call counts as having
 * come 2 s later than it did: the calls that come in these 2 s pass it. Later ones pass it only together with calls of a
 * client that has had more turns.
 */
export class PriorityQueue {
  readonly #waiting: Waiting[] = [];
  /** The round of the last call that started. */
  #round = 0;
  /** The last round of each client that waits, and how many of its calls do. */
  readonly #clients = new Map<string, { last: number; count: number }>();

  constructor(private readonly action: string) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** How many stand before a call that comes now. */
  placeOf(now: number, background: boolean, client = ''): number {
    if (background) return this.#waiting.length;
    const round = this.#nextRoundOf(client);
    let place = this.inTurn(now);
    for (let before = place - 1; before >= 0; before--) {
      const other = this.#waiting[before]!.round;
      if (other === undefined) continue;
      if (other <= round) break;
      place = before;
    }
    return place;
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
  join({ now, waitMs, deadline, background, client = '' }: QueueEntry): Promise<void> {
    const place = this.placeOf(now, background, client);
    if (now + waitMs > deadline || place >= MOST_WAITING) throw this.#tooMany(waitMs);
    if (!background && this.inTurn(now) >= MOST_WAITING) this.#refuseLast(now, waitMs);
    const rank = background ? now + BACKGROUND_STANDS_BACK_MS : Math.min(now, this.#waiting[place]?.rank ?? now);
    const round = background ? undefined : this.#nextRoundOf(client);
    if (round !== undefined) this.#clients.set(client, { last: round, count: this.#countOf(client) + 1 });
    return new Promise((start, refuse) => {
      this.#waiting.splice(place, 0, { rank, round, client, deadline, start, refuse });
    });
  }

  /** Starts the first whose deadline holds. Those before it, who waited too long, are refused. Whether there was one. */
  startFirst(now: number, waitMs: number): boolean {
    for (let first = this.#take(0); first; first = this.#take(0)) {
      if (first.deadline >= now) {
        this.#round = first.round ?? this.#round;
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
    this.#take(place)?.refuse(reason);
  }

  #nextRoundOf(client: string): number {
    return Math.max(this.#round, (this.#clients.get(client)?.last ?? -1) + 1);
  }

  #countOf(client: string): number {
    return this.#clients.get(client)?.count ?? 0;
  }

  /** Makes room in a full line: of those in turn the last is of a client that has most of them. */
  #refuseLast(now: number, waitMs: number): void {
    for (let place = this.inTurn(now) - 1; place >= 0; place--) {
      if (this.#waiting[place]!.round !== undefined) return this.fail(place, this.#tooMany(waitMs));
    }
  }

  /** Removes the call at a place of the line, and returns the call. */
  #take(place: number): Waiting | undefined {
    const [taken] = this.#waiting.splice(place, 1);
    if (taken?.round === undefined) return taken;
    const { client } = taken;
    const known = this.#clients.get(client)!;
    if (known.count === 1) this.#clients.delete(client);
    else this.#clients.set(client, { ...known, count: known.count - 1 });
    return taken;
  }

  #tooMany(waitMs: number): TooManyCalls {
    return new TooManyCalls(this.action, Math.ceil(waitMs));
  }
}
