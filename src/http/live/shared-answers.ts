import {
  execute,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type FormattedExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { PullIterator } from '../../concurrency/pull-iterator.ts';
import { printJson } from '../../wire/json.ts';

/**
 * Bound of the answers that are cached for slower readers, in changes: at most 1,000 answers, for an answer counts as two
 * changes or more. A reader that is further behind causes a new execution. 1,000 answers exceed the largest batch of the
 * feed: if 1,000 readers go through a batch event by event, the first is at the end before the last begins.
 */
const MAX_CHANGES = 2000;

export type Answer = FormattedExecutionResult;

export interface AnswerStream extends AsyncIterableIterator<Answer> {
  /**
   * Cursor to resume from after the latest answer; before the first answer, the cursor from which the subscription
   * begins. Undefined if the events have no cursors.
   */
  readonly cursor: string | undefined;
}

/** A subscription without its context: every event is executed with a context of its own. */
export interface Subscription {
  readonly source: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SharedAnswersOptions {
  /** Returns the arguments of every execution, without the event. */
  readonly argsOf: (subscription: Subscription) => Omit<ExecutionArgs, 'rootValue' | 'contextValue'>;
  /** Creates the context for one event. Data that was read for an earlier event may be out of date. */
  readonly newContext: () => unknown;
  readonly publish: (result: Awaited<ReturnType<typeof execute>>) => Answer;
  /** Returns whether the execution of an event stopped because the answer grew too large. */
  readonly isTooLarge: (context: unknown) => boolean;
}

/**
 * Executes subscriptions event by event. Subscriptions with the same document and variables share one execution, so the
 * cost of an event does not grow with the number of subscribers.
 */
export class SharedAnswers {
  readonly #options: SharedAnswersOptions;
  readonly #programs = new Map<string, Program>();

  constructor(options: SharedAnswersOptions) {
    this.#options = options;
  }

  /** Returns the answers to the events of a stream, until either side ends the stream. */
  stream(subscription: Subscription, events: AsyncIterable<object>): AnswerStream {
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
    const leave = (): void => {
      used.readers -= 1;
      if (used.readers === 0) this.#programs.delete(key);
    };
    return new Answers(events[Symbol.asyncIterator](), used, leave, cursorOf(events));
  }
}

/** Replaces the answer to a batch that must be halved. */
const TOO_LARGE = Symbol('too large');
type Outcome = Answer | typeof TOO_LARGE;

/** Resolves after one turn of the event loop: a thousand waiting events must not hold up other work. */
function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One document with its variables, shared by all readers that sent the same. */
class Program {
  readers = 0;
  readonly #answers = new LRUCache<object, Promise<Outcome>>({
    maxSize: MAX_CHANGES,
    sizeCalculation: (_answer, event) => Math.min(Math.max(2, Array.isArray(event) ? event.length : 1), MAX_CHANGES),
  });
  /** The halves of halved batches. Every reader of a batch gets the same two objects. */
  readonly #halves = new WeakMap<readonly unknown[], readonly (readonly unknown[])[]>();

  constructor(private readonly run: (event: unknown) => Promise<Outcome>) {}

  halvesOf(batch: readonly unknown[]): readonly (readonly unknown[])[] {
    let halves = this.#halves.get(batch);
    if (!halves) {
      const middle = Math.ceil(batch.length / 2);
      this.#halves.set(batch, (halves = [batch.slice(0, middle), batch.slice(middle)]));
    }
    return halves;
  }

  answer(event: object): Promise<Outcome> {
    const known = this.#answers.peek(event);
    if (known) return known;
    const answer = this.run(event);
    if (this.readers > 1) this.#answers.set(event, answer);
    return answer;
  }
}

/** Returns the cursor of an event, of the last change of a batch, or of a source of events: the begin of the source. */
function cursorOf(from: unknown): string | undefined {
  const holder: unknown = Array.isArray(from) ? from.at(-1) : from;
  if (typeof holder !== 'object' || holder === null || !('cursor' in holder)) return undefined;
  return typeof holder.cursor === 'string' ? holder.cursor : undefined;
}

class Answers extends PullIterator<Answer> implements AnswerStream {
  /** The rest of a batch that was too large for one answer. */
  readonly #rest: object[] = [];

  constructor(
    private readonly events: AsyncIterator<object>,
    private readonly program: Program,
    private readonly leave: () => void,
    public cursor: string | undefined,
  ) {
    super();
  }

  protected async pull(): Promise<IteratorResult<Answer>> {
    try {
      while (!this.isEnded) {
        if (this.#rest.length === 0) {
          const result = await this.events.next();
          if (result.done) break;
          this.#rest.push(result.value);
        }
        const event = this.#rest.shift()!;
        const answer = await this.program.answer(event);
        if (this.isEnded) break;
        if (answer !== TOO_LARGE) {
          this.cursor = cursorOf(event);
          return { done: false, value: answer };
        }
        this.#rest.unshift(...this.program.halvesOf(event as readonly object[]));
      }
    } catch (error) {
      await this.return();
      throw error;
    }
    return this.return();
  }

  protected release(): unknown {
    this.leave();
    return this.events.return?.();
  }
}

/** Returns the key of subscriptions with the same answers. Arguments of the root field, as `after` and `filter`, are no part of the key. */
function keyOf({ source, document, operation, variables }: Subscription): string {
  const names = [...namesInAnswers(document, operation)].sort();
  const values = names.map((name) => [name, Object.hasOwn(variables, name) ? [variables[name]] : []]);
  return `${operation.name?.value ?? ''}\0${printJson(values)}\0${source}`;
}

/** Returns the variables that are used outside the arguments of the root field. */
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
