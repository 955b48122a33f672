/** How one call to a vendor is made. */
export interface CallOptions {
  /** Nobody waits for it: calls that somebody waits for go first. */
  readonly background?: boolean;
  /** Run right before every try leaves; what it throws keeps the try from being sent and ends the call. */
  readonly guard?: () => void;
}
