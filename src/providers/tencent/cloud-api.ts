import type { CallRunner, NextSlot } from '../../calls/call-runner.ts';
import type { Effect } from '../../calls/retry.ts';
import {
  ActionNotSupported,
  InvalidInput,
  OutcomeUnknown,
  VendorNotConfigured,
  VendorRejected,
  type InputFault,
} from '../../errors.ts';
import { parseJson } from '../../wire/json.ts';
import { fromWire, toWire, type WireNames } from '../../wire/names.ts';
import type { Transport, WireAnswer } from '../../wire/transport.ts';
import type { VendorLog } from '../provider.ts';
import type { Account, Credentials, Site } from './account.ts';
import type { VendorClock } from './clock.ts';
import { tencentVerdict } from './error-codes.ts';
import type { Regions } from './regions.ts';
import { SITE_NAMES, siteFaults } from './sites.ts';
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

/** One action of a service. */
export interface Action {
  readonly name: string;
  /** What it does to recordings; reads can be repeated at will. */
  readonly effect: Effect;
  /** The only site that has it; absent where both do. */
  readonly onlyAt?: Site;
}

/** What all clients of the account share. */
export interface CloudCalls {
  readonly account: Account;
  readonly transport: Transport;
  readonly clock: VendorClock;
  readonly log: VendorLog;
  readonly runner: CallRunner;
}

interface Envelope {
  Response?: { Error?: { Code?: unknown }; RequestId?: unknown };
}

type Opened = NonNullable<Envelope['Response']>;

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
   * Carries one action out and gives its answer in our names. `region` of the input is a header, not a parameter.
   * Throws `InvalidInput`, `ActionNotSupported`, `VendorNotConfigured`, `VendorRejected`, `VendorUnreachable`,
   * `OutcomeUnknown`, or for reads `NoAnswer`, and `TooManyCalls`.
   */
  async call<Answer>(action: Action, input: object): Promise<Answer> {
    const { credentials, site } = this.#calls.account;
    if (action.onlyAt !== undefined && action.onlyAt !== site) {
      throw new ActionNotSupported(`${action.name} exists at the ${SITE_NAMES[action.onlyAt]} site only.`);
    }
    const { region, ...params } = input as { region?: string };
    const faults = [...this.#regionFaults(region), ...siteFaults(input, site, ['input'])];
    if (faults.length > 0) throw new InvalidInput(faults);
    if (!credentials) throw new VendorNotConfigured('Tencent', ['TENCENT_SECRET_ID', 'TENCENT_SECRET_KEY']);
    const body = JSON.stringify(toWire(params, this.#service.names));
    const send = (): Promise<WireAnswer> => this.#send(credentials, action.name, body, this.#region(region));
    const call = { name: `${this.#service.name}.${action.name}`, effect: action.effect };
    return this.#calls.runner.run(call, async (nextSlot) =>
      this.#read<Answer>(action.name, await this.#exchange(send, nextSlot)),
    );
  }

  /** Sends an action, and once more when our clock was wrong: then nothing was executed, and the answer told the time. */
  async #exchange(send: () => Promise<WireAnswer>, nextSlot: NextSlot): Promise<Opened> {
    const envelope = this.#open(await send());
    if (errorCode(envelope) !== 'AuthFailure.SignatureExpire') return envelope;
    await nextSlot();
    return this.#open(await send());
  }

  #read<Answer>(action: string, envelope: Opened): Answer {
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
  #open({ status, body }: WireAnswer): Opened {
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

  /** The region to name: the one asked for, the one of the settings where it fits, or the product's first. */
  #region(asked: string | undefined): string | undefined {
    const { account } = this.#calls;
    const known = this.#service.regions?.[account.site];
    if (!known || asked != null) return asked ?? undefined;
    return account.region !== undefined && known.includes(account.region) ? account.region : known[0];
  }

  #regionFaults(asked: string | undefined): InputFault[] {
    const { site } = this.#calls.account;
    const known = this.#service.regions?.[site];
    if (!known || asked == null || known.includes(asked)) return [];
    const message = `region must be one of ${known.join(', ')} at the ${SITE_NAMES[site]} site`;
    return [{ path: ['input', 'region'], message }];
  }
}

function errorCode({ Error: refusal }: Opened): string | undefined {
  return plain(refusal?.Code);
}

/** A code or an id as the vendor makes them. Anything else could be an echo of what was sent, and is not passed on. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,128}$/.test(value) ? value : undefined;
}
