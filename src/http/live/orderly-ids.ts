import { MessageType } from 'graphql-ws';

const SUBSCRIBE: string = MessageType.Subscribe;
const COMPLETE: string = MessageType.Complete;

interface ClientMessage {
  readonly type: string;
  readonly id?: string;
}

/**
 * Lets a client use an id again as soon as it has completed the operation before. graphql-ws knows operations by their
 * id alone: the end of an operation, which can come late, would be taken for that of the next one with the same id. So
 * messages for an id wait until its completed operation is through.
 */
export class OrderlyIds {
  /** Operations that the client has not completed, by id: until everything about them was sent. */
  readonly #running = new Map<string, Promise<void>>();
  /** When the next message for an id may be handed on, where that is not now. */
  readonly #waiting = new Map<string, Promise<void>>();

  /** Hands a message on by `pass`, which resolves when all that follows from it is through; so does the answer. */
  async take(text: string, pass: () => Promise<void>): Promise<void> {
    const message = read(text);
    const id = message?.id;
    if (!message || id === undefined) return pass();
    const before = this.#waiting.get(id);
    if (!before) {
      const { through, next } = this.#pass(message.type, id, pass);
      if (next) this.#wait(id, next);
      return through;
    }
    const passed = before.then(() => this.#pass(message.type, id, pass));
    this.#wait(
      id,
      passed.then(({ next }) => next),
    );
    return (await passed).through;
  }

  /** How many operations go on, those aside that the client has completed. */
  get size(): number {
    return this.#running.size;
  }

  /** `next`: when the next message for the id may be handed on; at once where it is absent. */
  #pass(type: string, id: string, pass: () => Promise<void>): { through: Promise<void>; next?: Promise<void> } {
    const through = pass();
    if (type === SUBSCRIBE) this.#run(id, through);
    const completed = type === COMPLETE ? this.#running.get(id) : undefined;
    if (completed) this.#running.delete(id);
    return { through, ...(completed && { next: completed }) };
  }

  #run(id: string, through: Promise<void>): void {
    const settled = through.catch(() => undefined); // told by `take`
    this.#running.set(id, settled);
    void settled.then(() => {
      if (this.#running.get(id) === settled) this.#running.delete(id);
    });
  }

  #wait(id: string, until: Promise<void>): void {
    this.#waiting.set(id, until);
    void until.then(() => {
      if (this.#waiting.get(id) === until) this.#waiting.delete(id);
    });
  }
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
