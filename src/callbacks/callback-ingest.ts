import { Batcher } from '../concurrency/batcher.ts';
import type { CallbackStore, NewCallback } from '../ledger/contract/callback-store.ts';
import { sha256Hex } from '../wire/digest.ts';
import { maskStreamKeys } from '../wire/mask-urls.ts';
import {
  CallbackOutOfTime,
  CallbackRejected,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from './callback.ts';

/** Callbacks that one commit stores. */
const MAX_BATCH = 500;

/** A callback is refused this long before it would be deleted: the vendor's clock may be ahead. */
const MARGIN_MS = 3_600_000;

/**
 * Receives callbacks: verifies the sender, and answers when the callback is on disk. Callbacks that arrive during a commit
 * are stored with the next one, so thousands in a second cost some dozen commits.
 */
export class CallbackIngest {
  readonly #batcher = new Batcher<NewCallback>(MAX_BATCH, (callbacks) => this.#store(callbacks));

  constructor(
    private readonly store: Pick<CallbackStore, 'keep'>,
    /** Called when callbacks are on disk. */
    private readonly onStored: () => void,
    /** Retention of callbacks, in ms. */
    private readonly keptMs = Infinity,
  ) {}

  /** Returns the vendor's receipt when the callback is on disk. Throws `CallbackRejected` if the sender is not proven. */
  async take(source: CallbackSource, request: CallbackRequest): Promise<string> {
    const text = await verifiedText(source, request);
    this.#refuseOld(source, text, request.receivedAt);
    const nonce = source.nonceOf?.(request);
    await this.#batcher.add({
      digest: digestOf(source.path, request.body),
      source: source.path,
      receivedAt: request.receivedAt,
      text: storable(text),
      ...(nonce && { nonce }),
    });
    return source.receipt;
  }

  /** Resolves when every callback that was received is on disk. */
  idle(): Promise<void> {
    return this.#batcher.idle();
  }

  /** Refuses a callback so old that an earlier copy may be deleted, for then a replay is not recognized. */
  #refuseOld(source: CallbackSource, text: VerifiedText, receivedAt: number): void {
    const sentAt = source.sentAt?.(text);
    if (sentAt === undefined || receivedAt - sentAt <= this.keptMs - MARGIN_MS) return;
    throw new CallbackOutOfTime('The callback is older than the retention of callbacks, so it may be a replay.');
  }

  async #store(callbacks: readonly NewCallback[]): Promise<PromiseSettledResult<void>[]> {
    const replayed = await this.store.keep(callbacks);
    this.onStored();
    return callbacks.map((callback) =>
      replayed.has(callback)
        ? { status: 'rejected', reason: new CallbackRejected('The nonce arrived with another body before.') }
        : { status: 'fulfilled', value: undefined },
    );
  }
}

/** Verifies a callback, again if only its time is wrong and the vendor's time was unknown. */
async function verifiedText(source: CallbackSource, request: CallbackRequest): Promise<VerifiedText> {
  try {
    return source.verify(request);
  } catch (error) {
    if (!(error instanceof CallbackOutOfTime && (await source.learnTime?.()))) throw error;
    return source.verify(request);
  }
}

/** Equal bytes from one source are one callback. */
function digestOf(path: string, body: Buffer): string {
  return sha256Hex(Buffer.concat([Buffer.from(`${path}\n`), body]));
}

/** Removes NUL, which PostgreSQL cannot store, also in its JSON form; and masks stream keys, which nothing reads. */
function storable(text: string): string {
  return maskStreamKeys(text).replaceAll('\0', '\ufffd').replaceAll('\\u0000', '\\ufffd');
}
