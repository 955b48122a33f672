import type { GraphQLError } from 'graphql';
import type { AnswerBudget } from '../../graphql/context.ts';
import { clientError } from '../errors/public-errors.ts';

/** Maximum bytes that the server reads for an answer, and that an answer contains. */
export const MAX_BYTES = 8 * 1024 * 1024;
/** Maximum time for the reads of an answer, in ms. A slow ledger delays reads. */
const MAX_MS = 10_000;
/** Maximum recordings that the lists and counts of an answer scan. A page and its count scan 10,000 each. */
const MAX_LOOKS = 20_000;

const ADVICE = 'ask for fewer by first, leave fields out, or send several requests.';

/** Limits the bytes that are read for an answer and written to the answer. The cost limits the number of entries. */
export class Budget implements AnswerBudget {
  fault: GraphQLError | undefined;
  readonly looks = { left: MAX_LOOKS };
  readonly #until: number;
  #read = 0;
  #written = 0;

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly maxBytes: number = MAX_BYTES,
  ) {
    this.#until = now() + MAX_MS;
  }

  countRead(bytes: number): void {
    this.#read += bytes;
    this.#check(this.#read);
  }

  countWritten(bytes: number): void {
    this.#written += bytes;
    this.#check(this.#written);
  }

  #check(bytes: number): void {
    if (bytes > this.maxBytes) this.fault ??= tooLarge(this.maxBytes);
    else if (this.now() > this.#until) {
      this.fault ??= clientError(`The answer would take longer than ${MAX_MS / 1000} s: ${ADVICE}`, 'ANSWER_TOO_LARGE');
    }
    if (this.fault) throw this.fault;
  }
}

function tooLarge(bytes: number): GraphQLError {
  const megabytes = Math.round(bytes / (1024 * 1024));
  return clientError(`The answer would hold more than ${megabytes} MB: ${ADVICE}`, 'ANSWER_TOO_LARGE');
}
