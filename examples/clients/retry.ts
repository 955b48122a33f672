/** Waits before another connection: about 1, 2, 4 … s, never more than 20 s, and at random so that not all come at once. */
export function backoff(retries: number): Promise<void> {
  const ms = Math.min(1000 * 2 ** retries, 20_000) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Options of graphql-ws that connect again until the server is there, whatever ended the connection before. */
export const persistent = { retryAttempts: Infinity, shouldRetry: () => true, retryWait: backoff };
