import type { Callback } from './entities.ts';

/** A nonce of a callback. A nonce is valid for one body. */
export interface SeenNonce {
  /** Unique across all vendors. */
  readonly nonce: string;
  /** Hash of the body. */
  readonly body: string;
  /** Expiry of the nonce, Unix ms: later, the vendor's time check rejects the callback anyway. */
  readonly until: number;
}

/** A received callback. */
export type NewCallback = Pick<Callback, 'digest' | 'source' | 'receivedAt' | 'text'> & {
  /** Present if the vendor signs a nonce instead of the body. */
  readonly nonce?: SeenNonce;
};

/**
 * Result of processing a claimed callback. `fence` must be the fence token of the claim. With a `nextActionAt` the callback
 * is processed again, which counts as a try.
 */
export type SettledCallback = Pick<
  Callback,
  'digest' | 'fence' | 'type' | 'taskId' | 'recordingId' | 'state' | 'nextActionAt'
>;

/** Number of callbacks with the same source, type and state. */
export interface CallbackCount {
  readonly source: string;
  readonly type: string | null;
  readonly state: Callback['state'];
  readonly count: number;
}

/** Callbacks of vendors, from receipt until they are dropped. A promise resolves after the commit. */
export interface CallbackStore {
  /**
   * Stores callbacks as WAITING. A callback that is already stored stays as it is. Returns the callbacks that were not
   * stored because another body has used their nonce.
   */
  keep(callbacks: readonly NewCallback[]): Promise<ReadonlySet<NewCallback>>;
  /** Returns the source of the most overdue callback, without the sources in `except`. Undefined: no callback is due. */
  sourceDue(now: number, except: readonly string[]): Promise<string | undefined>;
  /** Claims due callbacks until `leaseUntil`, the oldest first. Without `source`: of all sources. */
  claimDue(now: number, leaseUntil: number, limit: number, source?: string): Promise<Callback[]>;
  /** Stores the results of several callbacks in one commit. Ignores a result whose fence token is no longer valid. */
  settle(settled: readonly SettledCallback[]): Promise<void>;
  /** Lists the callbacks of a recording in the order of their receipt. */
  ofRecording(recordingId: string): Promise<Callback[]>;
  /** Drops callbacks that were received before a time and have no next action. Returns the number of dropped callbacks. */
  drop(receivedBefore: number): Promise<number>;
  /** Drops expired nonces. Returns the number of dropped nonces. */
  dropNonces(now: number): Promise<number>;
  /** Counts callbacks by source, type and state. Reads all callbacks: too slow for every request. */
  counts(): Promise<CallbackCount[]>;
}
