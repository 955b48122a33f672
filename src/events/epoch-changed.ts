import { RecordingErrorCode, RecordingFailure, type ErrorEntry } from '../errors.ts';

/**
 * A client goes on from a change that the ledger does not have: the ledger was restored from a backup. `cursor` is the last
 * change that both have.
 */
export class EpochChanged extends RecordingFailure {
  override readonly name = 'EpochChanged';

  /** `argument`: not named path, for graphql-js takes errors that have one as its own. */
  constructor(
    private readonly argument: readonly string[],
    readonly cursor: string,
    what: string,
  ) {
    super(
      `${what}. Changes that you saw behind the cursor of this error are not in the ledger any more: read your recordings again, and go on with that cursor.`,
    );
  }

  entries(): ErrorEntry[] {
    const { message, argument: path, cursor } = this;
    return [{ code: RecordingErrorCode.EPOCH_CHANGED, message, path, cursor, retryable: false }];
  }
}
