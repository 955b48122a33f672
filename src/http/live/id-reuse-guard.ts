import { MessageType } from 'graphql-ws';
import type { Connection } from './connection.ts';

const SUBSCRIBE: string = MessageType.Subscribe;
const COMPLETE: string = MessageType.Complete;

/** Bounds of the messages that wait for completed operations. */
const MAX_MESSAGES = 1000;
const MAX_CHARACTERS = 1024 * 1024;

/** The parts of a client's message that the guard reads. */
export interface ClientMessage {
  readonly type: string;
  readonly id?: string;
}

export interface SocketOperation {
  /** Resolves when every message of the operation was sent. */
  readonly ended: Promise<void>;
  readonly characters: number;
}

/** `completed`: the operation that the message completed. The next message with the same id waits for its end. */
interface Handled {
  readonly ended: Promise<void>;
  readonly completed: SocketOperation | undefined;
}

/**
 * Lets a client reuse an id as soon as the client has completed the previous operation. graphql-ws knows operations by id
 * alone, and would take the late end of an operation for the end of the next operation with the same id. So messages with
 * an id wait until the completed operation has ended.
 */
export class IdReuseGuard {
  readonly #connection: Connection<SocketOperation>;
  /** Resolves when the next message with the id may be handled. Has no entry if the message need not wait. */
  readonly #waiting = new Map<string, Promise<void>>();
  /** Completed operations that have not ended, and the messages that wait for them. */
  #messages = 0;
  #characters = 0;

  constructor(connection: Connection<SocketOperation>) {
    this.#connection = connection;
  }

  /** Whether more messages wait than a client needs that reuses the ids of completed operations. */
  get isOverfull(): boolean {
    return this.#messages > MAX_MESSAGES || this.#characters > MAX_CHARACTERS;
  }

  /** Handles a message in its turn. `handle`, and so the result, resolves when all that follows from the message was sent. */
  async take({ type, id }: ClientMessage, characters: number, handle: () => Promise<void>): Promise<void> {
    if (id === undefined) return handle();
    const turn = (): Handled => this.#handle(type, id, characters, handle);
    const before = this.#waiting.get(id);
    if (!before) {
      const { ended, completed } = turn();
      if (completed) this.#wait(id, completed.ended, completed.characters);
      return ended;
    }
    const handled = before.then(turn);
    this.#wait(
      id,
      handled.then(({ completed }) => completed?.ended),
      characters,
    );
    return (await handled).ended;
  }

  #handle(type: string, id: string, characters: number, handle: () => Promise<void>): Handled {
    if (type === SUBSCRIBE && this.#connection.isDraining) return { ended: Promise.resolve(), completed: undefined };
    const ended = handle();
    if (type === SUBSCRIBE) this.#begin(id, ended, characters);
    const completed = type === COMPLETE ? this.#connection.operation(id) : undefined;
    if (completed) this.#connection.end(id, completed);
    return { ended, completed };
  }

  #begin(id: string, handled: Promise<void>, characters: number): void {
    const ended = handled.catch(() => undefined); // `take` rejects with the error
    const operation = { ended, characters };
    this.#connection.begin(id, operation);
    void ended.then(() => this.#connection.end(id, operation));
  }

  #wait(id: string, until: Promise<void>, characters: number): void {
    this.#messages += 1;
    this.#characters += characters;
    this.#waiting.set(id, until);
    void until.then(() => {
      this.#messages -= 1;
      this.#characters -= characters;
      if (this.#waiting.get(id) === until) this.#waiting.delete(id);
    });
  }
}
