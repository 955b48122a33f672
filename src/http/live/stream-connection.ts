import type { GraphQLFormattedError } from 'graphql';
import type { RequestContext } from '../../graphql/context.ts';
import type { GraphqlParams } from '../graphql/graphql-params.ts';
import { Connection } from './connection.ts';
import { EventStream } from './event-stream.ts';
import type { ConnectionTimes } from './connection-times.ts';
import type { OperationResult, Operations } from './operations.ts';
import type { Answer, AnswerStream } from './shared-answers.ts';

/** The id of the only operation of a stream. Events of the stream do not name this id. */
const ONLY = '';

interface StreamOperation {
  answers?: AnswerStream;
}

/** One event stream with its operations. The client connects later if the stream was reserved. */
export class StreamConnection extends Connection<StreamOperation> {
  readonly stream: EventStream;
  readonly #operations: Operations;
  readonly #now: () => number;
  readonly #reservedAt: number;

  constructor(client: string, operations: Operations, now: () => number) {
    super(client);
    this.#operations = operations;
    this.#now = now;
    this.#reservedAt = now();
    this.stream = new EventStream(now);
    void this.whenClosed.then(() => {
      for (const id of this.ids()) this.complete(id);
    });
  }

  get whenClosed(): Promise<unknown> {
    return this.stream.whenClosed;
  }

  override get isReserved(): boolean {
    return !this.stream.isConnected;
  }

  close(): void {
    this.stream.end();
  }

  cut(): void {
    this.stream.cut();
  }

  check({ silenceMs, reservationMs }: ConnectionTimes): void {
    if (!this.isReserved) this.stream.check(silenceMs);
    else if (this.#now() - this.#reservedAt >= reservationMs) this.cut();
  }

  /** Runs the only operation of this stream. Sends errors as an event, too; then the stream ends. */
  async runOnly(params: GraphqlParams, context: RequestContext): Promise<void> {
    const operation = this.#begin(ONLY);
    const result = await this.#operations.begin(params, context);
    if (await this.#isCancelled(ONLY, operation, result)) return;
    // A client whose connection breaks before the first event resumes from the begin of this subscription.
    if (result.kind === 'stream' && result.answers.cursor !== undefined)
      await this.stream.writeId(result.answers.cursor);
    await this.#deliver(ONLY, operation, result);
    this.stream.end();
  }

  /** Begins one of several operations. Returns the errors of a refused operation, and sends no event for the operation. */
  async run(
    id: string,
    params: GraphqlParams,
    context: RequestContext,
  ): Promise<readonly GraphQLFormattedError[] | undefined> {
    const operation = this.#begin(id);
    const result = await this.#operations.begin(params, context);
    if (await this.#isCancelled(id, operation, result)) return undefined;
    if (result.kind === 'refused') {
      this.end(id, operation);
      return result.errors;
    }
    void this.#deliver(id, operation, result);
    return undefined;
  }

  /** Ends an operation without an event. Ignores unknown ids: the operation may have ended just now. */
  complete(id: string): void {
    const operation = this.operation(id);
    if (!operation) return;
    this.end(id, operation);
    void operation.answers?.return?.();
  }

  #begin(id: string): StreamOperation {
    const operation: StreamOperation = {};
    this.begin(id, operation);
    return operation;
  }

  async #isCancelled(id: string, operation: StreamOperation, result: OperationResult): Promise<boolean> {
    if (this.operation(id) === operation && !this.stream.isClosed) return false;
    if (result.kind === 'stream') await result.answers.return?.();
    return true;
  }

  async #deliver(id: string, operation: StreamOperation, result: OperationResult): Promise<void> {
    const isRunning = (): boolean => this.operation(id) === operation;
    const send = async (answer: Answer, cursor?: string): Promise<boolean> =>
      isRunning() &&
      (await this.stream.write('next', JSON.stringify(id === ONLY ? answer : { id, payload: answer }), cursor));
    try {
      if (result.kind === 'stream') {
        const { answers } = result;
        operation.answers = answers;
        this.settle(operation);
        for await (const answer of answers) if (!(await send(answer, answers.cursor))) break;
      } else {
        await send(result.kind === 'answer' ? result.answer : { errors: result.errors });
      }
    } catch (error) {
      await send({ errors: [this.#operations.public(error)] });
    }
    if (!isRunning()) return;
    this.release(id, operation);
    await this.stream.write('complete', id === ONLY ? '' : JSON.stringify({ id }));
    this.settle(operation);
  }
}
