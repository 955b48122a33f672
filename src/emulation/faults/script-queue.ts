import type { JsonValue } from '../../wire/json.ts';
import type { JsonObject } from '../contract/parameter-check.ts';
import { randomFrom } from './random.ts';

interface Script {
  /** How many calls, callbacks or recordings take the script; 1 by default. */
  readonly times?: number;
  /** Probability that a matching call, callback or recording takes the script; 1 by default. */
  readonly probability?: number;
  /** Seed of the random draws; 1 by default. The same seed and the same sequence give the same faults. */
  readonly seed?: number;
}

export interface QueuedScript<S> {
  readonly script: S;
  readonly random: () => number;
  left: number;
}

/** Fault scripts that have not been used up, in order of arrival. */
export class ScriptQueue<S extends Script> {
  protected queue: QueuedScript<S>[] = [];

  add(scripts: readonly S[]): void {
    for (const script of scripts) {
      this.queue.push({ script, random: randomFrom(script.seed ?? 1), left: script.times ?? 1 });
    }
  }

  clear(): void {
    this.queue = [];
  }

  /** The remaining scripts; `times` counts the remaining uses. */
  get waiting(): readonly S[] {
    return this.queue.map(({ script, left }) => ({ ...script, times: left }));
  }

  /** Uses the first script that matches and that chance selects. */
  protected takeFirst(matches: (script: S) => boolean): S | undefined {
    const found = this.queue.find((queued) => matches(queued.script) && isDrawn(queued));
    if (found) this.use(found);
    return found?.script;
  }

  protected use(queued: QueuedScript<S>): void {
    queued.left -= 1;
    this.queue = this.queue.filter(({ left }) => left > 0);
  }
}

/** Draws whether chance selects the script. */
export function isDrawn({ script, random }: QueuedScript<Script>): boolean {
  return random() < (script.probability ?? 1);
}

/** Answers a control call about a queue. Returns undefined for an unsupported method. Throws `BadScript`. */
export function controlScripts<S extends Script>(
  queue: ScriptQueue<S>,
  read: (value: JsonValue) => S,
  method: string,
  body: () => JsonValue,
): { readonly waiting: JsonValue } | undefined {
  if (method === 'POST') queue.add(listOf(body()).map(read));
  else if (method === 'DELETE') queue.clear();
  else if (method !== 'GET') return undefined;
  return { waiting: queue.waiting.map((script) => script as S & JsonObject) };
}

export function listOf(value: JsonValue): JsonValue[] {
  return Array.isArray(value) ? value : [value];
}
