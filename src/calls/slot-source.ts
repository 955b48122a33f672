/** Hands out the slots of actions to all processes of one store. An action's name is unique within its account only. */
export interface SlotSource {
  /**
   * Reserves the next slot of an action. The answer is how long it is until then, in ms, from the moment of the answer.
   * With `onlyIfFree` nothing is reserved unless it is free now, and the answer is then undefined.
   */
  reserve(action: string, spacingMs: number, onlyIfFree: boolean): Promise<number | undefined>;
}
