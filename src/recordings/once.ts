import { IdempotencyKeyReused, RecordingErrorCode, RecordingFailure, type ErrorEntry } from '../errors.ts';
import type { KeyRow } from '../ledger/rows.ts';
import { parseJson, printJson } from '../wire/json.ts';
import type { Desk } from './desk.ts';
import { inputHash } from './input-hash.ts';
import { outcomeOfTwin } from './twin.ts';

/** What an operation answered, as a client got it. */
export type Answered = Readonly<Record<string, unknown>> & { readonly errors?: readonly ErrorEntry[] };

/** Does what a key stands for once. For operations that are no starts: those have their recording as the result. */
export class Once {
  constructor(private readonly desk: Desk) {}

  /**
   * Runs an operation, or gives the answer of the earlier run of the same key. Throws `IdempotencyKeyReused` for another
   * operation or input, `IdempotencyInProgress` when the twin takes long. A failure that can succeed later is not kept.
   */
  run(key: string, operation: string, input: object, run: () => Promise<Answered>): Promise<Answered> {
    const { ledger, now } = this.desk;
    const hash = inputHash(input);
    return outcomeOfTwin(this.desk, async () => {
      const at = now();
      const use = { key, operation, inputHash: hash, createdAt: at, leaseUntil: at + this.desk.leaseMs };
      const { taken, fence } = await ledger.takeKey(use);
      if (!taken) return this.#first(key, fence, run);
      if (!isSame(taken, operation, hash)) throw new IdempotencyKeyReused();
      return taken.result === null ? undefined : { ...(parseJson(taken.result) as Answered), replayed: true };
    });
  }

  async #first(key: string, fence: number, run: () => Promise<Answered>): Promise<Answered> {
    const { ledger } = this.desk;
    let answered: Answered;
    try {
      answered = await run();
    } catch (error) {
      const entries = error instanceof RecordingFailure ? error.entries() : undefined;
      const changedNothing =
        entries?.every(({ retryable, code }) => retryable || code === RecordingErrorCode.INVALID_INPUT) ?? false;
      if (changedNothing) await this.desk.keep(() => ledger.releaseKey(key, fence));
      else if (entries) await this.desk.keep(() => ledger.finishKey(key, fence, printJson({ errors: entries })));
      throw error;
    }
    await this.desk.keep(() => ledger.finishKey(key, fence, printJson(answered)));
    return answered;
  }
}

function isSame(taken: KeyRow, operation: string, hash: string): boolean {
  return taken.operation === operation && taken.inputHash === hash && taken.recordingId === null;
}
