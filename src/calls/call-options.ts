/** Options of one call to a vendor. */
export interface CallOptions {
  /** No client waits for the call: calls that a client waits for go first. */
  readonly background?: boolean;
  /** Runs right before every try. An error of the guard keeps the try from being sent and ends the call. */
  readonly guard?: () => void;
}
