import type { ConnectionTimes } from './connection-times.ts';

/** One WebSocket or event stream, and the operations on the connection by their ids. */
export abstract class Connection<Operation extends object = object> {
  readonly #operations = new Map<string, Operation>();
  /** Operations with one answer that has not been sent. */
  readonly #unanswered = new Set<Operation>();
  readonly #idle = Promise.withResolvers<undefined>();
  #isDraining = false;

  /** `client`: the key of the client in `Clients`. */
  constructor(readonly client: string) {}

  /** Resolves when either side has closed the connection. */
  abstract readonly whenClosed: Promise<unknown>;

  /** Closes the connection because the server stops. What was written still arrives. */
  abstract close(): void;

  abstract cut(): void;

  /** Sends a sign of life, or cuts the connection of a client that has been silent for too long. */
  abstract check(times: ConnectionTimes): void;

  /** Number of operations that run. */
  get operations(): number {
    return this.#operations.size;
  }

  /** Whether the connection is only reserved: the client has not connected yet. */
  get isReserved(): boolean {
    return false;
  }

  /** Whether new operations are ignored, because the connection is about to close. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  protected ids(): readonly string[] {
    return [...this.#operations.keys()];
  }

  operation(id: string): Operation | undefined {
    return this.#operations.get(id);
  }

  begin(id: string, operation: Operation): void {
    this.#operations.set(id, operation);
    this.#unanswered.add(operation);
  }

  /** Frees the id of an operation. */
  release(id: string, operation: Operation): void {
    if (this.#operations.get(id) === operation) this.#operations.delete(id);
  }

  /** Takes an operation off the list that `drain` waits for: answered, completed by the client, or a subscription. */
  settle(operation: Operation): void {
    this.#unanswered.delete(operation);
    if (this.#isDraining && this.#unanswered.size === 0) this.#idle.resolve(undefined);
  }

  end(id: string, operation: Operation): void {
    this.release(id, operation);
    this.settle(operation);
  }

  /** Begins no operation from now on. Resolves when every operation with one answer has ended. */
  drain(): Promise<void> {
    this.#isDraining = true;
    return this.#unanswered.size > 0 ? this.#idle.promise : Promise.resolve();
  }

  /** Drains and closes the connection; cuts the connection if the client does not close within `farewellMs`. */
  async dismiss(farewellMs: number): Promise<void> {
    if (!this.isReserved) await Promise.race([this.drain(), this.whenClosed]);
    this.close();
    const late = setTimeout(() => this.cut(), farewellMs);
    await this.whenClosed;
    clearTimeout(late);
  }
}
