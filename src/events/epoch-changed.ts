import { RecordingErrorCode, SingleFailure } from '../errors.ts';

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
