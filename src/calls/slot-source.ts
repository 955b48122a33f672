/** Hands out the slots of actions, a fixed spacing apart. The name of an action is unique within its account only. */
export interface SlotSource {
  /**
   * Reserves the next slot of an action. Returns the time until the slot in ms, counted from the return. With `onlyIfFree`
   * the result is undefined, and nothing is reserved, unless the slot is free now.
   */
  reserve(action: string, spacingMs: number, onlyIfFree: boolean): Promise<number | undefined> | number | undefined;
  /**
   * Notes that a call started in the reserved slot. Only a source with one user has this method: such a slot can be used
   * late, and the next slot follows the use.
   */
  used?(action: string, spacingMs: number): void;
}

/** The slots of a process that shares them with no other. */
export class LocalSlots implements SlotSource {
  readonly #freeAt = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  reserve(action: string): number {
    return Math.max(0, (this.#freeAt.get(action) ?? -Infinity) - this.now());
  }

  used(action: string, spacingMs: number): void {
    this.#freeAt.set(action, this.now() + spacingMs);
  }
}
