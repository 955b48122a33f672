import { RecordingErrorCode, SingleFailure } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { parseJson } from '../../wire/json.ts';
import { DecryptionFailed, type SecretEncryption } from '../../wire/secret-encryption.ts';
import { withSecrets, type Secret } from '../../wire/secret.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { StartParams } from '../../domain/recorder.ts';
import { SealedSettings } from './sealed-settings.ts';
import { RecordingState, type Life } from '../../domain/recording.ts';

/** The purpose for which the server's key is derived. */
export const SEALED_STARTS = 'starts with credentials';

/** Retention of the credentials of a start with an unknown outcome: as long as the start is looked up. */
export const MAX_SEALED_MS = 24 * 60 * 60_000;

/** The start cannot be repeated: its credentials were encrypted with another server key. */
export class CredentialsUnreadable extends SingleFailure {
  constructor() {
    super(
      'The start carried credentials, and they were encrypted with another key than this server has: SERVER_KEY, or the file server.key in DATA_DIR. Without that key the start can be looked up but not repeated.',
      { code: RecordingErrorCode.OUTCOME_UNKNOWN, retryable: false },
    );
  }
}

/** Encrypts starts that carry credentials. Each is bound to its recording. */
export class SealedStarts {
  /** Encrypts the settings of running tasks. */
  readonly settings: SealedSettings;

  constructor(private readonly sealing: SecretEncryption) {
    this.settings = new SealedSettings(sealing);
  }

  seal(params: Secret, recordingId: string): string {
    return this.sealing.encrypt(params, recordingId);
  }

  /** Returns the parameters of a start; undefined if the ledger does not have them. Throws `CredentialsUnreadable`. */
  paramsOf({ id, params, sealedParams }: Recording): StartParams | undefined {
    if (sealedParams === null) return params ?? undefined;
    try {
      return withSecrets(parseJson(this.sealing.decrypt(sealedParams, id).reveal())) as StartParams;
    } catch (error) {
      if (error instanceof DecryptionFailed) throw new CredentialsUnreadable();
      throw error;
    }
  }
}

/** Whether a start can still be sent, so that its credentials are stored. `repeat`: also after a lost answer. */
export function mayBeSent({ accepted, state }: Pick<Life, 'accepted' | 'state'>, repeat: boolean): boolean {
  return !accepted && !isFinal(state) && (repeat || state !== RecordingState.UNKNOWN);
}

/** Whether the ledger has the parameters from which the start is sent again. */
export function isRepeatable({ params, sealedParams }: Recording): boolean {
  return params !== null || sealedParams !== null;
}
