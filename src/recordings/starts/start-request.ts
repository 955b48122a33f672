import { InvalidInput, type ErrorEntry } from '../../errors.ts';
import type { NewRecording, RecordingRow } from '../../ledger/contract/rows.ts';
import type { WireView } from '../../domain/recorder.ts';
import { Evidence, type Life } from '../../domain/recording.ts';

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
export interface StartOutcome {
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

/** Where a recording is: what its product says of it. */
type Place = Pick<NewRecording, 'product' | 'account' | 'room' | 'vendorKey' | 'ref'>;
/** What differs between a start and an adoption. */
type Course = Pick<NewRecording, 'params' | 'sealedParams' | 'sentAt' | 'controllableUntil'>;

/** A recording that a client asked for, as it is first put down; looked at again at `dueAt`. All times in Unix ms. */
export function newRecording(
  { id, at, dueAt }: { readonly id: string; readonly at: number; readonly dueAt: number },
  life: Life,
  { product, account, room, vendorKey, ref }: Place,
  { params, sealedParams = null, sentAt, controllableUntil }: Course,
  own: Parameters<typeof ownOf>[0],
): NewRecording {
  return {
    ...life,
    id,
    product,
    account,
    room,
    evidence: Evidence.CLIENT,
    vendorKey,
    ref,
    params,
    sealedParams,
    answer: null,
    errors: null,
    ...ownOf(own),
    createdAt: at,
    sentAt,
    controllableUntil,
    nextActionAt: dueAt,
    urgentAt: dueAt,
    fence: 1,
  };
}

/** What a client keeps with a recording, as the ledger has it. */
export function ownOf({
  labels,
  metadata,
  stopBy,
}: Pick<StartInput, 'labels' | 'metadata' | 'stopBy'>): Pick<NewRecording, 'labels' | 'metadata' | 'stopBy'> {
  return { labels: mapOf(labels), metadata: mapOf(metadata), stopBy: stopBy ?? null };
}

function mapOf(pairs: readonly NameValue[] | null | undefined): Record<string, string> {
  return Object.fromEntries((pairs ?? []).map(({ name, value }) => [name, value]));
}
