import { InvalidInput, type ErrorEntry } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import type { WireView } from '../../domain/recorder.ts';

/** The client's own fields of a recording; the vendor never sees them. */
export interface OwnFields {
  readonly labels?: readonly NameValue[] | null;
  readonly metadata?: readonly NameValue[] | null;
  /** Unix ms. */
  readonly stopBy?: number | null;
}

/** The fields that a start takes besides the vendor's parameters. */
export interface StartInput extends OwnFields {
  readonly idempotencyKey?: string | null;
  readonly dryRun?: boolean | null;
}

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** Outcome of a start request. */
export interface StartOutcome {
  /** Null after a dry run. */
  readonly row: Recording | null;
  /** Whether an earlier request with the same idempotency key made the recording. */
  readonly replayed: boolean;
  readonly errors: readonly ErrorEntry[];
  /** After a dry run: the call that would be sent, and its layout as the input of the layout preview. Null otherwise. */
  readonly preview: (WireView & { readonly product: string; readonly layoutInput: object | null }) | null;
}

/** Throws `InvalidInput` if `stopBy` is not in the future. */
export function checkStopBy(stopBy: number | null | undefined, now: number): void {
  if (stopBy == null || stopBy > now) return;
  throw new InvalidInput([{ path: ['input', 'stopBy'], message: 'stopBy must be in the future' }]);
}
