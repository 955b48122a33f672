import type { SlotSource } from '../../../src/calls/slot-source.ts';
import { sleep, type Timing } from '../../../src/calls/timing.ts';

/** A source of slots as a store would be one: as exact, and with a way there and back. */
export class SlotsInMemory implements SlotSource {
  readonly #freeAt = new Map<string, number>();
  #asked = 0;
  /** Slots that were given out. */
  given = 0;
  /** While set, every reservation fails with it. */
  failure: Error | undefined;
  /** While set, no reservation is answered. */
  isStuck = false;

  /** `waysMs`: how long the ways take, one after the other. */
  constructor(
    private readonly timing: Timing,
    private readonly waysMs: readonly number[] = [],
  ) {}

  /** How often it was asked. */
  get asked(): number {
    return this.#asked;
  }

  async reserve(action: string, spacingMs: number, onlyIfFree: boolean): Promise<number | undefined> {
    const wayMs = this.waysMs[this.#asked++ % this.waysMs.length] ?? 0;
    if (wayMs > 0) await sleep(this.timing, wayMs);
    if (this.isStuck) await new Promise(() => undefined);
    if (this.failure) throw this.failure;
    const now = this.timing.now();
    const slotAt = Math.max(now, this.#freeAt.get(action) ?? now);
    if (onlyIfFree && slotAt > now) return undefined;
    this.#freeAt.set(action, slotAt + spacingMs);
    this.given++;
    if (wayMs > 0) await sleep(this.timing, wayMs);
    return slotAt - now;
  }
}
