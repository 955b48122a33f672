import type { Report } from '../domain/recorder.ts';

/** A callback as it came in. */
export interface CallbackRequest {
  /** By name in lower case. One that came several times is joined with a comma. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parameters of the address; of one that stands there twice, the first. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Unix ms. */
  readonly receivedAt: number;
}

/** What a vendor signs in place of a body, and the body that it came with. */
export interface CallbackNonce {
  /** Unique over all vendors. */
  readonly nonce: string;
  /** Hash of the body. */
  readonly body: string;
  /** Until when a callback with this nonce could be accepted, Unix ms. */
  readonly until: number;
}

declare const VERIFIED: unique symbol;

/**
 * The text of a callback whose sender was checked, as it is kept: what proved the sender, where that stands in the body,
 * is masked. To read a body that nobody checked does not compile.
 */
export type VerifiedText = string & { readonly [VERIFIED]: true };

/** A callback that somebody else may have sent. The message is for the operator's log: no value of the callback stands in it. */
export class CallbackRejected extends Error {
  override readonly name: string = 'CallbackRejected';
}

/** One that is proven and too old, or of the future: it may be that our clock is wrong. */
export class CallbackOutOfTime extends CallbackRejected {
  override readonly name = 'CallbackOutOfTime';
}

/** What a callback tells, in the words of the life cycle. */
export interface CallbackEvent {
  /** The vendor's name or number of the event, as 310 or OnlineRecordFinished. */
  readonly type: string;
  /** Whether the vendor documents this event. Others are kept and counted, and change nothing. */
  readonly isKnown: boolean;
  /** Whose recording it is about; null where the event is about none, as that of a room. */
  readonly product: string | null;
  /** The vendor's application that the callback was proven to come for; null where it tells none. */
  readonly account: string | null;
  readonly room: string | null;
  readonly taskId: string | null;
  /** The mark of ours that came back with it: the robot's id, or the tag. */
  readonly vendorKey: string | null;
  /** When it happened, by the vendor's clock; Unix ms. Null where it does not say. */
  readonly at: number | null;
  /** What is to be put down of the task and its files. */
  readonly report: Report;
  /** A session of a room that began, goes on or ended. */
  readonly session?: SessionEvent;
}

/** What was heard of a session in a room. */
export interface SessionEvent {
  readonly account: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly isOver: boolean;
}

/** One kind of callback of a vendor: how it proves where it comes from, and what it tells. */
export interface CallbackSource {
  /** Its place under /callbacks/, as tencent/tiw. */
  readonly path: string;
  /** For people, as "TIW recording". */
  readonly title: string;
  /**
   * Whether the vendor's signature covers the body. Where it does not, whoever has seen one callback can write another,
   * so what it tells is believed only after `Recorder.confirm`.
   */
  readonly isBodySigned: boolean;
  /** What the vendor wants as the answer, with status 200: JSON. */
  readonly receipt: string;
  /** Why no callback can be accepted, for the operator, as a key that is missing; undefined where all is set. */
  readonly closed?: string;
  /** Learns the vendor's time where it is not known yet. True: it differs from ours, so `verify` may say something else. */
  learnTime?(): Promise<boolean>;
  /** Checks where it comes from, over its raw bytes and in constant time. Throws `CallbackRejected`. */
  verify(request: CallbackRequest): VerifiedText;
  /**
   * The nonce of a callback that was verified, where the vendor signs one in place of the body: with it no other body is
   * accepted, whichever process gets it.
   */
  nonceOf?(request: CallbackRequest): CallbackNonce;
  /**
   * When the vendor sent it, Unix ms, where the signature covers that and `verify` does not judge it. What is older than the
   * callbacks that are kept could be a replay of one that was dropped.
   */
  sentAt?(text: VerifiedText): number | undefined;
  /** What it tells. Pure; a text that cannot be read is an unknown event, and never an error. */
  read(text: VerifiedText, receivedAt: number): readonly CallbackEvent[];
}

/** Marks a text as checked: for `verify`, at its very end, and for what was kept so. */
export function verified(text: string): VerifiedText {
  return text as VerifiedText;
}
