import { InvalidInput } from '../errors.ts';
import type { EventFilter } from '../events/event-filter.ts';
import { cursorAt, resume } from '../events/resume.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { BoundedCount } from '../ledger/contract/entities.ts';
import type { WebhookDelivery, WebhookDeliveryState, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { DeliveryQuery, EndpointPatch } from '../ledger/contract/webhook-store.ts';
import type { ServerKey } from '../server-key.ts';
import { hasCredentials, maskUrl } from '../wire/mask-urls.ts';
import { DecryptionFailed } from '../wire/secret-encryption.ts';
import { MASK, type Secret } from '../wire/secret.ts';
import { EndpointEncryption } from './endpoint-encryption.ts';
import { checkEndpointUrl, newEndpointId } from './endpoint-url.ts';
import { newWebhookSecret } from './signing.ts';

/** Validity of the old secret after a rotation. */
const OLD_SECRET_MS = 24 * 3_600_000;
/** Each endpoint has its own queue and queries; more endpoints need a service of their own. */
const MAX_ENDPOINTS = 100;

/** An endpoint, and the cursor of the last change that was processed for it. */
export type EndpointWithCursor = WebhookEndpoint & { readonly cursor: string };
/** A delivery, and the cursor of its change. */
export type DeliveryWithCursor = WebhookDelivery & { readonly cursor: string };

interface WebhooksOptions {
  readonly ledger: Pick<Ledger, 'webhooks' | 'epochs' | 'lastSeq'>;
  readonly serverKey: ServerKey;
  /** Unix ms. */
  readonly now: () => number;
  /** Whether endpoints may be on this machine and without TLS; for development. */
  readonly loopback: boolean;
  /** Called when there may be deliveries to send. */
  readonly wake: () => void;
}

/** The settings of an endpoint that a client chooses. */
interface EndpointSettings {
  readonly url: string;
  readonly description: string | null;
  readonly filter: EventFilter;
}

/** An endpoint with its new secret. The API shows a secret only once. */
export interface EndpointWithSecret {
  readonly endpoint: EndpointWithCursor;
  readonly secret: Secret;
}

/** The operations of clients on webhooks. Every method throws `InvalidInput` if an id is unknown. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #encryption: EndpointEncryption;

  constructor(options: WebhooksOptions) {
    this.#options = options;
    this.#encryption = new EndpointEncryption(options.serverKey);
  }

  /** Creates an endpoint, which receives the changes from now on. */
  async create({ url, description, filter }: EndpointSettings): Promise<EndpointWithSecret> {
    const { ledger, now } = this.#options;
    const id = newEndpointId();
    const secret = newWebhookSecret();
    const endpoint = await ledger.webhooks.insert(
      {
        id,
        ...this.#encryption.encryptUrl(this.#checkedUrl(url), id),
        description,
        filter: { ...filter },
        secret: this.#encryption.encryptSecret(secret, id),
        createdAt: now(),
      },
      MAX_ENDPOINTS,
    );
    if (!endpoint) throw fault([], `there are ${MAX_ENDPOINTS} endpoints, and no more can be made`);
    return { endpoint: await this.#withCursor(endpoint, endpoint.position), secret };
  }

  /**
   * Changes the given settings. If the endpoint is enabled again, all pending deliveries and all changes since then are due
   * at once. With a new address, all pending deliveries are due at once: the failures of the old address do not count. The
   * masked address, as the API shows it, leaves the address as it is.
   */
  async update(
    id: string,
    { isEnabled, ...given }: Partial<EndpointSettings> & { isEnabled?: boolean },
  ): Promise<EndpointWithCursor> {
    const masked = given.url?.includes(MASK) ? given.url : undefined;
    const url = given.url === undefined || masked !== undefined ? undefined : this.#checkedUrl(given.url);
    let isKnown = true;
    const endpoint = await this.#change(id, ['id'], (row) => {
      isKnown = masked === undefined || masked === row.url;
      if (!isKnown) return undefined;
      const isNewUrl = url !== undefined && url !== this.#decryptedUrl(row);
      const willBeEnabled = isEnabled ?? row.state === 'ENABLED';
      const isReset = willBeEnabled && (row.state !== 'ENABLED' || isNewUrl);
      return {
        ...(isNewUrl && this.#encryption.encryptUrl(url, id)),
        ...(given.description !== undefined && { description: given.description }),
        ...(given.filter !== undefined && { filter: { ...given.filter } }),
        ...(isEnabled === false && row.state === 'ENABLED' && { state: 'DISABLED' }),
        ...(isReset && { state: 'ENABLED', ...HEALTHY }),
      };
    });
    if (isKnown) return endpoint;
    throw masksCredential();
  }

  /** Deletes an endpoint and its pending deliveries. An attempt in progress may still arrive. */
  async delete(id: string): Promise<void> {
    await this.#change(id, ['id'], () => ({
      state: 'DELETED',
      sealedUrl: null,
      secret: '',
      oldSecret: null,
      oldSecretUntil: null,
    }));
  }

  /** Gives an endpoint a new secret. The old secret stays valid for 24 h, but no older one. */
  async rotateSecret(id: string): Promise<EndpointWithSecret> {
    const secret = newWebhookSecret();
    const encrypted = this.#encryption.encryptSecret(secret, id);
    const oldSecretUntil = this.#options.now() + OLD_SECRET_MS;
    const endpoint = await this.#change(id, ['id'], (row) => ({
      secret: encrypted,
      oldSecret: row.secret,
      oldSecretUntil,
    }));
    return { endpoint, secret };
  }

  /**
   * Sends a delivery again, at once and with the same id and body. A pause of the endpoint ends: the client knows more
   * about the endpoint.
   */
  async redeliver(deliveryId: string): Promise<DeliveryWithCursor> {
    const { ledger, now, wake } = this.#options;
    const delivery = await ledger.webhooks.redeliver(deliveryId, now());
    if (!delivery) throw fault(['deliveryId'], 'deliveryId must be that of a delivery which is still kept');
    wake();
    return this.#withCursor(delivery, delivery.seq);
  }

  /** Creates all deliveries after an earlier change again. */
  async replay(endpointId: string, after: string): Promise<EndpointWithCursor> {
    const seq = await resume(this.#options.ledger, after, ['input', 'after']);
    let isEarlier = false;
    const endpoint = await this.#change(endpointId, ['endpointId'], (row) => {
      isEarlier = seq <= row.position;
      return isEarlier ? { position: seq } : undefined;
    });
    if (isEarlier) return endpoint;
    throw fault(['after'], 'after must be no later than the cursor of the endpoint');
  }

  async find(id: string): Promise<EndpointWithCursor | undefined> {
    const row = await this.#options.ledger.webhooks.find(id);
    return row && this.#withCursor(row, row.position);
  }

  async list(): Promise<EndpointWithCursor[]> {
    const rows = await this.#options.ledger.webhooks.list();
    return Promise.all(rows.map((row) => this.#withCursor(row, row.position)));
  }

  async findDelivery(id: string): Promise<DeliveryWithCursor | undefined> {
    const row = await this.#options.ledger.webhooks.findDelivery(id);
    return row && this.#withCursor(row, row.seq);
  }

  /** Returns a page of the deliveries to an endpoint, in the order of their changes. */
  async deliveries(endpointId: string, query: DeliveryQuery): Promise<DeliveryWithCursor[]> {
    const rows = await this.#options.ledger.webhooks.page(endpointId, query);
    return Promise.all(rows.map((row) => this.#withCursor(row, row.seq)));
  }

  /** Counts the stored deliveries to an endpoint, exactly up to a bound. */
  countDeliveries(endpointId: string, state: WebhookDeliveryState | undefined): Promise<BoundedCount> {
    return this.#options.ledger.webhooks.count(endpointId, state);
  }

  async #withCursor<Row extends object>(row: Row, seq: number): Promise<Row & { readonly cursor: string }> {
    return { ...row, cursor: cursorAt(await this.#options.ledger.epochs(), seq) };
  }

  async #change(
    id: string,
    path: readonly string[],
    decide: (row: WebhookEndpoint) => EndpointPatch | undefined,
  ): Promise<EndpointWithCursor> {
    const { ledger, now, wake } = this.#options;
    const endpoint = await ledger.webhooks.update(id, now(), decide);
    if (!endpoint) throw fault(path, `${path.join('.')} must be that of a webhook endpoint`);
    wake();
    return this.#withCursor(endpoint, endpoint.position);
  }

  /** Encrypts addresses that earlier versions stored in clear, and only masks those of deleted endpoints. */
  sealAddresses(): Promise<number> {
    return this.#options.ledger.webhooks.rewriteAddresses(({ id, url, state }) => {
      if (!hasCredentials(url)) return undefined;
      return state === 'DELETED' ? { url: maskUrl(url) } : this.#encryption.encryptUrl(url, id);
    });
  }

  /** Returns the complete address; undefined if the server had another key when the address was stored. */
  #decryptedUrl(row: WebhookEndpoint): string | undefined {
    try {
      return this.#encryption.decryptUrl(row);
    } catch (error) {
      if (!(error instanceof DecryptionFailed)) throw error;
      return undefined;
    }
  }

  #checkedUrl(url: string): string {
    if (url.includes(MASK)) throw masksCredential();
    const checked = checkEndpointUrl(url, this.#options.loopback);
    if (typeof checked === 'string') return checked;
    throw fault(['url'], `url ${checked.fault}`);
  }
}

/** State of an endpoint without failures. */
const HEALTHY = { cause: null, failures: 0, failingSince: null, holdUntil: null } as const;

function fault(path: readonly string[], message: string): InvalidInput {
  return new InvalidInput([{ path: ['input', ...path], message }]);
}

function masksCredential(): InvalidInput {
  return fault(
    ['url'],
    `url must be complete: replace ${MASK}, with which the server masks a credential in its answers`,
  );
}
