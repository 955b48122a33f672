import { RecordingErrorCode, RecordingFailure, type ErrorEntry } from '../errors.ts';

/**
 * The ledger was restored from a backup, and no longer has the change from which a client resumes. `cursor`: the last
 * change that client and ledger have in common.
 */
export class EpochChanged extends RecordingFailure {
  override readonly name = 'EpochChanged';

  /** `argument` is not named `path`: graphql-js takes an error with a `path` for an error of its own. */
  constructor(
    private readonly argument: readonly string[],
    readonly cursor: string,
    reason: string,
  ) {
    super(
      `${reason}. Changes that you saw behind the cursor of this error are not in the ledger any more: read your recordings again, and go on with that cursor.`,
    );
  }

  entries(): ErrorEntry[] {
    const { message, argument: path, cursor } = this;
    return [{ code: RecordingErrorCode.EPOCH_CHANGED, message, path, cursor, retryable: false }];
  }
}
