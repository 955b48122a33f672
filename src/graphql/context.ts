import type { GraphQLError } from 'graphql';

/** The context of a request. Small, because every request creates a context. */
export interface RequestContext {
  /** Id of the request, in the log and in the header x-request-id. */
  readonly requestId: string;
  /** The header Idempotency-Key, as sent. */
  readonly idempotencyKey?: string | undefined;
  /** Address of the client. Absent: unknown. */
  readonly client?: string | undefined;
  /** Whether only queries are allowed, because the request came by GET, which any page can make a browser send. */
  readonly queryOnly?: true;
  /** Limits of the answer. Absent in tests: no limit. */
  readonly budget?: AnswerBudget;
  /** The header Last-Event-ID of an event stream. Takes precedence over the argument `after` of a subscription. */
  readonly lastEventId?: string;
  /** Maximum changes in an answer of a subscription. Absent: no maximum. */
  readonly maxBatch?: number;
  /** Errors of payloads whose `errors` the document does not select. The answer reports the errors at the top level. */
  unseen?: UnseenError[];
}

/** An error in a payload whose `errors` the document does not select. */
export interface UnseenError {
  /** Path of the payload's field in the answer. */
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

/** Counts the bytes read for an answer and the bytes of the answer. Both methods throw above the limit. */
export interface AnswerBudget {
  /** The exceeded limit; undefined: none. */
  readonly fault: GraphQLError | undefined;
  /** Number of recordings that searches of the request may still scan. */
  readonly looks: { left: number };
  /** Counts bytes read from the ledger. */
  countRead(bytes: number): void;
  /** Counts bytes of the answer, again for each alias of the same rows. */
  countWritten(bytes: number): void;
}
