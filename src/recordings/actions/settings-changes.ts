import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { OutcomeUnknown, RecordingFailure } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { JsonMembers, PendingChange, RefChange } from '../../domain/recorder.ts';
import { Evidence } from '../../domain/recording.ts';
import type { EngineParts } from '../engine/engine-parts.ts';

// The reference of a task holds its settings, and the changes of them whose outcome is unknown. Each change is recorded
// before it is sent. So a lost answer or a crash never leaves settings in the ledger that differ from the vendor's.

/** Bound on the duration of a call, ms: an older change has been executed, or never will be. */
const MAX_CALL_MS = 30_000;

type Ref = Recording['ref'];
type Pending = Readonly<Record<string, PendingChange>>;

/**
 * Changes the settings of a running task. Returns the answer and the change of the reference to be stored. Throws the error
 * of `send` after the ledger has recorded its consequence. Throws `LedgerUnavailable` if nothing was sent.
 */
export async function changeSettings<Answer>(
  { store, sealedStarts, now }: Pick<EngineParts, 'store' | 'sealedStarts' | 'now'>,
  row: Recording,
  settings: JsonMembers,
  send: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly ref: RefChange }> {
  const key = randomUUID();
  const at = now();
  const change = { at, settings: sealedStarts.sealRef(settings, row.id) };
  await store.transition(row.id, ({ ref }) => {
    const pending = { ...pendingOf(ref), [keyOf(sealedStarts.openRef(ref, row.id), settings) ?? key]: change };
    return { evidence: Evidence.CLIENT, report: { facts: [] }, extra: { ref: { ...ref, pending } } };
  });
  try {
    const answer = await send();
    // The vendor has replaced all settings, so earlier changes that are over no longer count.
    return { answer, ref: (ref) => ({ settings: change.settings, pending: without(ref, key, at - MAX_CALL_MS) }) };
  } catch (error) {
    const isRefused = error instanceof RecordingFailure && !(error instanceof OutcomeUnknown);
    const ref = isRefused ? (current: Ref) => ({ pending: without(current, key, -Infinity) }) : undefined;
    await store.pollSoon(row.id, { ref });
    throw error;
  }
}

function pendingOf(ref: Ref): Pending {
  return (ref['pending'] ?? {}) as Pending;
}

/** Returns the key of a pending change with the same settings. The entry stays if the new change is refused. */
function keyOf(ref: Ref, settings: JsonMembers): string | undefined {
  return Object.entries(pendingOf(ref)).find(([, other]) => isDeepStrictEqual(other.settings, settings))?.[0];
}

/** Returns the pending changes without one key and without changes sent before a time. */
function without(ref: Ref, key: string, sentBefore: number): JsonMembers {
  const others = Object.entries(pendingOf(ref)).filter(([other, { at }]) => other !== key && at >= sentBefore);
  return Object.fromEntries(others.map(([name, { at, settings }]) => [name, { at, settings: { ...settings } }]));
}
