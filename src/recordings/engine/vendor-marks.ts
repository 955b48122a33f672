import type { Recording } from '../../ledger/contract/entities.ts';
import { hmacSha256, lettersAndDigits } from '../../wire/digest.ts';
import { SEALED } from '../../domain/recorder.ts';

/** Length of the part that identifies a start. */
const NAME_LENGTH = 12;
/** Length of the part that only servers with the same key can compute from the name. */
const SEAL_LENGTH = 3;
const FORM = new RegExp(`([0-9a-z]{${NAME_LENGTH}})([0-9a-z]{${SEAL_LENGTH}})$`);

/**
 * The marks of starts at vendors: letters and digits at the end of a robot's id, a record id or a tag. The mark of a start
 * with an idempotency key is derived from the key, so that the key finds the task if a restore of the ledger lost the start.
 * A seal separates the marks of this server from those of other servers.
 */
export class VendorMarks {
  readonly #secret: string | Buffer;

  constructor(secret: string | Buffer) {
    this.#secret = secret;
  }

  /** Returns the seed of a start without a key. */
  ofRecording(id: string): string {
    return this.#sealed(lettersAndDigits(id, NAME_LENGTH));
  }

  /** Returns the seed of a start with a key. `use` counts the successive starts under the key. */
  ofKey(product: string, key: string, use: number): string {
    return this.#sealed(this.#digest(`start ${product} ${use} ${key}`, NAME_LENGTH));
  }

  /** Returns the seed that a recording was started with: its id, if an earlier version started the recording. */
  seedOf({ id, vendorKey }: Pick<Recording, 'id' | 'vendorKey'>): string {
    return vendorKey !== null && this.isOurs(vendorKey) ? SEALED + vendorKey.slice(-NAME_LENGTH - SEAL_LENGTH) : id;
  }

  /** Whether a key at the vendor ends with a mark of this server. */
  isOurs(vendorKey: string): boolean {
    const [, name, seal] = FORM.exec(vendorKey) ?? [];
    return name !== undefined && seal === this.#seal(name);
  }

  /** Whether this version of the server, or an earlier version, made the recording's key at the vendor. */
  isOwn({ id, vendorKey }: Pick<Recording, 'id' | 'vendorKey'>): boolean {
    return vendorKey !== null && (this.isOurs(vendorKey) || vendorKey.endsWith(lettersAndDigits(id, NAME_LENGTH)));
  }

  #sealed(name: string): string {
    return SEALED + name + this.#seal(name);
  }

  #seal(name: string): string {
    return this.#digest(`seal ${name}`, SEAL_LENGTH);
  }

  #digest(text: string, length: number): string {
    return lettersAndDigits(hmacSha256(this.#secret, text).toString('hex'), length);
  }
}
