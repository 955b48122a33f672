import { isDeepStrictEqual } from 'node:util';
import type { JsonMembers, PendingChange } from '../domain/recorder.ts';
import { plainJson } from './start-params.ts';

// A change of a running task replaces all settings of the task: the vendor resets omitted settings to the default, so a
// new layout alone would record all users. The reference of a task therefore stores the settings of the start or of the
// last change, and completes each change by them. A change whose answer was lost may have been carried out: the
// settings in which it differs count as unknown from then on.

/** A change with all settings to send. */
export interface CompletedChange<Settings extends object> {
  /** The settings to send. */
  readonly settings: Settings;
  /** Settings that the vendor resets nevertheless, for display. */
  readonly warnings: readonly string[];
}

/** The settings of a start or a change, as a member of the reference of the task. */
export function settingsRef(settings: object): { readonly settings: JsonMembers } {
  return { settings: plainJson(settings) as JsonMembers };
}

/** Names of settings that a change without a known outcome may have replaced. */
function unsettled(ref: Readonly<Record<string, unknown>> | undefined, names: readonly string[]): readonly string[] {
  const known = (ref?.['settings'] ?? {}) as Readonly<Record<string, unknown>>;
  const pending = Object.values((ref?.['pending'] ?? {}) as Readonly<Record<string, PendingChange>>);
  const isSame = (name: string, { settings }: PendingChange): boolean =>
    isDeepStrictEqual(valueOf(known[name]), valueOf(settings[name]));
  return names.filter((name) => pending.some((change) => !isSame(name, change)));
}

/** Whether changes of a task are pending. */
export function hasPending(ref: Readonly<Record<string, unknown>> | undefined): boolean {
  return Object.keys(ref?.['pending'] ?? {}).length > 0;
}

/** An absent setting and an empty one are the vendor's default. */
function valueOf(setting: unknown): unknown {
  return plainJson(setting ?? {});
}

/**
 * Completes a change by the settings in the reference of the task. `losses`: by setting, the effect of a value that is
 * neither given nor known, as for a task started elsewhere.
 */
export function completedChange<Settings extends object>(
  given: { readonly [Name in keyof Settings]?: Settings[Name] | null | undefined },
  ref: Readonly<Record<string, unknown>> | undefined,
  losses: Readonly<Record<keyof Settings & string, string>>,
): CompletedChange<Settings> {
  const known = ref?.['settings'] as Settings | undefined;
  const names = Object.keys(losses) as (keyof Settings & string)[];
  const open = unsettled(ref, names);
  const settings: Partial<Settings> = {};
  const warnings: string[] = [];
  for (const name of names) {
    const kept = open.includes(name) ? undefined : known?.[name];
    const value = given[name] ?? (kept && Object.keys(kept).length > 0 ? kept : undefined);
    if (value) settings[name] = value;
    else if (!known) warnings.push(`${name} is not given, and the ledger does not contain it: ${losses[name]}`);
    else if (open.includes(name)) {
      warnings.push(`${name} is not given, and unknown since a change without an answer: ${losses[name]}`);
    }
  }
  return { settings: settings as Settings, warnings };
}
