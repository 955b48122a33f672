import type { Report } from '../domain/recorder.ts';
import type { SeenNonce } from '../ledger/contract/callback-store.ts';
import type { SeenSession } from '../ledger/contract/session-store.ts';

export type { SeenNonce };

/** A callback as an HTTP request. */
export interface CallbackRequest {
  /** By name in lower case; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parameters of the address; the first value of a repeated parameter. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Unix ms. */
  readonly receivedAt: number;
}

declare const VERIFIED: unique symbol;

/**
 * The text of a callback whose sender was verified, as it is stored: a proof of the sender in the body is masked. Reading
 * an unverified body does not compile.
 */
export type VerifiedText = string & { readonly [VERIFIED]: true };

/** The sender of a callback is not proven. The message is for the operator's log and quotes no value of the callback. */
export class CallbackRejected extends Error {
  override readonly name: string = 'CallbackRejected';
}

/** The sender is proven, but the time of the callback is too early or too late. The clock of this server may be wrong. */
export class CallbackOutOfTime extends CallbackRejected {
  override readonly name = 'CallbackOutOfTime';
}

/** An event that a callback reports. */
export interface CallbackEvent {
  /** The vendor's name or number of the event, as 310 or OnlineRecordFinished. */
  readonly type: string;
  /** Whether the vendor documents the event. Undocumented events are stored and counted, and change nothing. */
  readonly isKnown: boolean;
  /** Product of the recording; null if the event is about no recording, as an event of a room. */
  readonly product: string | null;
  /** The vendor's application that the callback is proven to be for; null if the callback names none. */
  readonly account: string | null;
  readonly room: string | null;
  readonly taskId: string | null;
  /** The generated mark that the vendor returns: the robot's id, or the tag. */
  readonly vendorKey: string | null;
  /** Time of the event by the vendor's clock, Unix ms; null if the callback has no time. */
  readonly at: number | null;
  /** What the event proves about the task and its files. */
  readonly report: Report;
  /** A session of a room that began, continued or ended. */
  readonly session?: SeenSession;
}

/** One kind of callback of a vendor: the proof of its sender, and its events. */
export interface CallbackSource {
  /** Path below /callbacks/, as tencent/tiw. */
  readonly path: string;
  /** Title for people, as "TIW recording". */
  readonly title: string;
  /**
   * Whether the vendor's signature covers the body. If it does not, anyone with a copy of one callback can forge another,
   * so an event counts only after `Recorder.confirm`.
   */
  readonly isBodySigned: boolean;
  /** Body of the answer with status 200 that the vendor expects: JSON. */
  readonly receipt: string;
  /**
   * Reason why no callback can be accepted, such as a missing key; for the operator. Undefined if callbacks can be
   * accepted.
   */
  readonly closed?: string;
  /**
   * Queries the vendor's time if it is unknown. Returns whether the query revealed a difference to the server's clock,
   * so that `verify` may succeed now.
   */
  learnTime?(): Promise<boolean>;
  /** Verifies the sender, over the raw bytes and in constant time. Throws `CallbackRejected`. */
  verify(request: CallbackRequest): VerifiedText;
  /**
   * Returns the nonce of a verified callback if the vendor signs a nonce instead of the body. No process accepts another
   * body with the same nonce.
   */
  nonceOf?(request: CallbackRequest): SeenNonce;
  /**
   * Returns the time at which the vendor sent the callback, Unix ms, if the signature covers it and `verify` does not check
   * it. A callback older than the retention could be a replay of a deleted one.
   */
  sentAt?(text: VerifiedText): number | undefined;
  /** Parses the events. Pure. Returns an unknown event, and never throws, if the text cannot be read. */
  read(text: VerifiedText, receivedAt: number): readonly CallbackEvent[];
}

/** Marks a text as verified: at the very end of `verify`, and for stored texts. */
export function verified(text: string): VerifiedText {
  return text as VerifiedText;
}
