import type { RecordingRow } from '../../ledger/contract/rows.ts';
import { hmacSha256, lettersAndDigits } from '../../wire/digest.ts';
import { SEALED } from '../../domain/recorder.ts';

/** Letters and digits that tell one start from all others. */
const NAME = 12;
/** Letters and digits that only a server with the same key can make for that name. */
const SEAL = 3;
const FORM = new RegExp(`([0-9a-z]{${NAME}})([0-9a-z]{${SEAL}})$`);

/**
 * The marks that starts leave at vendors, at the end of a robot's id, a record id or a tag. A mark of a start with an
 * idempotency key is made of the key, so that it is found again after a restore took the start from the ledger. A seal
 * tells marks of this server from those of others.
 */
export class VendorMarks {
  readonly #secret: string | Buffer;

  constructor(secret: string | Buffer) {
    this.#secret = secret;
  }

  /** The seed of a start without a key. */
  ofRecording(id: string): string {
    return this.#sealed(lettersAndDigits(id, NAME));
  }

  /** The seed of a start with a key. `use` counts the starts that a key stood for, one after the other. */
  ofKey(product: string, key: string, use: number): string {
    return this.#sealed(this.#digest(`start ${product} ${use} ${key}`, NAME));
  }

  /** The seed that a recording was started with; that of its id where an earlier version started it. */
  seedOf({ id, vendorKey }: Pick<RecordingRow, 'id' | 'vendorKey'>): string {
    return vendorKey !== null && this.isOurs(vendorKey) ? SEALED + vendorKey.slice(-NAME - SEAL) : id;
  }

  /** Whether a key at the vendor ends with a mark of this server. */
  isOurs(vendorKey: string): boolean {
    const [, name, seal] = FORM.exec(vendorKey) ?? [];
    return name !== undefined && seal === this.#seal(name);
  }

  /** Whether the key that the vendor has of a recording was made here, by this version or an earlier one. */
  isOwn({ id, vendorKey }: Pick<RecordingRow, 'id' | 'vendorKey'>): boolean {
    return vendorKey !== null && (this.isOurs(vendorKey) || vendorKey.endsWith(lettersAndDigits(id, NAME)));
  }

  #sealed(name: string): string {
    return SEALED + name + this.#seal(name);
  }

  #seal(name: string): string {
    return this.#digest(`seal ${name}`, SEAL);
  }

  #digest(text: string, length: number): string {
    return lettersAndDigits(hmacSha256(this.#secret, text).toString('hex'), length);
  }
}
