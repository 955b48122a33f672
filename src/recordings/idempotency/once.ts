import { IdempotencyKeyReused, RecordingErrorCode, RecordingFailure, type ErrorEntry } from '../../errors.ts';
import type { Ledger } from '../../ledger/contract/ledger.ts';
import type { KeyRow } from '../../ledger/contract/rows.ts';
import { parseJson, printJson } from '../../wire/json.ts';
import type { EngineParts } from '../engine/engine-parts.ts';
import { inputHash } from './input-hash.ts';
import { outcomeOfTwin } from './twin.ts';

/** What an operation answered, as a client got it. */
export type Answered = Readonly<Record<string, unknown>> & { readonly errors?: readonly ErrorEntry[] };

/** Does what a key stands for once. For operations that are no starts: those have their recording as the result. */
export class Once {
  /** Keys whose operation this process is running: it must not take one over from itself. */
  readonly #running = new Set<string>();

  constructor(private readonly engine: EngineParts) {}

  /**
   * Runs an operation, or gives the answer of the earlier run of the same key. Throws `IdempotencyKeyReused` for another
   * operation or input, `IdempotencyInProgress` when the twin takes long. A failure that can succeed later is not kept.
   */
  run(key: string, operation: string, input: object, run: () => Promise<Answered>): Promise<Answered> {
    const { ledger, now } = this.engine;
    const hash = inputHash(input);
    const take = async (): ReturnType<Ledger['takeKey']> => {
      const known = this.#running.has(key) ? await ledger.findKey(key) : undefined;
      if (known) return { taken: known, fence: known.fence };
      await ledger.clock.settled();
      const at = now();
      return ledger.takeKey({
        key,
        operation,
        inputHash: hash,
        createdAt: at,
        leaseUntil: at + this.engine.leases.durationMs,
      });
    };
    return outcomeOfTwin(this.engine, async () => {
      const { taken, fence } = await take();
      if (!taken) return this.#first(key, fence, run);
      if (!isSame(taken, operation, hash)) throw new IdempotencyKeyReused();
      return taken.result === null ? undefined : { ...(parseJson(taken.result) as Answered), replayed: true };
    });
  }

  async #first(key: string, fence: number, run: () => Promise<Answered>): Promise<Answered> {
    const { ledger } = this.engine;
    let answered: Answered;
    this.#running.add(key);
    try {
      answered = await run();
    } catch (error) {
      const entries = error instanceof RecordingFailure ? error.entries() : undefined;
      const changedNothing =
        entries?.every(({ retryable, code }) => retryable || code === RecordingErrorCode.INVALID_INPUT) ?? false;
      if (changedNothing) await this.engine.store.persist(() => ledger.releaseKey(key, fence));
      else if (entries)
        await this.engine.store.persist(() => ledger.finishKey(key, fence, printJson({ errors: entries })));
      throw error;
    } finally {
      this.#running.delete(key);
    }
    await this.engine.store.persist(() => ledger.finishKey(key, fence, printJson(answered)));
    return answered;
  }
}

function isSame(taken: KeyRow, operation: string, hash: string): boolean {
  return taken.operation === operation && taken.inputHash === hash && taken.recordingId === null;
}
