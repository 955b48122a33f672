import { AsyncLocalStorage } from 'node:async_hooks';

// Which client a call to a vendor is made for, so that clients take turns in a waiting line. It goes along with the work of
// a request by itself: between the request and the call lie a hundred functions that have no use for it.

const clients = new AsyncLocalStorage<string>();

/** Runs the work of a client's request. An unknown client is none. */
export function asClient<Result>(client: string | undefined, run: () => Result): Result {
  return client === undefined ? run() : clients.run(client, run);
}

/** The client whose request this is; undefined outside of requests, and where the client is not known. */
export function callingClient(): string | undefined {
  return clients.getStore();
}
