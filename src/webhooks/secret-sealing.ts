import type { ServerKey } from '../server-key.ts';
import { Sealing } from '../wire/sealing.ts';

/** What encrypts the secrets and the addresses of endpoints in the ledger. */
export function secretSealing(serverKey: ServerKey): Sealing {
  return new Sealing(serverKey.derive('webhook secrets'));
}
