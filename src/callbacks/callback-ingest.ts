import { createHash } from 'node:crypto';
import { maskStreamKeys } from '../wire/mask-urls.ts';
import type { CallbackStore, NewCallback } from '../ledger/contract/callback-store.ts';
import {
  CallbackOutOfTime,
  CallbackRejected,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from './callback.ts';

/** One commit takes no more callbacks than this. */
const MOST_AT_ONCE = 500;

/** So much earlier than it is dropped a callback is too old to be taken again: the vendor's clock may be ahead. */
const EARLIER_MS = 3_600_000;

interface Waiting {
  readonly callback: NewCallback;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Takes callbacks in: checks where they come from, and answers when they are on disk. Those that come while others are
 * being written are written together, so thousands in a second cost some dozen commits.
 */
export class CallbackIngest {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<CallbackStore, 'keep'>,
    /** Called when callbacks are on disk. */
    private readonly kept: () => void,
    /** For how long callbacks are kept, in ms. */
    private readonly keptMs = Infinity,
  ) {}

  /** The vendor's receipt, once it is kept. Throws `CallbackRejected` for what somebody else may have sent. */
  async take(source: CallbackSource, request: CallbackRequest): Promise<string> {
    const text = await verifiedText(source, request);
    this.#refuseOld(source, text, request.receivedAt);
    const nonce = source.nonceOf?.(request);
    await this.#keep({
      digest: digestOf(source.path, request.body),
      source: source.path,
      receivedAt: request.receivedAt,
      text: storable(text),
      ...(nonce && { nonce }),
    });
    return source.receipt;
  }

  /** Waits until everything that was taken is kept. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** By then the same callback, if it came before, may be dropped: nothing would tell that it is a replay. */
  #refuseOld(source: CallbackSource, text: VerifiedText, receivedAt: number): void {
    const sentAt = source.sentAt?.(text);
    if (sentAt === undefined || receivedAt - sentAt <= this.keptMs - EARLIER_MS) return;
    throw new CallbackOutOfTime('It is older than the callbacks that are kept, so it may be a replay.');
  }

  #keep(callback: NewCallback): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ callback, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve)); // what arrives in the same turn goes with it
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        const replayed = await this.store.keep(batch.map(({ callback }) => callback));
        for (const { callback, resolve, reject } of batch) {
          if (replayed.has(callback)) reject(new CallbackRejected('The nonce came with another body before.'));
          else resolve();
        }
        this.kept();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = undefined;
  }
}

/** Where the time alone is wrong, it is judged again once the vendor's time is known. */
async function verifiedText(source: CallbackSource, request: CallbackRequest): Promise<VerifiedText> {
  try {
    return source.verify(request);
  } catch (error) {
    if (!(error instanceof CallbackOutOfTime && (await source.learnTime?.()))) throw error;
    return source.verify(request);
  }
}

/** The same bytes from the same source are the same callback. */
function digestOf(path: string, body: Buffer): string {
  return createHash('sha256').update(`${path}\n`).update(body).digest('hex');
}

/**
 * PostgreSQL's texts know no NUL, neither as it is nor where JSON spells it out for what is read of it. The keys of
 * streams in events of pushes are not stored: nothing reads them.
 */
function storable(text: string): string {
  return maskStreamKeys(text).replaceAll('\0', '\ufffd').replaceAll('\\u0000', '\\ufffd');
}
