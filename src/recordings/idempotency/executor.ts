import {
  IdempotencyInProgress,
  IdempotencyKeyReused,
  RecordingErrorCode,
  RecordingFailure,
  type ErrorEntry,
} from '../../errors.ts';
import type { Ledger, NewKey } from '../../ledger/contract/ledger.ts';
import type { IdempotencyKey } from '../../ledger/contract/entities.ts';
import { parseJson, printJson } from '../../wire/json.ts';
import { RecordingState } from '../../domain/recording.ts';
import type { EngineParts } from '../engine/engine-parts.ts';
import { startErrorsOf } from '../lifecycle/failure.ts';
import type { StartOutcome } from '../starts/start-request.ts';
import { inputHash, isHashOf } from './input-hash.ts';

/** For how long a call waits for an earlier call with the same key, and how often the call looks. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 100;

/** The payload of an operation. Absent `errors`: none. */
export type Answered = Readonly<Record<string, unknown>> & { readonly errors?: readonly ErrorEntry[] };

/** A call of an operation. */
interface Call {
  /** The idempotency key; undefined: the operation always runs. */
  readonly key: string | undefined;
  readonly operation: string;
  readonly input: object;
}

/** Identity of a call, for the comparison with repeated calls. */
export type CallKey = Pick<NewKey, 'key' | 'operation' | 'inputHash'>;

/** The key of a call belongs to an earlier call. */
export class KeyTaken {
  constructor(readonly row: IdempotencyKey) {}
}

/** How an operation keeps an outcome under a key. */
interface Strategy<Outcome> {
  /** Takes the key and runs the operation. */
  attempt(key: CallKey): Promise<Outcome | KeyTaken>;
  /** The outcome of the earlier call; undefined while the earlier call is in flight. */
  replay(row: IdempotencyKey): Promise<Outcome | undefined> | Outcome | undefined;
}

type ExecutorParts = Pick<EngineParts, 'ledger' | 'store' | 'leases' | 'now' | 'sleep'>;

/**
 * Runs an operation once per idempotency key; a repeated call gets the first outcome. Both methods throw
 * `IdempotencyKeyReused` for a key of another operation or input, and `IdempotencyInProgress` if the first call takes
 * long.
 */
export class Executor {
  /** Keys whose operation runs in this process: the process must not take over a key from itself. */
  readonly #running = new Set<string>();

  constructor(private readonly parts: ExecutorParts) {}

  /** Runs an operation and stores the answer under the key. A failure that a retry can avoid is not stored. */
  run(call: Call, operation: () => Promise<Answered>): Promise<Answered> {
    if (call.key === undefined) return operation();
    return this.#execute(call.key, call, {
      attempt: async (key) => {
        const { taken, fence } = await this.#take(key);
        return taken ? new KeyTaken(taken) : this.#runAndStore(key.key, fence, operation);
      },
      replay: replayedAnswer,
    });
  }

  /** Starts a recording. `begin` stores the key together with the recording, whose state is the outcome. */
  async start(call: Call, begin: (key?: CallKey) => Promise<StartOutcome | KeyTaken>): Promise<StartOutcome> {
    const { ledger } = this.parts;
    if (call.key === undefined) {
      const started = await begin();
      if (started instanceof KeyTaken) throw new Error('a start without a key has no earlier call');
      return started;
    }
    const row = await ledger.findKey(call.key);
    let earlier = row && new KeyTaken(row);
    return this.#execute(call.key, call, {
      attempt: async (key) => {
        const begun = earlier ?? (await begin(key));
        if (begun instanceof KeyTaken) earlier = begun;
        return begun;
      },
      replay: (taken) => replayedStart(ledger, taken),
    });
  }

  #execute<Outcome>(key: string, { operation, input }: Call, strategy: Strategy<Outcome>): Promise<Outcome> {
    const own = { key, operation, inputHash: inputHash(input) };
    const isSameCall = (row: IdempotencyKey): boolean =>
      row.operation === operation && (row.inputHash === own.inputHash || isHashOf(row.inputHash, input));
    return awaitInFlight(this.parts.sleep, async () => {
      const attempted = await strategy.attempt(own);
      if (!(attempted instanceof KeyTaken)) return attempted;
      if (!isSameCall(attempted.row)) throw new IdempotencyKeyReused();
      return strategy.replay(attempted.row);
    });
  }

  async #take(key: CallKey): ReturnType<Ledger['takeKey']> {
    const { ledger, now, leases } = this.parts;
    const known = this.#running.has(key.key) ? await ledger.findKey(key.key) : undefined;
    if (known) return { taken: known, fence: known.fence };
    await ledger.clock.settled();
    const at = now();
    return ledger.takeKey({ ...key, createdAt: at, leaseUntil: at + leases.durationMs });
  }

  async #runAndStore(key: string, fence: number, operation: () => Promise<Answered>): Promise<Answered> {
    const { ledger, store } = this.parts;
    let answered: Answered;
    this.#running.add(key);
    try {
      answered = await operation();
    } catch (error) {
      const entries = error instanceof RecordingFailure ? error.entries() : undefined;
      const changedNothing =
        entries?.every(({ retryable, code }) => retryable || code === RecordingErrorCode.INVALID_INPUT) ?? false;
      if (changedNothing) await store.persist(() => ledger.releaseKey(key, fence));
      else if (entries) await store.persist(() => ledger.finishKey(key, fence, printJson({ errors: entries })));
      throw error;
    } finally {
      this.#running.delete(key);
    }
    await store.persist(() => ledger.finishKey(key, fence, printJson(answered)));
    return answered;
  }
}

/** Repeats `look` until the outcome of the call in flight is there. Throws `IdempotencyInProgress` after 15 s. */
async function awaitInFlight<Outcome>(
  sleep: (ms: number) => Promise<void>,
  look: () => Promise<Outcome | undefined>,
): Promise<Outcome> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const outcome = await look();
    if (outcome !== undefined) return outcome;
    if (waited >= PATIENCE_MS) throw new IdempotencyInProgress(1000);
    await sleep(LOOK_MS);
  }
}

/** The answer that an earlier call stored under its key; undefined while the earlier call is in flight. */
function replayedAnswer({ result, recordingId }: IdempotencyKey): Answered | undefined {
  if (recordingId !== null) throw new IdempotencyKeyReused();
  return result === null ? undefined : { ...(parseJson(result) as Answered), replayed: true };
}

/** The recording of an earlier start with the key; undefined while the earlier start is in flight. */
async function replayedStart(
  ledger: Pick<Ledger, 'find'>,
  { recordingId }: IdempotencyKey,
): Promise<StartOutcome | undefined> {
  if (recordingId === null) throw new IdempotencyKeyReused();
  const row = await ledger.find(recordingId);
  if (!row) throw new Error('an idempotency key without its recording');
  const isInFlight = row.state === RecordingState.REQUESTED || row.state === RecordingState.STARTING;
  if (!row.accepted && isInFlight) return undefined;
  return { row, replayed: true, errors: startErrorsOf(row), preview: null };
}
