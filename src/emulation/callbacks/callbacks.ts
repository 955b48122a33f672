import type { Secret } from '../../wire/secret.ts';
import type { JsonObject } from '../contract/parameter-check.ts';

// The callbacks of an emulator, for every vendor. No part keeps time: the events follow from the store and the driven
// clock. A vendor supplies a `CallbackLine` for each kind of callback and a `CallbackSubject` for each task.
// `CallbackWatch` (watch.ts) finds tasks with new events, and `CallbackSender` (sender.ts) sends the events.

/** An event of a task, which the vendor reports once. */
export interface EmulatedEvent {
  /** Constant, and unique within the subject, so that a restarted emulator recognises the event. */
  readonly id: string;
  /** `CallbackLine.path`. */
  readonly line: string;
  /** The application whose address is used: SdkAppId, BizId or app key. */
  readonly app: string;
  /** The vendor's name or number of the event. */
  readonly type: string;
  /** On the driven clock, in ms. May lie in the future. */
  readonly at: number;
  /** Content in the vendor's spelling, without members that are known only at the time of sending. */
  content(): JsonObject;
  /** False content that an attacker would send about the same task. */
  forgedContent(): JsonObject;
}

/** Events of a task, as known at a moment. */
export interface EventPlan {
  /** All past events, and the future events if no call and no room changes the task. Past events never disappear. */
  readonly events: readonly EmulatedEvent[];
  /** Time after which no further event can occur; Infinity: unknown. */
  readonly endsAt: number;
}

export interface CallbackSubject {
  /** The task's id: unchanging, and unique in the emulator. */
  readonly id: string;
  /** A function of the store and of `now`, the driven clock. Asked when the next event is due, or after a `touch`. */
  plan(now: number): EventPlan;
}

/** Waits before a message without an answer of status 200 is sent again. */
export interface Retries {
  /** Maximum wait for an answer, in ms. */
  readonly timeoutMs: number;
  /** Waits after each failed attempt, in ms; after the last wait, the message is lost. */
  readonly waitsMs: readonly number[];
  /** Maximum time between the first attempt and the last, in ms. Absent: no maximum. */
  readonly forMs?: number;
}

export interface SigningContext {
  readonly app: string;
  /** Signing key; undefined: the message is not signed. */
  readonly key: Secret | undefined;
  /** Time of sending on the driven clock, in ms. */
  readonly sentAt: number;
  /** The receiver's clock, in ms: for members that must still be valid on arrival. */
  readonly receiversNow: number;
}

export interface CallbackMessage {
  /** Without `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Added to the parameters of the address. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Destination of callbacks. */
export interface CallbackAddress {
  readonly url: string;
  /** On the driven clock, in ms. Earlier events are not sent to this address. */
  readonly since: number;
}

/** One kind of callback of a vendor: address, spelling, signature and retries. */
export interface CallbackLine {
  /** As `CallbackSource.path` of the receiver: tencent/tiw. */
  readonly path: string;
  readonly retries: Retries;
  /** The emulator's own key. A key from a control call comes first. */
  keyOf(app: string): Secret | undefined;
  /** The address from the vendor's own API, which comes before all other addresses. */
  addressOf?(app: string): CallbackAddress | undefined;
  message(content: JsonObject, sealing: SigningContext): CallbackMessage;
}
