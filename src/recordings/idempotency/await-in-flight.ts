import { IdempotencyInProgress } from '../../errors.ts';

/** Maximum wait of a call for an earlier call with the same key, and interval of the checks. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 100;

/** Repeats `look` until the outcome of the call in flight is there. Throws `IdempotencyInProgress` after 15 s. */
export async function awaitInFlight<Outcome>(
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
