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
}
