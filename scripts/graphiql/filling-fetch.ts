import { fillPlaceholders, freshRoom, needsLastRecording } from '../../examples/placeholders.ts';

const NEWEST = JSON.stringify({ query: '{ recordings(first: 1) { nodes { id } } }' });

const NO_RECORDING = {
  errors: [{ message: 'There is no recording yet for {{lastRecording}}. Start one in another tab, then play again.' }],
};

/** Wraps `send` so that every request fills the placeholders of the examples. */
export function fillingFetch(send: typeof fetch): typeof fetch {
  return async (url, init) => {
    if (typeof init?.body !== 'string' || !init.body.includes('{{')) return send(url, init);
    const lastRecording = needsLastRecording(init.body) ? await newestRecording(send, url) : undefined;
    if (lastRecording === null) return Response.json(NO_RECORDING);
    const values = { room: freshRoom(), ...(lastRecording === undefined ? {} : { lastRecording }) };
    return send(url, { ...init, body: fillPlaceholders(init.body, values) });
  };
}

/** Id of the newest recording; null when there is none. */
async function newestRecording(send: typeof fetch, url: Parameters<typeof fetch>[0]): Promise<string | null> {
  const headers = { 'content-type': 'application/json' };
  const response = await send(url, { method: 'POST', headers, body: NEWEST });
  const { data } = (await response.json()) as { data?: { recordings: { nodes: { id: string }[] } } };
  return data?.recordings.nodes[0]?.id ?? null;
}
