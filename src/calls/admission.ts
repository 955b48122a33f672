import type { CallOptions } from './call-options.ts';
import { callingClient } from './calling-client.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Admits the tries of one call: waits for a slot, then runs the caller's guard. */
export class Admission {
  /** Whether a try was not admitted. This ends the call. */
  isClosed = false;

  constructor(
    private readonly limiter: RateLimiter | undefined,
    private readonly action: string,
    private readonly deadline: number,
    private readonly options: CallOptions,
  ) {}

  readonly admit = async (): Promise<void> => {
    try {
      const { background = false, guard } = this.options;
      const client = background ? undefined : callingClient();
      if (this.limiter) await this.limiter.take(this.action, this.deadline, background, client);
      guard?.();
    } catch (error) {
      this.isClosed = true;
      throw error;
    }
  };
}
