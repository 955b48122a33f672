import { inject } from 'vitest';

// What a run makes at most once, and only when the first test asks: see `on-first-use.ts`.

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run answers what it made. */
    firstUseOrigin: string;
  }
}

const asked = new Map<string, Promise<string>>();

/** What the run made under a name. It is made when the first test of the run asks. */
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

/** Adds to how many cases of a property the run has drawn; it prints the sum of all files in the end. */
export async function drew(what: string, count: number): Promise<void> {
  const url = `${inject('firstUseOrigin')}/drawn?${new URLSearchParams({ what, count: String(count) }).toString()}`;
  await fetch(url, { method: 'POST' });
}
