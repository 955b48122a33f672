import { RecordingNotFound } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { Evidence, type Fact } from '../../domain/recording.ts';
import { canBeLeased } from '../lifecycle/available-actions.ts';
import { reportOf } from '../lifecycle/transitions.ts';
import type { RecordingStore } from './recording-store.ts';

/** Duration of a lease: up to 20 s in the queue of a rate limit, a call of up to 12 s, and time to write. */
export const LEASE_MS = 40_000;

/** The exclusive right of this process to act on a recording until the lease expires. */
export interface Lease {
  readonly row: Recording;
  /** Fence token of the lease. */
  readonly fence: number;
  /** Throws `LeaseLost` if the lease has expired: another process may hold the recording. */
  readonly assertHeld: () => void;
}

/** The lease expired before the call was sent, so the call was not sent. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

interface LeasesOptions {
  readonly store: RecordingStore;
  /** Unix ms. */
  readonly now: () => number;
  /** Monotonic clock, ms. */
  readonly clock: () => number;
  /** Duration of a lease, ms; 40 s unless a test sets a shorter one. */
  readonly leaseMs?: number;
}

/** Issues leases on recordings. */
export class Leases {
  readonly durationMs: number;
  /** Monotonic clock that leases are measured by, ms. */
  readonly clock: () => number;
  readonly #options: LeasesOptions;

  constructor(options: LeasesOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.durationMs = options.leaseMs ?? LEASE_MS;
  }

  /** Returns the lease on a row that was claimed just now. `claimedAt`: when the claim began, on the monotonic clock. */
  of(row: Recording, claimedAt: number): Lease {
    return {
      row,
      fence: row.fence,
      assertHeld: () => {
        if (this.clock() - claimedAt > this.durationMs) throw new LeaseLost('the lease expired');
      },
    };
  }

  /**
   * Applies a client's fact to a recording and acquires the lease. `lease` is undefined while the start is in progress and
   * after the end. Throws `RecordingNotFound`.
   */
  async acquire(id: string, fact?: Fact): Promise<{ readonly row: Recording; readonly lease: Lease | undefined }> {
    const { store, now } = this.#options;
    await store.clockSettled();
    const claimedAt = this.clock();
    let isLeased = false;
    const result = await store.transition(id, (row) => {
      isLeased = canBeLeased(row);
      const extra = { fence: row.fence + 1, nextActionAt: now() + this.durationMs };
      return {
        evidence: Evidence.CLIENT,
        report: fact ? reportOf(fact) : { facts: [] },
        ...(isLeased && { extra }),
      };
    });
    if (!result) throw new RecordingNotFound(id);
    return { row: result.row, lease: isLeased ? this.of(result.row, claimedAt) : undefined };
  }
}
