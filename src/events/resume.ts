import { InvalidInput, RecordingErrorCode, SingleFailure } from '../errors.ts';
import type { Lineage } from '../ledger/contract/lineage.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import { cursorOf, placeOf, START } from './cursor.ts';

/**
 * The ledger was restored from a backup, and no longer has the change from which a client resumes. `cursor`: the last
 * change that client and ledger have in common.
 */
export class EpochChanged extends SingleFailure {
  constructor(
    path: readonly string[],
    readonly cursor: string,
    reason: string,
  ) {
    super(
      `${reason}. Changes that you saw behind the cursor of this error are not in the ledger any more: read your recordings again, and go on with that cursor.`,
      { code: RecordingErrorCode.EPOCH_CHANGED, path, cursor, retryable: false },
    );
  }
}

/**
 * Returns the sequence number after which a client resumes. Throws `InvalidInput` for an invalid cursor, and `EpochChanged`
 * if the ledger no longer has the change. `path`: path of the argument, for messages. `read`: a sequence number that the
 * ledger is known to have.
 */
export async function resume(
  ledger: Pick<Ledger, 'epochs' | 'lastSeq'>,
  after: string,
  path: readonly string[],
  read = 0,
): Promise<number> {
  const place = placeOf(after);
  if (typeof place === 'string') throw new InvalidInput([{ path, message: `${path.at(-1)} ${place}` }]);
  if (place.seq === 0) return 0;
  const lineage = await ledger.epochs();
  const found = lineage.placeOf(place.epoch, place.seq);
  if (!found) throw new EpochChanged(path, START, 'The ledger does not know the epoch of this cursor');
  if (found.isLost) throw epochChanged(lineage, found.seq, path);
  if (found.seq > read && found.seq > (await ledger.lastSeq())) {
    throw new EpochChanged(path, cursorAt(lineage, await ledger.lastSeq()), 'The ledger does not have this change');
  }
  return found.seq;
}

/** Returns the error for a client whose last change is lost. `common`: the last sequence number that both epochs share. */
export function epochChanged(lineage: Lineage, common: number, path: readonly string[]): EpochChanged {
  return new EpochChanged(path, cursorAt(lineage, common), 'The ledger was restored from a backup');
}

/** Returns the cursor of a sequence number in the current epoch. */
export function cursorAt(lineage: Lineage, seq: number): string {
  return seq === 0 ? START : cursorOf({ epoch: lineage.epochOf(seq), seq });
}
