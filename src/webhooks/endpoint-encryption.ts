import type { WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { ServerKey } from '../server-key.ts';
import { maskUrl } from '../wire/mask-urls.ts';
import { SecretEncryption } from '../wire/secret-encryption.ts';
import { Secret } from '../wire/secret.ts';

/**
 * An address as the ledger stores it. If the address contains a credential of the receiver, `url` is masked, for clients,
 * and `sealedUrl` is the complete address, encrypted, for deliveries.
 */
type StoredUrl = Pick<WebhookEndpoint, 'url' | 'sealedUrl'>;

/** Encrypts the secrets and the addresses of endpoints for the ledger. Decryption throws `DecryptionFailed`. */
export class EndpointEncryption {
  readonly #encryption: SecretEncryption;

  constructor(serverKey: ServerKey) {
    this.#encryption = new SecretEncryption(serverKey.derive('webhook secrets'));
  }

  encryptSecret(secret: Secret, endpointId: string): string {
    return this.#encryption.encrypt(secret, endpointId);
  }

  decryptSecret(encrypted: string, endpointId: string): Secret {
    return this.#encryption.decrypt(encrypted, endpointId);
  }

  encryptUrl(url: string, endpointId: string): StoredUrl {
    const masked = maskUrl(url);
    const sealedUrl = masked === url ? null : this.#encryption.encrypt(new Secret(url), `${endpointId} url`);
    return { url: masked, sealedUrl };
  }

  decryptUrl({ id, url, sealedUrl }: StoredUrl & { readonly id: string }): string {
    return sealedUrl === null ? url : this.#encryption.decrypt(sealedUrl, `${id} url`).reveal();
  }
}
