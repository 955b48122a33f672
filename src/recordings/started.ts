import { InvalidInput, type ErrorEntry } from '../errors.ts';
import type { RecordingRow } from '../ledger/rows.ts';
import type { WireView } from './recorder.ts';

/** What every start takes beside the vendor's parameters. */
export interface StartInput {
  readonly labels?: readonly NameValue[] | null;
  readonly metadata?: readonly NameValue[] | null;
  /** Unix milliseconds. */
  readonly stopBy?: number | null;
  readonly idempotencyKey?: string | null;
  readonly dryRun?: boolean | null;
}

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** What came of a start. */
export interface Started {
  /** Null after a dry run. */
  readonly row: RecordingRow | null;
  /** Whether an earlier call with the same key did it. */
  readonly replayed: boolean;
  readonly errors: readonly ErrorEntry[];
  /** Of a dry run: what would have been sent, and the layout in the words of its preview. */
  readonly preview: (WireView & { readonly product: string; readonly layoutInput: object | null }) | null;
}

/** Throws `InvalidInput` for an end that is not in the future. */
export function checkStopBy(stopBy: number | null | undefined, now: number): void {
  if (stopBy == null || stopBy > now) return;
  throw new InvalidInput([{ path: ['input', 'stopBy'], message: 'stopBy must be in the future' }]);
}

/** Labels or metadata as the ledger keeps them. */
export function mapOf(pairs: readonly NameValue[] | null | undefined): Record<string, string> {
  return Object.fromEntries((pairs ?? []).map(({ name, value }) => [name, value]));
}
