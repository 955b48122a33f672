import type { JsonValue } from '../../wire/json.ts';
import { BadScript, integerMember, numberMember, textMember } from '../faults/fault-scripts.ts';
import { isJsonObject } from '../contract/parameter-check.ts';
import { randomFrom } from '../faults/random.ts';

/** What can go wrong with callbacks. */
export const CALLBACK_FAULT_KINDS = [
  /** It is never sent. */
  'lost',
  /** It is sent so many times more. */
  'duplicate',
  /** It is sent so much later. */
  'late',
  /** Those that are due at the same look leave in another order. */
  'shuffled',
  /** A stranger sends a lie about the same task beside it, with a wrong signature. */
  'forged',
  /** A stranger sends a lie about the same task beside it, without a signature. */
  'unsigned',
] as const;

export type CallbackFaultKind = (typeof CALLBACK_FAULT_KINDS)[number];

/** How callbacks are to go wrong. */
export interface CallbackFaultScript {
  readonly kind: CallbackFaultKind;
  /** The only line that it is for, as tencent/tiw; any when absent. */
  readonly line?: string;
  /** The only event type that it is for; any when absent. */
  readonly type?: string;
  /** How many callbacks take it, of `shuffled` how many looks; one by default. */
  readonly times?: number;
  /** How likely each one that it is for takes it; 1 by default. */
  readonly probability?: number;
  /** What chance is drawn from: the same seed and the same callbacks give the same faults. 1 by default. */
  readonly seed?: number;
  /** How many copies of `duplicate`; one by default. */
  readonly copies?: number;
  /** How much later `late` is, on the driven clock, in ms; 1000 by default. */
  readonly delayMs?: number;
}

/** What is told of a callback: its line and its event type. */
export interface TypedCallback {
  readonly line: string;
  readonly type: string;
}

interface Waiting {
  readonly script: CallbackFaultScript;
  readonly random: () => number;
  left: number;
}

/** The scripts that wait for callbacks, in the order in which they came. */
export class CallbackFaults {
  #waiting: Waiting[] = [];

  add(scripts: readonly CallbackFaultScript[]): void {
    for (const script of scripts) {
      this.#waiting.push({ script, random: randomFrom(script.seed ?? 1), left: script.times ?? 1 });
    }
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Those that still wait, with how often they will be taken. */
  get waiting(): readonly CallbackFaultScript[] {
    return this.#waiting.map(({ script, left }) => ({ ...script, times: left }));
  }

  /** The script for a callback, used up by it: the first that is for it and that chance gives to it. */
  take(callback: TypedCallback): CallbackFaultScript | undefined {
    const found = this.#waiting.find(
      ({ script, random }) => script.kind !== 'shuffled' && isFor(script, callback) && happens(script, random),
    );
    if (found) this.#use(found);
    return found?.script;
  }

  /** The callbacks of one look, in another order where a script wants it. Those that it is not for keep their places. */
  reorder<Callback extends TypedCallback>(callbacks: readonly Callback[]): readonly Callback[] {
    return this.#waiting
      .filter(({ script }) => script.kind === 'shuffled')
      .reduce<readonly Callback[]>((order, waiting) => this.#shuffle(order, waiting), callbacks);
  }

  #shuffle<Callback extends TypedCallback>(callbacks: readonly Callback[], waiting: Waiting): readonly Callback[] {
    const places = callbacks.flatMap((callback, index) => (isFor(waiting.script, callback) ? [index] : []));
    if (places.length < 2 || !happens(waiting.script, waiting.random)) return callbacks;
    this.#use(waiting);
    const order = [...callbacks];
    const left = places.map((index) => callbacks[index]!);
    for (const index of places) {
      const [drawn] = left.splice(Math.floor(waiting.random() * left.length), 1);
      order[index] = drawn!;
    }
    return order;
  }

  #use(waiting: Waiting): void {
    waiting.left -= 1;
    if (waiting.left === 0) this.#waiting = this.#waiting.filter((it) => it !== waiting);
  }
}

/** A script out of parsed JSON. Throws `BadScript`. */
export function readCallbackFault(value: JsonValue): CallbackFaultScript {
  if (!isJsonObject(value)) throw new BadScript('A callback fault must be an object.');
  if (Object.keys(value).some((name) => !MEMBERS.includes(name))) {
    throw new BadScript(`A callback fault takes ${MEMBERS.join(', ')} and nothing else.`);
  }
  const kind = CALLBACK_FAULT_KINDS.find((it) => it === value['kind']);
  if (kind === undefined) throw new BadScript(`kind must be one of ${CALLBACK_FAULT_KINDS.join(', ')}.`);
  return {
    kind,
    ...textMember(value, 'line'),
    ...textMember(value, 'type'),
    ...integerMember(value, 'times', 1, 1_000_000),
    ...numberMember(value, 'probability', 0, 1),
    ...integerMember(value, 'seed', 0, 2 ** 32 - 1),
    ...integerMember(value, 'copies', 1, 100),
    ...integerMember(value, 'delayMs', 0, 7 * 24 * 3_600_000),
  };
}

const MEMBERS: readonly string[] = ['kind', 'line', 'type', 'times', 'probability', 'seed', 'copies', 'delayMs'];

function isFor(script: CallbackFaultScript, { line, type }: TypedCallback): boolean {
  return (script.line ?? line) === line && (script.type ?? type) === type;
}

function happens({ probability = 1 }: CallbackFaultScript, random: () => number): boolean {
  return random() < probability;
}
