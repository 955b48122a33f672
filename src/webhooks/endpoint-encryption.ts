import type { WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import { maskUrl } from '../wire/mask-urls.ts';
import type { SecretEncryption } from '../wire/secret-encryption.ts';
import { Secret } from '../wire/secret.ts';

// An address of an endpoint can carry a credential of the receiver. Then the ledger has it twice: masked, which is all that
// anybody is shown, and whole and encrypted, for the deliveries.

/** How the address of an endpoint is kept. */
export type EncryptedUrl = Pick<WebhookEndpoint, 'url' | 'sealedUrl'>;

export function encryptedUrl(url: string, endpointId: string, sealing: SecretEncryption): EncryptedUrl {
  const shown = maskUrl(url);
  return { url: shown, sealedUrl: shown === url ? null : sealing.encrypt(new Secret(url), placeOf(endpointId)) };
}

/** The whole address. Throws `DecryptionFailed`. */
export function decryptedUrl(
  { id, url, sealedUrl }: EncryptedUrl & { readonly id: string },
  sealing: SecretEncryption,
): string {
  return sealedUrl === null ? url : sealing.decrypt(sealedUrl, placeOf(id)).reveal();
}

function placeOf(endpointId: string): string {
  return `${endpointId} url`;
}
