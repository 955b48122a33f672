import { AsyncLocalStorage } from 'node:async_hooks';

// The client that a call to a vendor is made for, so that clients take turns in a queue. AsyncLocalStorage carries the
// client: between the request and the call lie a hundred functions that have no use for a parameter.

const clients = new AsyncLocalStorage<string>();

/** Runs the work of a client's request. */
export function asClient<Result>(client: string | undefined, run: () => Result): Result {
  return client === undefined ? run() : clients.run(client, run);
}

/** Returns the client of the current request; undefined outside of requests, and if the client is not known. */
export function callingClient(): string | undefined {
  return clients.getStore();
}
