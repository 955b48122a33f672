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
  stream(subscription: Subscription, events: AsyncIterable<unknown>): AsyncIterableIterator<Answer> {
    const key = keyOf(subscription);
    let program = this.#programs.get(key);
    if (!program) {
      const { argsOf, newContext, publish } = this.#options;
      const args = argsOf(subscription);
      program = new Program(async (event) =>
        publish(await execute({ ...args, rootValue: event, contextValue: newContext() })),
      );
      this.#programs.set(key, program);
    }
    const used = program;
    used.readers += 1;
    return new Answers(events[Symbol.asyncIterator](), used, () => {
      used.readers -= 1;
      if (used.readers === 0) this.#programs.delete(key);
    });
  }
}

/** One document with its variables, for all who sent it. */
class Program {
  readers = 0;
  readonly #answers = new Map<unknown, Promise<Answer>>();
  #parts = 0;

  constructor(private readonly run: (event: unknown) => Promise<Answer>) {}

  answer(event: unknown): Promise<Answer> {
    const known = this.#answers.get(event);
    if (known) return known;
    const answer = this.run(event);
    if (this.readers > 1) this.#keep(event, answer);
    return answer;
  }

  #keep(event: unknown, answer: Promise<Answer>): void {
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

/** Gives no answer once it was ended, also not to the event that was being answered. */
class Answers implements AsyncIterableIterator<Answer> {
  #isEnded = false;

  constructor(
    private readonly events: AsyncIterator<unknown>,
    private readonly program: Program,
    private readonly whenEnded: () => void,
  ) {}

  async next(): Promise<IteratorResult<Answer>> {
    try {
      const event = this.#isEnded ? undefined : await this.events.next();
      if (!event || event.done) return this.#end();
      const value = await this.program.answer(event.value);
      return this.#isEnded ? this.#end() : { done: false, value };
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
