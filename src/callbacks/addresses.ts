import type { ServerKey } from '../server-key.ts';
import { sameText } from '../wire/digest.ts';
import type { CallbackSource } from './callback.ts';

const SECRET_BYTES = 18;

/**
 * The addresses of callbacks: `/callbacks/<vendor>/<product>/<secret>`. The secret protects callbacks of vendors that do not
 * sign them. It is derived from the server's key, so it is the same after a restart and in all processes.
 */
export class CallbackAddresses {
  readonly #sources = new Map<string, { readonly source: CallbackSource; readonly secret: string }>();

  constructor(sources: readonly CallbackSource[], key: ServerKey) {
    for (const source of sources) {
      const secret = key.derive(`callbacks ${source.path}`).subarray(0, SECRET_BYTES).toString('base64url');
      this.#sources.set(source.path, { source, secret });
    }
  }

  /** Returns the source that has this address. */
  find(path: string, secret: string): CallbackSource | undefined {
    const known = this.#sources.get(path);
    return known && sameText(known.secret, secret) ? known.source : undefined;
  }

  /** Returns the complete addresses, which are secret, by the path of their source. */
  at(origin: string): ReadonlyMap<string, string> {
    return new Map(
      Array.from(this.#sources, ([path, { secret }]) => [path, `${origin}/callbacks/${path}/${secret}`] as const),
    );
  }
}
