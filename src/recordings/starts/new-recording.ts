import type { NewKey } from '../../ledger/contract/ledger.ts';
import type { NewRecording } from '../../ledger/contract/entities.ts';
import { Evidence, type Life } from '../../domain/recording.ts';
import { newLife, reduce } from '../../domain/state-machine.ts';
import type { NameValue, OwnFields } from './start-request.ts';

/** Where the task of a recording runs. */
type Place = Pick<NewRecording, 'product' | 'account' | 'room' | 'vendorKey' | 'ref'>;
/** What differs between a start, an adoption and a recovery. */
type Origin = Partial<
  Pick<NewRecording, 'params' | 'sealedParams' | 'sentAt' | 'controllableUntil' | 'evidence' | 'answer'>
>;

/** Returns a recording to be inserted, with its next action at `dueAt`. All times in Unix ms. */
export function newRecording(
  { id, at, dueAt }: { readonly id: string; readonly at: number; readonly dueAt: number },
  life: Life,
  { product, account, room, vendorKey, ref }: Place,
  own: OwnFields,
  origin: Origin = {},
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
    params: null,
    sealedParams: null,
    answer: null,
    errors: null,
    ...ownOf(own),
    createdAt: at,
    sentAt: null,
    controllableUntil: null,
    ...origin,
    nextActionAt: dueAt,
    urgentAt: dueAt,
    fence: 1,
  };
}

/** Returns a recording to be inserted whose task already runs at the vendor. */
export function adoptedRecording(
  { id, at, taskId }: { readonly id: string; readonly at: number; readonly taskId: string | null },
  place: Place,
  own: OwnFields,
  origin: Pick<Origin, 'evidence' | 'answer'> = {},
): NewRecording {
  const { life } = reduce(newLife(), { kind: 'accepted', at, taskId });
  return newRecording({ id, at, dueAt: at }, life, place, own, origin);
}

/** Returns the key that makes concurrent adoptions of one task a single adoption. A client's key never contains a space. */
export function adoptionKey(product: string, task: string, at: number, leaseMs: number): NewKey {
  const operation = 'adopt';
  const leaseUntil = at + leaseMs;
  return { key: `${operation} ${product} ${task}`, operation, inputHash: '', createdAt: at, leaseUntil };
}

/** Returns the client's own fields as the ledger stores them. */
export function ownOf({ labels, metadata, stopBy }: OwnFields): Pick<NewRecording, 'labels' | 'metadata' | 'stopBy'> {
  return { labels: recordOf(labels), metadata: recordOf(metadata), stopBy: stopBy ?? null };
}

function recordOf(pairs: readonly NameValue[] | null | undefined): Record<string, string> {
  return Object.fromEntries((pairs ?? []).map(({ name, value }) => [name, value]));
}
