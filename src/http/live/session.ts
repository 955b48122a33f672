import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import { EventStream } from './event-stream.ts';
import type { Begun, Operations } from './operations.ts';
import type { Asked } from '../graphql/asked.ts';
import type { Answer, AnswerStream } from './shared-answers.ts';
import { UnderWay } from './under-way.ts';

/** The id of the only operation of a stream of its own: it is not told. */
const ALONE = '';

interface Running {
  answers?: AnswerStream;
}

/** The operations of one event stream. */
export class Session {
  readonly stream: EventStream;
  readonly #operations: Operations;
  readonly #running = new Map<string, Running>();
  readonly #underWay = new UnderWay();

  constructor(
    operations: Operations,
    now: () => number,
    /** Of the clock: when it was made. */
    readonly madeAt = now(),
  ) {
    this.#operations = operations;
    this.stream = new EventStream(now);
    void this.stream.whenOver.then(() => {
      for (const id of [...this.#running.keys()]) this.complete(id);
    });
  }

  /** How many operations go on. */
  get operations(): number {
    return this.#running.size;
  }

  /** Whether it has no connection yet. */
  get isReserved(): boolean {
    return !this.stream.isConnected;
  }

  has(id: string): boolean {
    return this.#running.has(id);
  }

  /** Runs the only operation of this stream. What is wrong with it is sent, too; then the stream ends. */
  async runAlone(asked: Asked, context: RequestContext): Promise<void> {
    const running = this.#begin(ALONE);
    const begun = await this.#operations.begin(asked, context);
    if (await this.#isOff(ALONE, running, begun)) return;
    // A client whose connection breaks before the first event goes on from where this one began.
    if (begun.kind === 'stream' && begun.answers.cursor !== undefined) await this.stream.writeId(begun.answers.cursor);
    await this.#deliver(ALONE, running, begun);
    this.stream.end();
  }

  /** Begins one of several operations. What is wrong with it is answered, and then nothing is sent. */
  async run(id: string, asked: Asked, context: RequestContext): Promise<readonly GraphQLFormattedError[] | undefined> {
    const running = this.#begin(id);
    const begun = await this.#operations.begin(asked, context);
    if (await this.#isOff(id, running, begun)) return undefined;
    if (begun.kind !== 'refused') {
      void this.#deliver(id, running, begun);
      return undefined;
    }
    this.#forget(id, running);
    return begun.errors;
  }

  /** Ends an operation without another word. Unknown ids are ignored: it may have ended just now. */
  complete(id: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    this.#forget(id, running);
    void running.answers?.return?.();
  }

  /** Ends the stream when the operations with one answer are through. Nobody waits for those of one without a connection. */
  async finish(): Promise<void> {
    if (this.stream.isConnected) await this.#underWay.whenIdle();
    this.stream.end();
  }

  #begin(id: string): Running {
    const running: Running = {};
    this.#running.set(id, running);
    this.#underWay.add(running);
    return running;
  }

  #forget(id: string, running: Running): void {
    this.#running.delete(id);
    this.#underWay.delete(running);
  }

  /** Whether nobody wants it any more. */
  async #isOff(id: string, running: Running, begun: Begun): Promise<boolean> {
    if (this.#running.get(id) === running && !this.stream.isOver) return false;
    if (begun.kind === 'stream') await begun.answers.return?.();
    return true;
  }

  async #deliver(id: string, running: Running, begun: Begun): Promise<void> {
    const isWanted = (): boolean => this.#running.get(id) === running;
    const next = async (answer: Answer, cursor?: string): Promise<boolean> =>
      isWanted() && (await this.stream.write('next', printed(id, answer), cursor));
    try {
      if (begun.kind === 'stream') {
        running.answers = begun.answers;
        this.#underWay.delete(running); // it goes on until somebody ends it
        const { answers } = begun;
        for await (const answer of answers) if (!(await next(answer, answers.cursor))) break;
      } else {
        await next(begun.kind === 'answer' ? begun.answer : { errors: begun.errors });
      }
    } catch (error) {
      await next({ errors: [this.#operations.public(error)] });
    }
    if (!isWanted()) return;
    this.#running.delete(id);
    await this.stream.write('complete', id === ALONE ? '' : JSON.stringify({ id }));
    this.#underWay.delete(running);
  }
}

function printed(id: string, answer: Answer): string {
  return JSON.stringify(id === ALONE ? answer : { id, payload: answer });
}
