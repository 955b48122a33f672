/** One answered call in brief. It is printed on the developer's console, so it holds no parameter. */
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

  /** A live view: it grows with every call. */
  get list(): readonly Call[] {
    return this.#calls;
  }

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > this.kept) this.#calls.shift();
  }
}
