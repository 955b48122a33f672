import {
  execute,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type FormattedExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { printJson } from '../../wire/json.ts';

/**
 * Answers kept for those who read the same event a little later; who is slower has it executed again. More than the
 * feed's largest batch: of a thousand who go through it event by event, the first is at its end before the last begins.
 */
const MAX_ANSWERS = 1000;
/** An event can be a batch of many, and its answer as large: no more than these in all, but always the latest answer. */
const MAX_PARTS = 2000;

/** An answer, ready for the client. */
export type Answer = FormattedExecutionResult;

/** The answers of a subscription. */
export interface AnswerStream extends AsyncIterableIterator<Answer> {
  /**
   * Cursor behind which a client goes on that has read the answer given last; before the first answer, the cursor
   * behind which the subscription begins. Undefined where events have no cursors.
   */
  readonly cursor: string | undefined;
}

/** What makes an answer of an event, without a context: each event is read with one of its own. */
export interface Subscription {
  readonly source: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SharedAnswersOptions {
  /** What every execution is given, but for the event. */
  readonly argsOf: (subscription: Subscription) => Omit<ExecutionArgs, 'rootValue' | 'contextValue'>;
  /** A context for one event: what was read for an earlier one may be out of date. */
  readonly newContext: () => unknown;
  readonly publish: (result: Awaited<ReturnType<typeof execute>>) => Answer;
  /** Whether the answer to an event was given up because it grew too large. */
  readonly isTooLarge: (context: unknown) => boolean;
}

/**
 * Executes subscriptions event by event. Those who ask the same of the same event, as most do, share one execution: the
 * cost of an event does not grow with its readers.
 */
export class SharedAnswers {
  readonly #options: SharedAnswersOptions;
  readonly #programs = new Map<string, Program>();

  constructor(options: SharedAnswersOptions) {
    this.#options = options;
  }

  /** The answers to the events of a stream, until either side ends it. */
  stream(subscription: Subscription, events: AsyncIterable<unknown>): AnswerStream {
    const key = keyOf(subscription);
    let program = this.#programs.get(key);
    if (!program) {
      const { argsOf, newContext, publish, isTooLarge } = this.#options;
      const args = argsOf(subscription);
      program = new Program(async (event) => {
        await otherWork();
        const contextValue = newContext();
        const result = await execute({ ...args, rootValue: event, contextValue });
        if (isTooLarge(contextValue) && Array.isArray(event) && event.length > 1) return TOO_LARGE;
        return publish(result);
      });
      this.#programs.set(key, program);
    }
    const used = program;
    used.readers += 1;
    const release = (): void => {
      used.readers -= 1;
      if (used.readers === 0) this.#programs.delete(key);
    };
    return new Answers(events[Symbol.asyncIterator](), used, release, cursorOf(events));
  }
}

/** In the place of the answer to a batch that must be halved. */
const TOO_LARGE = Symbol('too large');
type Outcome = Answer | typeof TOO_LARGE;

/** Resolves when everything else had its turn: a thousand events that wait are no reason to let others wait. */
function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One document with its variables, for all who sent it. */
class Program {
  readers = 0;
  readonly #answers = new Map<unknown, Promise<Outcome>>();
  /** Batches that were halved: all who read one get the same halves. */
  readonly #halves = new WeakMap<readonly unknown[], readonly (readonly unknown[])[]>();
  #parts = 0;

  constructor(private readonly run: (event: unknown) => Promise<Outcome>) {}

  halvesOf(batch: readonly unknown[]): readonly (readonly unknown[])[] {
    let halves = this.#halves.get(batch);
    if (!halves) {
      const middle = Math.ceil(batch.length / 2);
      this.#halves.set(batch, (halves = [batch.slice(0, middle), batch.slice(middle)]));
    }
    return halves;
  }

  answer(event: unknown): Promise<Outcome> {
    const known = this.#answers.get(event);
    if (known) return known;
    const answer = this.run(event);
    if (this.readers > 1) this.#keep(event, answer);
    return answer;
  }

  #keep(event: unknown, answer: Promise<Outcome>): void {
    this.#answers.set(event, answer);
    this.#parts += partsOf(event);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MAX_ANSWERS && (this.#parts <= MAX_PARTS || oldest === event)) break;
      this.#answers.delete(oldest);
      this.#parts -= partsOf(oldest);
    }
  }
}

function partsOf(event: unknown): number {
  return Array.isArray(event) ? event.length : 1;
}

/** The cursor of an event, of the last one of a batch, or of what gives the events: where it begins. */
function cursorOf(from: unknown): string | undefined {
  const holder: unknown = Array.isArray(from) ? from.at(-1) : from;
  if (typeof holder !== 'object' || holder === null || !('cursor' in holder)) return undefined;
  return typeof holder.cursor === 'string' ? holder.cursor : undefined;
}

/** Gives no answer once it was ended, also not to the event that was being answered. */
class Answers implements AnswerStream {
  #isEnded = false;
  /** What is left of a batch that was too large for one answer. */
  readonly #left: unknown[] = [];

  constructor(
    private readonly events: AsyncIterator<unknown>,
    private readonly program: Program,
    private readonly whenEnded: () => void,
    public cursor: string | undefined,
  ) {}

  async next(): Promise<IteratorResult<Answer>> {
    try {
      for (;;) {
        if (this.#left.length === 0) {
          const read = this.#isEnded ? undefined : await this.events.next();
          if (!read || read.done) return this.#end();
          this.#left.push(read.value);
        }
        const event = this.#left.shift();
        const value = await this.program.answer(event);
        if (this.#isEnded) return this.#end();
        if (value !== TOO_LARGE) {
          this.cursor = cursorOf(event);
          return { done: false, value };
        }
        this.#left.unshift(...this.program.halvesOf(event as readonly unknown[]));
      }
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Answer>> {
    this.#end();
    await this.events.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): IteratorResult<Answer> {
    if (!this.#isEnded) this.whenEnded();
    this.#isEnded = true;
    return { done: true, value: undefined };
  }
}

/** The same for subscriptions with the same answers. Where they begin, and what they leave out, is not part of it. */
function keyOf({ source, document, operation, variables }: Subscription): string {
  const names = [...namesInAnswers(document, operation)].sort();
  const values = names.map((name) => [name, Object.hasOwn(variables, name) ? [variables[name]] : []]);
  return `${operation.name?.value ?? ''}\0${printJson(values)}\0${source}`;
}

/** The variables that are used elsewhere than as arguments of the subscription's own field. */
function namesInAnswers(document: DocumentNode, operation: OperationDefinitionNode): ReadonlySet<string> {
  const names = new Set<string>();
  const roots = new Set<unknown>(operation.selectionSet.selections);
  visit(document, {
    VariableDefinition: () => false,
    Argument: (_argument, _key, _parent, _path, ancestors) => (roots.has(ancestors.at(-1)) ? false : undefined),
    Variable: ({ name }) => void names.add(name.value),
  });
  return names;
}
