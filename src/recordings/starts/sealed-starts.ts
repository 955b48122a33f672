import { RecordingErrorCode, SingleFailure } from '../../errors.ts';
import type { Recording } from '../../ledger/contract/entities.ts';
import { parseJson } from '../../wire/json.ts';
import { holdsSecret, mapTexts, maskMember } from '../../wire/mask-values.ts';
import { DecryptionFailed, type SecretEncryption } from '../../wire/secret-encryption.ts';
import { MASK, Secret, withSecrets } from '../../wire/secret.ts';
import { isFinal } from '../../domain/state-machine.ts';
import type { JsonMembers, StartParams } from '../../domain/recorder.ts';
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

type Ref = Recording['ref'];

/** The only member of an object that represents an encrypted text. */
const SEALED_MEMBER = '$sealed';

/**
 * Encrypts starts that carry credentials, and the settings in the reference of a task, which a change replaces as a whole:
 * addresses of pictures can carry credentials. Such an address is masked once the recording has ended. Each encrypted text is
 * bound to its recording.
 */
export class SealedStarts {
  constructor(private readonly sealing: SecretEncryption) {}

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

  /** Encrypts the addresses with credentials in the reference of a task. */
  sealRef(ref: JsonMembers, recordingId: string): JsonMembers {
    if (!holdsSecret(ref)) return ref;
    const sealText = (text: string, name: string): unknown =>
      maskMember(text, name) === text
        ? text
        : { [SEALED_MEMBER]: this.sealing.encrypt(new Secret(text), placeOf(recordingId)) };
    return mapTexts(ref, sealText) as JsonMembers;
  }

  /** Returns a reference in clear, for a call; without the settings if they were encrypted with another server key. */
  openRef(ref: Ref, recordingId: string): Ref {
    if (!holdsSealed(ref)) return ref;
    try {
      return mapSealed(ref, (text) => this.sealing.decrypt(text, placeOf(recordingId)).reveal()) as Ref;
    } catch (error) {
      if (!(error instanceof DecryptionFailed)) throw error;
      const { settings: _settings, pending: _pending, ...others } = ref;
      return others;
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

/** Masks the encrypted texts in the reference of an ended task. Returns the same object if there are none. */
export function maskedSettings(ref: Ref): Ref {
  return holdsSealed(ref) ? (mapSealed(ref, () => MASK) as Ref) : ref;
}

function placeOf(recordingId: string): string {
  return `${recordingId} settings`;
}

function holdsSealed(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return sealedText(value) !== undefined || Object.values(value).some(holdsSealed);
}

function mapSealed(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const text = sealedText(value);
  if (text !== undefined) return replace(text);
  if (Array.isArray(value)) return value.map((element) => mapSealed(element, replace));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapSealed(member, replace)]));
}

function sealedText(value: object): string | undefined {
  const text = (value as Record<string, unknown>)[SEALED_MEMBER];
  return typeof text === 'string' ? text : undefined;
}
