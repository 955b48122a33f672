import type { EventFilter } from '../events/event-filter.ts';
import { cursorAt, resume } from '../events/resume.ts';
import { InvalidInput } from '../errors.ts';
import type { Ledger } from '../ledger/contract/ledger.ts';
import type { BoundedCount } from '../ledger/contract/entities.ts';
import type { DeliveryQuery } from '../ledger/contract/webhook-store.ts';
import type { EndpointPatch } from '../ledger/contract/webhook-store.ts';
import type { WebhookDelivery, WebhookDeliveryState, WebhookEndpoint } from '../ledger/contract/webhook-entities.ts';
import type { ServerKey } from '../server-key.ts';
import type { SecretEncryption } from '../wire/secret-encryption.ts';
import type { Secret } from '../wire/secret.ts';
import { hasCredentials, maskUrl } from '../wire/mask-urls.ts';
import { MASK } from '../wire/secret.ts';
import { DecryptionFailed } from '../wire/secret-encryption.ts';
import { newEndpointId } from './endpoint-id.ts';
import { encryptedUrl, decryptedUrl } from './endpoint-encryption.ts';
import { secretSealing } from './secret-sealing.ts';
import { newWebhookSecret } from './signing.ts';
import { checkEndpointUrl } from './endpoint-url.ts';

/** For how long the secret before is valid after a rotation. */
const OLD_SECRET_MS = 24 * 3_600_000;
/** Each is asked for and sent to by itself; more would be a service of its own. */
const MOST_ENDPOINTS = 100;

/** An endpoint, and the cursor of the last change that was looked at for it. */
export type EndpointWithCursor = WebhookEndpoint & { readonly cursor: string };
/** A delivery, and the cursor of the change that it tells. */
export type DeliveryWithCursor = WebhookDelivery & { readonly cursor: string };

export interface WebhooksOptions {
  readonly ledger: Pick<Ledger, 'webhooks' | 'epochs' | 'lastSeq'>;
  readonly serverKey: ServerKey;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Whether endpoints may be on this machine, and without TLS; for development. */
  readonly loopback: boolean;
  /** Called when there may be something to send. */
  readonly wake: () => void;
}

/** What a client sets of an endpoint. */
export interface EndpointSettings {
  readonly url: string;
  readonly description: string | null;
  readonly filter: EventFilter;
}

/** An endpoint, and its new secret: the only time that it is told. */
export interface EndpointWithSecret {
  readonly endpoint: EndpointWithCursor;
  readonly secret: Secret;
}

