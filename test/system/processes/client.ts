import { setTimeout as after } from 'node:timers/promises';
import type { Start } from '../crash/job.ts';
import { requestOf } from '../crash/starts.ts';

/** The client's view of a start. */
export interface StartSeen {
  readonly recording: { readonly id: string; readonly state: string } | null;
  readonly errors: readonly { readonly code: string; readonly message: string; readonly retryable: boolean }[];
}

/** An answer with a fault of the server or of the client: a retry would not help. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
}

/** Sends an operation and returns its data. Throws without an answer or with any other answer. */
export async function ask(origin: string, query: string, variables: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (response.status === 503) throw new Error(`503 ${text}`);
  const { data, errors = [] } = JSON.parse(text) as {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly { readonly extensions?: { readonly retryable?: boolean } }[];
  };
  if (errors.length > 0 && errors.every(({ extensions }) => extensions?.retryable)) throw new Error(text);
  if (!response.ok || !data || errors.length > 0) throw new BadAnswer(`${response.status} ${text}`);
  return data;
}

/** Sends a start with its idempotency key. */
export async function sendStart(origin: string, start: Start): Promise<StartSeen> {
  const { source, variableValues } = requestOf(start);
  const query = source.replace('errors { code message path }', 'errors { code message retryable }');
  return Object.values(await ask(origin, query, variableValues))[0] as StartSeen;
}

/** Sends a start, and the same again for as long as the answer says that this can help. Counts the tries. */
export async function sendUntilTaken(origin: string, start: Start): Promise<StartSeen & { readonly tries: number }> {
  for (let tries = 1; ; tries++) {
    const seen = await sendStart(origin, start);
    if (seen.errors.length === 0 || !seen.errors.every(({ retryable }) => retryable)) return { ...seen, tries };
    await after(retryMs(tries));
  }
}

/** Returns the wait after so many failed tries, in ms. Doubles with each try, up to 2 s. */
export function retryMs(tries: number): number {
  return Math.min(2000, 100 * 2 ** (tries - 1));
}
