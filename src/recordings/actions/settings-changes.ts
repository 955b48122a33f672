import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { OutcomeUnknown, RecordingFailure } from '../../errors.ts';
import type { RecordingRow } from '../../ledger/contract/rows.ts';
import type { Desk } from '../engine/desk.ts';
import type { JsonMembers, PendingChange, RefChange } from '../../domain/recorder.ts';
import { Evidence } from '../../domain/recording.ts';

// The reference of a task holds its settings, and changes of them whose outcome is not known: each is put down before it is
// sent. So a lost answer, or a server that ends half-way, leaves no settings behind that may not be those of the vendor.

/** No call is under way for longer, in ms: a change that is older has been carried out by now, or never will be. */
const MAX_CALL_MS = 30_000;

type Ref = RecordingRow['ref'];
type Pending = Readonly<Record<string, PendingChange>>;

/**
 * Carries out a change of the settings of a running task. Returns the answer with the change of the reference that is to be
 * kept. Throws what `send` throws, after the ledger knows what that means for the settings; throws `LedgerUnavailable`
 * with nothing sent.
 */
export async function changeSettings<Answer>(
  desk: Desk,
  row: RecordingRow,
  settings: JsonMembers,
  send: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly ref: RefChange }> {
  const key = randomUUID();
  const at = desk.now();
  const sealed = desk.sealedStarts.settings;
  const change = { at, settings: sealed.seal(settings, row.id) };
  const known = (ref: Ref): string | undefined => keyOf(sealed.open(ref, row.id), settings);
  await desk.move(row.id, ({ ref }) => ({
    evidence: Evidence.CLIENT,
    report: { facts: [] },
    extra: { ref: { ...ref, pending: { ...pendingOf(ref), [known(ref) ?? key]: change } } },
  }));
  try {
    const answer = await send();
    // The vendor has replaced all settings: what was sent before and is over counts no more.
    return { answer, ref: (ref) => ({ settings: change.settings, pending: without(ref, key, at - MAX_CALL_MS) }) };
  } catch (error) {
    const isRefused = error instanceof RecordingFailure && !(error instanceof OutcomeUnknown);
    const ref = isRefused ? (now: Ref) => ({ pending: without(now, key, -Infinity) }) : undefined;
    await desk.keep(() => desk.lookSoon(row.id, 0, undefined, ref));
    throw error;
  }
}

function pendingOf(ref: Ref): Pending {
  return (ref['pending'] ?? {}) as Pending;
}

/** The key of a pending change that sends the same. It stays when this one is refused, for its own outcome is not known. */
function keyOf(ref: Ref, settings: JsonMembers): string | undefined {
  return Object.entries(pendingOf(ref)).find(([, other]) => isDeepStrictEqual(other.settings, settings))?.[0];
}

/** The pending changes but one, and but those that were sent before a time. */
function without(ref: Ref, key: string, sentBefore: number): JsonMembers {
  const others = Object.entries(pendingOf(ref)).filter(([other, { at }]) => other !== key && at >= sentBefore);
  return Object.fromEntries(others) as unknown as JsonMembers;
}
