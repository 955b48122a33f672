import type { ServerKey } from '../server-key.ts';
import { SecretEncryption } from '../wire/secret-encryption.ts';

/** What encrypts the secrets and the addresses of endpoints in the ledger. */
export function secretSealing(serverKey: ServerKey): SecretEncryption {
  return new SecretEncryption(serverKey.derive('webhook secrets'));
}
