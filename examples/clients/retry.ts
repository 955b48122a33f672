/** Waits before a reconnection: about 1, 2, 4 … s, at most 20 s, with a random part so that clients do not all reconnect at once. */
export function backoff(retries: number): Promise<void> {
  const ms = Math.min(1000 * 2 ** retries, 20_000) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Options of graphql-ws that reconnect until the server is available, after any end of the connection. */
export const persistent = { retryAttempts: Infinity, shouldRetry: () => true, retryWait: backoff };
