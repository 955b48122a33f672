import { InvalidInput, OutcomeUnknown, VendorNotConfigured, VendorRejected } from '../../errors.ts';
import { parseJson } from '../../wire/json.ts';
import { fromWire, toWire, type WireNames } from '../../wire/names.ts';
import type { Transport, WireAnswer } from '../../wire/transport.ts';
import type { VendorLog } from '../provider.ts';
import type { Account, Credentials, Site } from './account.ts';
import type { VendorClock } from './clock.ts';
import { tencentVerdict } from './error-codes.ts';
import type { Regions } from './regions.ts';
import { signingKeys, signTc3, type SigningKeys } from './tc3.ts';

/** One service of Tencent Cloud, and how one product uses it. */
export interface Service {
  /** First label of the host, and part of the signature. */
  readonly name: string;
  readonly version: string;
  readonly names: WireNames;
  /** Absent: the service knows no regions. */
  readonly regions?: Regions;
}

/** What all clients of the account share. */
export interface CloudCalls {
  readonly account: Account;
  readonly transport: Transport;
  readonly clock: VendorClock;
  readonly log: VendorLog;
}

interface Envelope {
  Response?: { Error?: { Code?: unknown }; RequestId?: unknown };
}

const CONTENT_TYPE = 'application/json; charset=utf-8';

/** Calls actions of one Tencent Cloud service: wire names, signature, envelope, clock. */
export class CloudApi {
  readonly #service: Service;
  readonly #calls: CloudCalls;
  readonly #origin: string;
  readonly #host: string;
  readonly #keys: SigningKeys | undefined;

  constructor(service: Service, calls: CloudCalls) {
    this.#service = service;
    this.#calls = calls;
    this.#origin = calls.account.origin(service.name);
    this.#host = new URL(this.#origin).host;
    this.#keys = calls.account.credentials && signingKeys(calls.account.credentials.secretKey);
  }

  /**
   * Sends one action and gives its answer in our names. `region` is asked for by the caller, or the service's own.
   * Throws `InvalidInput`, `VendorNotConfigured`, `VendorRejected`, `VendorUnreachable` or `OutcomeUnknown`.
   */
  async call<Answer>(action: string, params: object, region?: string): Promise<Answer> {
    const { credentials } = this.#calls.account;
    if (!credentials) throw new VendorNotConfigured('Tencent', ['TENCENT_SECRET_ID', 'TENCENT_SECRET_KEY']);
    const regionHeader = this.#region(region);
    const body = JSON.stringify(toWire(params, this.#service.names));

    let answer = await this.#send(credentials, action, body, regionHeader);
    let envelope = this.#open(answer);
    if (errorCode(envelope) === 'AuthFailure.SignatureExpire') {
      // Our clock is wrong. Nothing was executed, and the answer told the vendor's time: sign once more with it.
      answer = await this.#send(credentials, action, body, regionHeader);
      envelope = this.#open(answer);
    }
    const { Error: refusal, ...result } = envelope;
    const requestId = plain(result.RequestId);
    const code = refusal && (errorCode(envelope) ?? 'unreadable');
    this.#calls.log.debug({ service: this.#service.name, action, requestId, code }, 'vendor answered');
    if (code !== undefined) throw new VendorRejected(code, requestId, tencentVerdict(code));
    return fromWire(result, this.#service.names) as Answer;
  }

  async #send(credentials: Credentials, action: string, body: string, region?: string): Promise<WireAnswer> {
    const { clock, transport } = this.#calls;
    const timestamp = clock.timestamp();
    const call = { service: this.#service.name, host: this.#host, contentType: CONTENT_TYPE, body };
    const answer = await transport({
      url: `${this.#origin}/`,
      method: 'POST',
      headers: {
        'Content-Type': CONTENT_TYPE,
        Authorization: signTc3(call, credentials.secretId, this.#keys!, timestamp),
        'X-TC-Action': action,
        'X-TC-Version': this.#service.version,
        'X-TC-Timestamp': String(timestamp),
        ...(region !== undefined && { 'X-TC-Region': region }),
        ...(credentials.token && { 'X-TC-Token': credentials.token.reveal() }),
      },
      body,
    });
    clock.learn(answer.date);
    return answer;
  }

  /** The inside of an answer. Refusals come with status 200 too; any other status means something on the way failed. */
  #open({ status, body }: WireAnswer): NonNullable<Envelope['Response']> {
    if (status !== 200) throw new OutcomeUnknown(this.#host, `HTTP ${status}`);
    let response: Envelope['Response'];
    try {
      response = (parseJson(body) as Envelope | null)?.Response;
    } catch {
      // Falls through: no JSON is as good as no envelope.
    }
    if (typeof response !== 'object' || response === null) {
      throw new OutcomeUnknown(this.#host, 'the answer is not in the vendor’s form');
    }
    return response;
  }

  #region(asked: string | undefined): string | undefined {
    const { account } = this.#calls;
    const known = this.#service.regions?.[account.site];
    if (!known) return undefined;
    if (asked == null) {
      return account.region !== undefined && known.includes(account.region) ? account.region : known[0];
    }
    if (!known.includes(asked)) {
      const message = `region must be one of ${known.join(', ')} at the ${SITE_NAMES[account.site]} site`;
      throw new InvalidInput([{ path: ['input', 'region'], message }]);
    }
    return asked;
  }
}

const SITE_NAMES: Readonly<Record<Site, string>> = { intl: 'international', china: 'China' };

function errorCode({ Error: refusal }: NonNullable<Envelope['Response']>): string | undefined {
  return plain(refusal?.Code);
}

/** A code or an id as the vendor makes them. Anything else could be an echo of what was sent, and is not passed on. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,128}$/.test(value) ? value : undefined;
}
