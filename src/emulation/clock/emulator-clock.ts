import { Table } from '../store/store.ts';

const OFFSET = 'offsetMs';

/** The driven clock: the base clock plus the sum of all advances. Never goes back. */
export class EmulatorClock {
  #offsetMs: number;

  /** The table keeps the sum of all advances. */
  constructor(
    private readonly base: () => number,
    private readonly table = new Table<number>(),
  ) {
    this.#offsetMs = table.get(OFFSET) ?? 0;
  }

  /** In milliseconds. May be handed around as a function. */
  readonly now = (): number => this.base() + this.#offsetMs;

  /** Takes effect at once: all events that fall due in between have then happened. */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError('The clock moves forwards only.');
    this.#offsetMs += ms;
    this.table.put(OFFSET, this.#offsetMs);
  }
}
