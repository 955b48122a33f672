import { inject } from 'vitest';

// Resources that a run creates at most once, on the first request of a test: see `on-first-use.ts`.

declare module 'vitest' {
  export interface ProvidedContext {
    /** Origin of the server that returns the resources. */
    firstUseOrigin: string;
  }
}

const asked = new Map<string, Promise<string>>();

/** Returns the resource of that name. The first request of the run creates the resource. */
export function firstUse(name: string): Promise<string> {
  const before = asked.get(name);
  if (before) return before;
  const answer = ask(name);
  asked.set(name, answer);
  return answer;
}

async function ask(name: string): Promise<string> {
  const response = await fetch(`${inject('firstUseOrigin')}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** Adds to the number of drawn cases of a property; the run prints the sum of all files at the end. */
export async function drew(what: string, count: number): Promise<void> {
  const url = `${inject('firstUseOrigin')}/drawn?${new URLSearchParams({ what, count: String(count) }).toString()}`;
  await fetch(url, { method: 'POST' });
}
