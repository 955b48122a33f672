/** The emulator's clock: the time it was given, moved on by as much as somebody asked. It never goes back. */
export class EmulatorClock {
  #offsetMs = 0;

  constructor(private readonly base: () => number) {}

  /** In milliseconds. May be handed around as a function. */
  readonly now = (): number => this.base() + this.#offsetMs;

  /** Moves on at once; whatever falls due in between has then happened. */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError('The clock moves forwards only.');
    this.#offsetMs += ms;
  }
}
