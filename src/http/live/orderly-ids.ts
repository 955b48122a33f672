import { MessageType } from 'graphql-ws';
import { UnderWay } from './under-way.ts';

const SUBSCRIBE: string = MessageType.Subscribe;
const COMPLETE: string = MessageType.Complete;

/** Most that may wait for operations that the client has completed. */
const MOST_MESSAGES = 1000;
const MOST_CHARACTERS = 1024 * 1024;

interface ClientMessage {
  readonly type: string;
  readonly id?: string;
}

interface Operation {
  /** Resolves when everything about it was sent. */
  readonly through: Promise<void>;
  readonly characters: number;
}

/**
 * Lets a client use an id again as soon as it has completed the operation before. graphql-ws knows operations by their
 * id alone: the end of an operation, which can come late, would be taken for that of the next one with the same id. So
 * messages for an id wait until its completed operation is through.
 */
export class OrderlyIds {
  /** Operations that the client has not completed, by id. */
  readonly #running = new Map<string, Operation>();
  readonly #underWay = new UnderWay();
  /** When the next message for an id may be handed on, where that is not now. */
  readonly #waiting = new Map<string, Promise<void>>();
  /** Completed operations that are not through, and the messages behind them. */
  #messages = 0;
  #characters = 0;
  #isFinishing = false;

  /** Hands a message on by `pass`, which resolves when all that follows from it is through; so does the answer. */
  async take(text: string, pass: () => Promise<void>): Promise<void> {
    const message = read(text);
    const id = message?.id;
    if (!message || id === undefined) return pass();
    const handOn = (): Passed => this.#pass(message.type, id, text.length, pass);
    const before = this.#waiting.get(id);
    if (!before) {
      const { through, completed } = handOn();
      if (completed) this.#wait(id, completed.through, completed.characters);
      return through;
    }
    const passed = before.then(handOn);
    this.#wait(
      id,
      passed.then(({ completed }) => completed?.through),
      text.length,
    );
    return (await passed).through;
  }

  /** How many operations go on, those aside that the client has completed. */
  get size(): number {
    return this.#running.size;
  }

  /** Whether more waits than a client can need, who begins again what it has completed. */
  get isOverfull(): boolean {
    return this.#messages > MOST_MESSAGES || this.#characters > MOST_CHARACTERS;
  }

  /** Tells that an operation goes on until somebody ends it: `finish` does not wait for it. */
  goesOn(id: string): void {
    const operation = this.#running.get(id);
    if (operation) this.#underWay.delete(operation);
  }

  /** From now on no operation is begun; resolves when those with one answer are through. */
  finish(): Promise<void> {
    this.#isFinishing = true;
    return this.#underWay.whenIdle();
  }

  #pass(type: string, id: string, characters: number, pass: () => Promise<void>): Passed {
    if (type === SUBSCRIBE && this.#isFinishing) return { through: Promise.resolve(), completed: undefined };
    const through = pass();
    if (type === SUBSCRIBE) this.#run(id, through, characters);
    const completed = type === COMPLETE ? this.#running.get(id) : undefined;
    if (completed) this.#forget(id, completed);
    return { through, completed };
  }

  #run(id: string, passed: Promise<void>, characters: number): void {
    const through = passed.catch(() => undefined); // told by `take`
    const operation = { through, characters };
    this.#running.set(id, operation);
    this.#underWay.add(operation);
    void through.then(() => this.#forget(id, operation));
  }

  #forget(id: string, operation: Operation): void {
    if (this.#running.get(id) === operation) this.#running.delete(id);
    this.#underWay.delete(operation);
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

/** `completed`: the operation that this message completed; the next message for its id waits for it. */
interface Passed {
  readonly through: Promise<void>;
  readonly completed: Operation | undefined;
}

/** What can be told of a message; graphql-ws itself says what is wrong with one. */
function read(text: string): ClientMessage | undefined {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
    const { type } = message;
    const id = 'id' in message && typeof message.id === 'string' ? { id: message.id } : {};
    return typeof type === 'string' ? { type, ...id } : undefined;
  } catch {
    return undefined;
  }
}
