import type { JsonValue } from '../../wire/json.ts';
import { BadScript, integerMember, numberMember } from './fault-scripts.ts';
import { isJsonObject } from '../contract/parameter-check.ts';
import { randomFrom } from './random.ts';

/** What is to go wrong with recordings: in themselves, not on the way of a call or a callback. */
export interface FailureScript {
  /** One of the kinds of the emulator, as 311.2. */
  readonly kind: string;
  /** How many recordings take it; one by default. */
  readonly times?: number;
  /** How likely each recording that can fail so takes it; 1 by default. */
  readonly probability?: number;
  /** What chance is drawn from; 1 by default. */
  readonly seed?: number;
}

/** A file in an emulator's store, as it really is. */
export interface EmulatedFile {
  readonly name: string;
  /** STORED: at its target. HELD: on the vendor's machines for good. PENDING: neither yet. */
  readonly state: 'STORED' | 'FAILED' | 'HELD' | 'PENDING';
}

interface Waiting {
  readonly script: FailureScript;
  readonly random: () => number;
  left: number;
}

/** The scripts that wait for recordings. What a recording takes is decided when it starts, and kept in the store. */
export class Failures {
  #waiting: Waiting[] = [];

  constructor(readonly kinds: readonly string[]) {}

  add(scripts: readonly FailureScript[]): void {
    for (const script of scripts) {
      this.#waiting.push({ script, random: randomFrom(script.seed ?? 1), left: script.times ?? 1 });
    }
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The scripts that still wait, with how often they will be taken. */
  get waiting(): readonly FailureScript[] {
    return this.#waiting.map(({ script, left }) => ({ ...script, times: left }));
  }

  /** What goes wrong with a recording that starts now and can fail in these ways. */
  take(kinds: readonly string[]): string[] {
    const taken = this.#waiting.filter(
      ({ script, random }) => kinds.includes(script.kind) && random() < (script.probability ?? 1),
    );
    for (const waiting of taken) waiting.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return [...new Set(taken.map(({ script }) => script.kind))];
  }
}

const MEMBERS: readonly string[] = ['kind', 'times', 'probability', 'seed'];

/** A script out of parsed JSON. Throws `BadScript`. */
export function readFailure(value: JsonValue, kinds: readonly string[]): FailureScript {
  if (!isJsonObject(value)) throw new BadScript('A failure must be an object.');
  if (Object.keys(value).some((name) => !MEMBERS.includes(name))) {
    throw new BadScript(`A failure takes ${MEMBERS.join(', ')} and nothing else.`);
  }
  const kind = kinds.find((it) => it === value['kind']);
  if (kind === undefined) throw new BadScript(`kind must be one of ${kinds.join(', ')}.`);
  return {
    kind,
    ...integerMember(value, 'times', 1, 1_000_000),
    ...numberMember(value, 'probability', 0, 1),
    ...integerMember(value, 'seed', 0, 2 ** 32 - 1),
  };
}
