import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret } from './secret.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The text was sealed with another key, or for another place, or was changed. */
export class DecryptionFailed extends Error {
  override readonly name = 'DecryptionFailed';
}

/**
 * Encrypts secrets for the ledger with AES-256-GCM. A text that was sealed for one place, as the id of its row, opens for no
 * other.
 */
export class SecretEncryption {
  readonly #key: Buffer;

  /** A key of 32 bytes, as the server's key derives for each purpose. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  encrypt(secret: Secret, place: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(place));
    const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** Throws `DecryptionFailed`. */
  decrypt(sealed: string, place: string): Secret {
    const bytes = Buffer.from(sealed, 'base64url');
    const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return new Secret(text.toString('utf8'));
    } catch {
      throw new DecryptionFailed('a sealed secret cannot be opened with the key of this server');
    }
  }
}
