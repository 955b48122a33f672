import { callingClient } from './calling-client.ts';
import type { CallOptions } from './call-options.ts';

/** Takes the next slot of an action, by a deadline. Nothing to wait for where it is free. */
interface Pace {
  take(action: string, deadline: number, background: boolean, client?: string): Promise<void> | undefined;
}

/** What stands before every try of one call: its slot, then the guard of the caller. */
export class Admission {
  /** Whether it kept a try from being sent. Then the call has ended. */
  isShut = false;

  constructor(
    private readonly pace: Pace | undefined,
    private readonly action: string,
    private readonly lastStart: number,
    private readonly terms: CallOptions,
  ) {}

  /** Waits for the slot and asks the guard. Nothing to wait for where the slot is free. */
  pass(): Promise<void> | undefined {
    try {
      const { background = false } = this.terms;
      const turn = this.pace?.take(this.action, this.lastStart, background, background ? undefined : callingClient());
      if (turn) return this.passAfter(turn);
      this.terms.guard?.();
      return undefined;
    } catch (error) {
      this.isShut = true;
      throw error;
    }
  }

  private async passAfter(turn: Promise<void>): Promise<void> {
    try {
      await turn;
      this.terms.guard?.();
    } catch (error) {
      this.isShut = true;
      throw error;
    }
  }
}
