import { Table } from '../store/store.ts';

const OFFSET = 'offsetMs';

/** The emulator's clock: the time it was given, moved on by as much as somebody asked. It never goes back. */
export class EmulatorClock {
  #offsetMs: number;

  /** How far it was moved on is kept on the table. */
  constructor(
    private readonly base: () => number,
    private readonly table = new Table<number>(),
  ) {
    this.#offsetMs = table.get(OFFSET) ?? 0;
  }

  /** In milliseconds. May be handed around as a function. */
  readonly now = (): number => this.base() + this.#offsetMs;

  /** Moves on at once; whatever falls due in between has then happened. */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError('The clock moves forwards only.');
    this.#offsetMs += ms;
    this.table.put(OFFSET, this.#offsetMs);
  }
}
