import type { WebhookEndpointRow } from '../ledger/contract/webhook-rows.ts';
import { shownAddress } from '../wire/addresses.ts';
import type { Sealing } from '../wire/sealing.ts';
import { Secret } from '../wire/secret.ts';

// An address of an endpoint can carry a credential of the receiver. Then the ledger has it twice: masked, which is all that
// anybody is shown, and whole and encrypted, for the deliveries.

/** How the address of an endpoint is kept. */
export type KeptAddress = Pick<WebhookEndpointRow, 'url' | 'sealedUrl'>;

export function keptAddress(url: string, endpointId: string, sealing: Sealing): KeptAddress {
  const shown = shownAddress(url);
  return { url: shown, sealedUrl: shown === url ? null : sealing.seal(new Secret(url), placeOf(endpointId)) };
}

/** The whole address. Throws `SealBroken`. */
export function openedAddress({ id, url, sealedUrl }: KeptAddress & { readonly id: string }, sealing: Sealing): string {
  return sealedUrl === null ? url : sealing.open(sealedUrl, placeOf(id)).reveal();
}

function placeOf(endpointId: string): string {
  return `${endpointId} url`;
}
