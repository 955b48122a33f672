import type { GraphQLError } from 'graphql';

/** What one request carries. Kept small: it is made for every request. */
export interface RequestContext {
  /** Id of the request, in the log and in the header x-request-id. */
  readonly requestId: string;
  /** The header Idempotency-Key, as sent. */
  readonly idempotencyKey?: string | undefined;
  /** Who calls, by the address; absent where that is not known. */
  readonly client?: string | undefined;
  /** Whether only queries are served: the request came by GET, which any page can have a browser send. */
  readonly queryOnly?: true;
  /** What may be read for the answer. Absent in tests: there is no limit. */
  readonly budget?: AnswerBudget;
  /** The header Last-Event-ID of an event stream: a subscription to changes goes on behind this cursor, not behind `after`. */
  readonly lastEventId?: string;
  /** The most changes that one answer of a subscription may hold. Absent: as many as there are. */
  readonly maxBatch?: number;
  /** Errors of payloads whose field `errors` the document does not ask for: they are told at the top level. */
  unseen?: UnseenError[];
}

/** An error of a payload that nobody would see. */
export interface UnseenError {
  /** Of the field with the payload, in the answer. */
  readonly path: readonly (string | number)[];
  readonly entry: {
    readonly code: string;
    readonly message: string;
    readonly path?: readonly string[];
    readonly vendorCode?: string;
    readonly retryable: boolean;
    readonly retryAfterMs?: number;
  };
}

/** Counts what is read for one answer, and what is told in it. Both methods throw once there is too much of either. */
export interface AnswerBudget {
  /** Why the answer is given up; undefined while it is not. */
  readonly fault: GraphQLError | undefined;
  /** How many recordings the searches of the request may still look at. */
  readonly looks: { left: number };
  /** Counts bytes that were read from the ledger. */
  countRead(bytes: number): void;
  /** Counts bytes that the answer will hold: again for each alias of the same rows. */
  countWritten(bytes: number): void;
}
