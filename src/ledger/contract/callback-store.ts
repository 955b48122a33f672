import type { CallbackRow } from './rows.ts';

/** A nonce that a callback came with. It is good for one body. */
export interface SeenNonce {
  /** Unique over all vendors. */
  readonly nonce: string;
  /** Hash of the body. */
  readonly body: string;
  /** Until when a callback with this nonce could be accepted, Unix ms. */
  readonly until: number;
}

/** A callback that came in. */
export type NewCallback = Pick<CallbackRow, 'digest' | 'source' | 'receivedAt' | 'text'> & {
  /** Where its vendor signs a nonce in place of the body. */
  readonly nonce?: SeenNonce;
};

/**
 * What became of a callback, by whoever holds it with this fence. With a time for the next action it is looked at again,
 * and that counts as a try.
 */
export type SettledCallback = Pick<
  CallbackRow,
  'digest' | 'fence' | 'type' | 'taskId' | 'recordingId' | 'state' | 'nextActionAt'
>;

/** How many callbacks there are of a kind. */
export interface CallbackCount {
  readonly source: string;
  readonly type: string | null;
  readonly state: CallbackRow['state'];
  readonly count: number;
}

/** The callbacks of vendors, from when they were received until they are too old. What is answered has been committed. */
export interface CallbackStore {
  /**
   * Puts them down as waiting. One that is there already stays as it is. Those whose nonce came with another body before, at
   * any process of the store, are left out: they are the answer.
   */
  keep(callbacks: readonly NewCallback[]): Promise<ReadonlySet<NewCallback>>;
  /** The source of what is most overdue, but for these; undefined where nothing is due. */
  sourceDue(now: number, but: readonly string[]): Promise<string | undefined>;
  /** Takes what is due, of one source or of all, the oldest first: raises its fence and puts its next action off to `leaseUntil`. */
  claimDue(now: number, leaseUntil: number, limit: number, source?: string): Promise<CallbackRow[]>;
  /** Puts down what became of some, in one commit. Nothing happens to those with an old fence. */
  settle(settled: readonly SettledCallback[]): Promise<void>;
  /** Of a recording, in the order in which they came. */
  ofRecording(recordingId: string): Promise<CallbackRow[]>;
  /** Drops what was received before and waits for nothing. Answers how many. */
  drop(receivedBefore: number): Promise<number>;
  /** Drops nonces with which no callback could be accepted any more. Answers how many. */
  dropNonces(now: number): Promise<number>;
  /** By source, type and state. Reads them all: not for every call. */
  counts(): Promise<CallbackCount[]>;
}
