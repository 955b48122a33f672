import type { JsonMembers } from '../recordings/recorder.ts';
import { plainJson } from './start-params.ts';

// A change of a running task replaces all of its settings: what the call leaves out goes back to the vendor's default, so
// that a new layout alone would record everybody. The reference of a task therefore holds its settings, as the start or
// the last change of ours sent them, and a change is completed by them.

/** Settings by the name of their field. Absent or null: not given. */
type Given<Name extends string> = Readonly<Partial<Record<Name, object | null | undefined>>>;

/** A change that is complete. */
export interface CompletedChange<Name extends string> {
  /** The settings to send. */
  readonly settings: Partial<Record<Name, object>>;
  /** What the vendor sets back all the same, for people. */
  readonly warnings: readonly string[];
}

/** The settings of a task as a member of its reference. */
export function settingsRef<Name extends string>(settings: Given<Name>): JsonMembers {
  return { settings: plainJson(settings) };
}

/**
 * Completes a change by the settings that the reference of the task holds. `losses` names the settings, and says of each
 * what happens where it is neither given nor known, as for a task that was started elsewhere.
 */
export function completedChange<Name extends string>(
  given: Given<Name>,
  ref: Readonly<Record<string, unknown>> | undefined,
  losses: Readonly<Record<Name, string>>,
): CompletedChange<Name> {
  const known = ref?.['settings'] as Given<Name> | undefined;
  const settings: Partial<Record<Name, object>> = {};
  const warnings: string[] = [];
  for (const name of Object.keys(losses) as Name[]) {
    const kept = known?.[name];
    const value = given[name] ?? (kept && Object.keys(kept).length > 0 ? kept : undefined);
    if (value) settings[name] = value;
    else if (!known) warnings.push(`${name} is not given, and the ledger does not know it: ${losses[name]}`);
  }
  return { settings, warnings };
}