/** What clients can do with webhooks. Every method throws `InvalidInput` for an id that nothing has. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #sealing: SecretEncryption;

  constructor(options: WebhooksOptions) {
    this.#options = options;
    this.#sealing = secretSealing(options.serverKey);
  }

  /** An endpoint that is told what happens from now on. */
  async create({ url, description, filter }: EndpointSettings): Promise<EndpointWithSecret> {
    const { ledger, now } = this.#options;
    const id = newEndpointId();
    const secret = newWebhookSecret();
    const endpoint = await ledger.webhooks.insert(
      {
        id,
        ...encryptedUrl(this.#address(url), id, this.#sealing),
        description,
        filter: { ...filter },
        secret: this.#sealing.encrypt(secret, id),
        createdAt: now(),
      },
      MOST_ENDPOINTS,
    );
    if (!endpoint) throw fault([], `there are ${MOST_ENDPOINTS} endpoints, and no more can be made`);
    return { endpoint: await this.#withCursor(endpoint, endpoint.position), secret };
  }

  /**
   * Changes what is given. Enabled again, it gets all that waits for it and all that happened since, at once. At a new
   * address it gets what waits at once, too: what the old one answered says nothing of it. An address as it is shown, masked,
   * changes nothing of it.
   */
  async update(
    id: string,
    { isEnabled, ...given }: Partial<EndpointSettings> & { isEnabled?: boolean },
  ): Promise<EndpointWithCursor> {
    const shown = given.url?.includes(MASK) ? given.url : undefined;
    const url = given.url === undefined || shown !== undefined ? undefined : this.#address(given.url);
    let isWhole = true;
    const endpoint = await this.#change(id, ['id'], (row) => {
      isWhole = shown === undefined || shown === row.url;
      if (!isWhole) return undefined;
      const address = url === undefined || url === this.#opened(row) ? undefined : encryptedUrl(url, id, this.#sealing);
      const isOn = isEnabled ?? row.state === 'ENABLED';
      const isAnew = isOn && (row.state !== 'ENABLED' || address !== undefined);
      return {
        ...address,
        ...(given.description !== undefined && { description: given.description }),
        ...(given.filter !== undefined && { filter: { ...given.filter } }),
        ...(isEnabled === false && row.state === 'ENABLED' && { state: 'DISABLED' }),
        ...(isAnew && { state: 'ENABLED', ...WELL }),
      };
    });
    if (isWhole) return endpoint;
    throw notWhole();
  }

  /** Deletes an endpoint and what was to be delivered to it. What is under way may still arrive. */
  async delete(id: string): Promise<void> {
    await this.#change(id, ['id'], () => ({
      state: 'DELETED',
      sealedUrl: null,
      secret: '',
      oldSecret: null,
      oldSecretUntil: null,
    }));
  }

  /** Gives an endpoint a new secret. The one before is valid for 24 h more; one before that is not. */
  async rotateSecret(id: string): Promise<EndpointWithSecret> {
    const secret = newWebhookSecret();
    const sealed = this.#sealing.encrypt(secret, id);
    const oldSecretUntil = this.#options.now() + OLD_SECRET_MS;
    const endpoint = await this.#change(id, ['id'], (row) => ({
      secret: sealed,
      oldSecret: row.secret,
      oldSecretUntil,
    }));
    return { endpoint, secret };
  }

  /**
   * Sends a delivery again with the same id and body; one that waits for its next attempt, at once. Who asks for that knows
   * more than the pause of an endpoint, so it ends.
   */
  async redeliver(deliveryId: string): Promise<DeliveryWithCursor> {
    const { ledger, now, wake } = this.#options;
    const delivery = await ledger.webhooks.redeliver(deliveryId, now());
    if (!delivery) throw fault(['deliveryId'], 'deliveryId must be that of a delivery which is still kept');
    wake();
    return this.#withCursor(delivery, delivery.seq);
  }

  /** Tells an endpoint again everything behind a change that it was told before, made anew. */
  async replay(endpointId: string, after: string): Promise<EndpointWithCursor> {
    const seq = await resume(this.#options.ledger, after, ['input', 'after']);
    let isTold = false;
    const endpoint = await this.#change(endpointId, ['endpointId'], (row) => {
      isTold = seq <= row.position;
      return isTold ? { position: seq } : undefined;
    });
    if (isTold) return endpoint;
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

  /** Some deliveries to an endpoint, by the numbers of their events. */
  async deliveries(endpointId: string, wanted: DeliveryQuery): Promise<DeliveryWithCursor[]> {
    const rows = await this.#options.ledger.webhooks.page(endpointId, wanted);
    return Promise.all(rows.map((row) => this.#withCursor(row, row.seq)));
  }

  /** How many deliveries to an endpoint are kept: exact up to a bound. */
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

  /** Seals addresses that earlier versions wrote in clear. Of deleted endpoints only the masked one is kept. */
  sealAddresses(): Promise<number> {
    return this.#options.ledger.webhooks.rewriteAddresses(({ id, url, state }) => {
      if (!hasCredentials(url)) return undefined;
      return state === 'DELETED' ? { url: maskUrl(url) } : encryptedUrl(url, id, this.#sealing);
    });
  }

  /** The whole address of an endpoint; undefined where another key of the server sealed it. */
  #opened(row: WebhookEndpoint): string | undefined {
    try {
      return decryptedUrl(row, this.#sealing);
    } catch (error) {
      if (!(error instanceof DecryptionFailed)) throw error;
      return undefined;
    }
  }

  #address(url: string): string {
    if (url.includes(MASK)) throw notWhole();
    const address = checkEndpointUrl(url, this.#options.loopback);
    if (typeof address === 'string') return address;
    throw fault(['url'], `url ${address.fault}`);
  }
}

/** What is known of an endpoint before anything was sent. */
const WELL = { cause: null, failures: 0, failingSince: null, holdUntil: null } as const;

function fault(path: readonly string[], message: string): InvalidInput {
  return new InvalidInput([{ path: ['input', ...path], message }]);
}

function notWhole(): InvalidInput {
  return fault(['url'], `url must be whole: ${MASK} stands in it where an answer of the server hides a credential`);
}
