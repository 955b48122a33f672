import type { Secret } from '../../wire/secret.ts';
import type { JsonObject } from '../contract/parameter-check.ts';

// How an emulator calls back, for every vendor. Nothing here keeps time: what is to be told follows from the store and
// the driven clock. A vendor's part is a `CallbackLine` for each kind of callback and a `CallbackSubject` for each task;
// `CallbackWatch` (callbacks.watch.ts) knows who has news, `CallbackSender` (callbacks.sender.ts) sends them.

/** Something that a vendor tells of a task, once. */
export interface EmulatedEvent {
  /** Unchanging, and unique among those of its subject: also after a restart it is known by it. */
  readonly id: string;
  /** `CallbackLine.path`. */
  readonly line: string;
  /** Whose address it goes to: SdkAppId, BizId or app key. */
  readonly app: string;
  /** The vendor's name or number of the event. */
  readonly type: string;
  /** On the driven clock, in ms. It may lie ahead, as things stand. */
  readonly at: number;
  /** What the vendor says of it, in the vendor's spelling, without what is known only when it is sent. */
  content(): JsonObject;
  /** What a stranger would say of the same task to do harm. */
  forgedContent(): JsonObject;
}

/** How a task's news stand at a moment. */
export interface EventPlan {
  /** All that has happened, and what will happen if nothing comes between. A past event never goes away. */
  readonly events: readonly EmulatedEvent[];
  /** From when on there is never any further news; Infinity: as long as only a call or a room can tell. */
  readonly endsAt: number;
}

/** A task of which a vendor tells. */
export interface CallbackSubject {
  /** The task's id: unchanging, and unique in the emulator. */
  readonly id: string;
  /** A function of the store and of `now`, the driven clock. Asked when the next event is due, or after a `touch`. */
  plan(now: number): EventPlan;
}

/** When a message is sent again that was not answered with status 200. */
export interface Retries {
  /** How long an answer is waited for, in ms. */
  readonly timeoutMs: number;
  /** How long after each failure the next attempt leaves, in ms; when they are used up, the message is lost. */
  readonly waitsMs: readonly number[];
  /** No attempt leaves later than so long after the first, in ms; absent: none is too late. */
  readonly forMs?: number;
}

/** What a message is made with. */
export interface SigningContext {
  readonly app: string;
  /** What it is signed with; undefined: it is not signed. */
  readonly key: Secret | undefined;
  /** On the driven clock, in ms: when it leaves. */
  readonly sentAt: number;
  /** The receiver's own clock, in ms: for what must still hold when it arrives. */
  readonly receiversNow: number;
}

/** A callback as it leaves. */
export interface CallbackMessage {
  /** Beside `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Added to the parameters of the address. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where callbacks go. */
export interface CallbackAddress {
  readonly url: string;
  /** On the driven clock, in ms: nothing that happened before is sent there. */
  readonly since: number;
}

/** One kind of callback of a vendor: where it goes, how it is spelled and signed, and how often it is tried. */
export interface CallbackLine {
  /** As `CallbackSource.path` of the receiver: tencent/tiw. */
  readonly path: string;
  readonly retries: Retries;
  /** The key that the emulator knows by itself; one set by a control call comes first. */
  keyOf(app: string): Secret | undefined;
  /** An address that was set by the vendor's own API; it comes before all others. */
  addressOf?(app: string): CallbackAddress | undefined;
  message(content: JsonObject, sealing: SigningContext): CallbackMessage;
}
