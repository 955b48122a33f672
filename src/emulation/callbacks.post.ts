/** Sends a message, and gives the HTTP status of the answer. Throws when none comes. */
export type PostCallback = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<number>;

/** Over HTTP, to the very address: redirections are not followed. */
export const postCallback: PostCallback = async (url, headers, body, signal) => {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  await response.arrayBuffer(); // so that the connection serves again
  return response.status;
};
