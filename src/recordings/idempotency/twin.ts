import { IdempotencyInProgress } from '../../errors.ts';
import type { EngineParts } from '../engine/engine-parts.ts';

/** How long a call waits for the outcome of its twin, and how often it looks. */
const PATIENCE_MS = 15_000;
const LOOK_MS = 100;

/** Waits until `look` finds the outcome of a call with the same key. Throws `IdempotencyInProgress` when that takes long. */
export async function outcomeOfTwin<Outcome>(
  { sleep }: Pick<EngineParts, 'sleep'>,
  look: () => Promise<Outcome | undefined>,
): Promise<Outcome> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const outcome = await look();
    if (outcome !== undefined) return outcome;
    if (waited >= PATIENCE_MS) throw new IdempotencyInProgress(1000);
    await sleep(LOOK_MS);
  }
}
