import { holdsSecret, mapTexts, maskMember } from '../../wire/mask-values.ts';
import { DecryptionFailed, type SecretEncryption } from '../../wire/secret-encryption.ts';
import { MASK, Secret } from '../../wire/secret.ts';
import type { JsonMembers } from '../../domain/recorder.ts';

// The reference of a task holds the settings that a change replaces as a whole. Addresses of pictures among the settings can
// carry credentials. Such an address is stored encrypted, and masked once the recording has ended.

type Ref = Readonly<Record<string, unknown>>;

/** The only member of an object that represents an encrypted text. */
const SEALED_MEMBER = '$sealed';

/** Encrypts addresses with credentials in the reference of a task. Each text is bound to its recording. */
export class SealedSettings {
  constructor(private readonly sealing: SecretEncryption) {}

  seal(members: JsonMembers, recordingId: string): JsonMembers {
    if (!holdsSecret(members)) return members;
    const sealText = (text: string, name: string): unknown =>
      maskMember(text, name) === text
        ? text
        : { [SEALED_MEMBER]: this.sealing.encrypt(new Secret(text), placeOf(recordingId)) };
    return mapTexts(members, sealText) as JsonMembers;
  }

  /** Returns the members in clear, for a call; without the settings if they were encrypted with another server key. */
  open(ref: Ref, recordingId: string): Ref {
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
