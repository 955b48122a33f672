import { TooManyCalls } from './not-sent.ts';

/** Calls that may wait for one action: each call holds a request and its memory. */
const MAX_WAITING = 2000;

/** For this time a background call is behind all others; then it keeps its position among them. */
const BACKGROUND_YIELD_MS = 2000;

/** A call to add to the queue. */
interface QueueEntry {
  readonly now: number;
  /** Estimated wait for the slot. */
  readonly waitMs: number;
  /** Latest start. */
  readonly deadline: number;
  readonly background: boolean;
  /** All unknown clients count as one. */
  readonly client?: string | undefined;
}

interface Waiting {
  /** Time of arrival that decides the position. */
  readonly rank: number;
  /** The client's round; undefined for background calls. */
  readonly round: number | undefined;
  readonly client: string;
  readonly deadline: number;
  readonly start: () => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * The calls that wait for one action, in the order of their starts. Clients take turns, round by round, so that a client
 * with many calls does not delay the others; the calls of one client start in the order of their arrival. A background call
 * ranks as if it had arrived 2 s later: calls that arrive in these 2 s overtake it. Later calls overtake it only together
 * with calls of a client that had more turns.
 */
export class PriorityQueue {
  readonly #waiting: Waiting[] = [];
  /** Round of the last call that started. */
  #round = 0;
  /** Last round and number of waiting calls, by client. */
  readonly #clients = new Map<string, { last: number; count: number }>();

  constructor(private readonly action: string) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** Returns how many calls would be before a call that is added now. */
  positionOf(now: number, background: boolean, client = ''): number {
    if (background) return this.#waiting.length;
    const round = this.#nextRoundOf(client);
    let position = this.readyCount(now);
    for (let before = position - 1; before >= 0; before--) {
      const other = this.#waiting[before]!.round;
      if (other === undefined) continue;
      if (other <= round) break;
      position = before;
    }
    return position;
  }

  /** Returns the number of calls at the front: all except the background calls that yield. */
  readyCount(now: number): number {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#waiting[middle]!.rank <= now) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Resolves when the call starts. Throws `TooManyCalls` if the estimated start is after the deadline or the queue is full. */
  add({ now, waitMs, deadline, background, client = '' }: QueueEntry): Promise<void> {
    const position = this.positionOf(now, background, client);
    if (now + waitMs > deadline || position >= MAX_WAITING) throw this.#tooMany(waitMs);
    if (!background && this.readyCount(now) >= MAX_WAITING) this.#rejectLast(now, waitMs);
    const rank = background ? now + BACKGROUND_YIELD_MS : Math.min(now, this.#waiting[position]?.rank ?? now);
    const round = background ? undefined : this.#nextRoundOf(client);
    if (round !== undefined) this.#clients.set(client, { last: round, count: this.#countOf(client) + 1 });
    return new Promise((start, refuse) => {
      this.#waiting.splice(position, 0, { rank, round, client, deadline, start, refuse });
    });
  }

  /** Starts the first call whose deadline has not passed, and rejects all calls before it. Returns whether a call started. */
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

  /** Rejects the call at a position, and its successors there, while its deadline is before the slot of that position. */
  rejectTooLate(position: number, slotAt: number, waitMs: number): void {
    while (this.#waiting[position] && this.#waiting[position].deadline < slotAt) {
      this.reject(position, this.#tooMany(waitMs));
    }
  }

  /** Rejects every call whose deadline has passed. */
  rejectExpired(now: number, waitMs: number): void {
    for (let position = this.#waiting.length - 1; position >= 0; position--) {
      if (this.#waiting[position]!.deadline < now) this.reject(position, this.#tooMany(waitMs));
    }
  }

  /** Rejects the call at a position, if the position is taken. */
  reject(position: number, reason: unknown): void {
    this.#take(position)?.refuse(reason);
  }

  #nextRoundOf(client: string): number {
    return Math.max(this.#round, (this.#clients.get(client)?.last ?? -1) + 1);
  }

  #countOf(client: string): number {
    return this.#clients.get(client)?.count ?? 0;
  }

  /** Makes room in a full queue. The last call that does not yield belongs to a client that has most of the calls. */
  #rejectLast(now: number, waitMs: number): void {
    for (let position = this.readyCount(now) - 1; position >= 0; position--) {
      if (this.#waiting[position]!.round !== undefined) return this.reject(position, this.#tooMany(waitMs));
    }
  }

  #take(position: number): Waiting | undefined {
    const [taken] = this.#waiting.splice(position, 1);
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
