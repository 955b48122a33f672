import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret } from './secret.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The text was encrypted with another key or context, or was changed. */
export class DecryptionFailed extends Error {
  override readonly name = 'DecryptionFailed';
}

/**
 * Encrypts secrets for the ledger with AES-256-GCM. The context, as the id of the row, is authenticated: a text that is
 * copied to another row cannot be decrypted there.
 */
export class SecretEncryption {
  readonly #key: Buffer;

  /** `key`: 32 bytes, derived from the server's key for one purpose. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  encrypt(secret: Secret, context: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** Throws `DecryptionFailed`. */
  decrypt(encrypted: string, context: string): Secret {
    const bytes = Buffer.from(encrypted, 'base64url');
    const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return new Secret(text.toString('utf8'));
    } catch {
      throw new DecryptionFailed('a sealed secret cannot be opened with the key of this server');
    }
  }
}
