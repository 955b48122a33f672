/** Summary of one answered call. Printed on the developer's console, so without parameters. */
export interface EmulatedCall {
  readonly service: string;
  readonly action: string;
  readonly requestId: string;
  /** The code of the refusal; null when the call was carried out. */
  readonly code: string | null;
  readonly taskId?: string;
}

/** The last calls, oldest first. */
export class RequestLog<Call> {
  readonly #calls: Call[] = [];

  constructor(private readonly kept = 1000) {}

  /** A live view of the log. */
  get list(): readonly Call[] {
    return this.#calls;
  }

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > this.kept) this.#calls.shift();
  }
}
