import { createGuardedPost } from '../../wire/guarded-post.ts';

/** Sends a message, and gives the HTTP status of the answer. Throws when none comes. */
export type PostCallback = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<number>;

/** The address belongs to this machine or to a private network, and no setting allows such addresses. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export interface CallbackPostOptions {
  /** Whether the operator of the emulator set the address. Such an address may be on this machine. */
  readonly isOwn: (url: string) => boolean;
  /** Whether addresses that the operator did not set may be private, too. */
  readonly allowPrivate: boolean;
}

/** No attempt of a vendor waits longer. */
const MAX_WAIT_MS = 60_000;

/**
 * Creates a sender over HTTP that follows no redirects. A client or a control call chooses the address, so the address
 * must be public unless the operator of the emulator set the address. Throws `AddressRefused`.
 */
export function callbackPost({ isOwn, allowPrivate }: CallbackPostOptions): PostCallback & { close(): void } {
  const terms = { timeoutMs: MAX_WAIT_MS, loopback: false, http: true };
  const outside = createGuardedPost(terms);
  const anywhere = createGuardedPost({ ...terms, anywhere: true });
  const post: PostCallback = async (url, headers, body, signal) => {
    const outcome = await (allowPrivate || isOwn(url) ? anywhere : outside)({ url, headers, body, signal });
    if (outcome.kind === 'answered') return outcome.status;
    if (outcome.reason === 'ADDRESS_NOT_ALLOWED') throw new AddressRefused('the address is not public');
    throw new Error(outcome.reason);
  };
  return Object.assign(post, {
    close() {
      outside.close();
      anywhere.close();
    },
  });
}
