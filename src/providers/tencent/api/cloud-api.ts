import type { CallRunner, NextSlot } from '../../../calls/call-runner.ts';
import type { Effect } from '../../../calls/retry.ts';
import type { CallOptions } from '../../../calls/call-options.ts';
import { ActionNotSupported, InvalidInput, VendorNotConfigured, type InputFault } from '../../../errors.ts';
import type { WireView } from '../../../domain/recorder.ts';
import type { WireNames } from '../../../wire/names.ts';
import type { Transport, WireAnswer } from '../../../wire/transport.ts';
import type { VendorClock } from '../../vendor-clock.ts';
import { shownBody, wireBody } from '../../wire-body.ts';
import type { Account, Credentials, Site } from './account.ts';
import { errorCode, openAnswer, readAnswer, type Opened } from './answer.ts';
import type { Regions } from './regions.ts';
import { SITE_NAMES, siteFaults } from './sites.ts';
import { signingKeys, signTc3, type SigningKeys } from './tc3.ts';
import type { Log } from '../../../log.ts';

/** A service of Tencent Cloud, and how one product uses it. */
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
  /** Effect of the action on recordings. Reads can be repeated. */
  readonly effect: Effect;
  /** The only site with the action. Absent: both sites. */
  readonly onlyAt?: Site;
  /** Spelling of names in the action. Absent: the service's. */
  readonly names?: WireNames;
}

/** Parts that all clients of the account share. */
export interface CloudCalls {
  readonly account: Account;
  readonly transport: Transport;
  readonly clock: VendorClock;
  readonly log: Pick<Log, 'debug' | 'info'>;
  readonly runner: CallRunner;
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

  /** Site of the account. */
  get site(): Site {
    return this.#calls.account.site;
  }

  /**
   * Sends an action and returns the answer with the field names of this API. `region` of the input is sent as a header,
   * not as a parameter. Throws `InvalidInput`, `ActionNotSupported`, `VendorNotConfigured`, `VendorRejected`,
   * `VendorUnreachable`, `OutcomeUnknown`, for reads `NoAnswer`, `TooManyCalls`, `CircuitOpen`, and the errors of the
   * guard in the call options.
   */
  async call<Answer>(action: Action, input: object, options?: CallOptions): Promise<Answer> {
    const credentials = this.#checked(action, input);
    const { region, ...params } = input as { region?: string };
    const names = action.names ?? this.#service.names;
    const body = wireBody(params, names);
    const send = (): Promise<WireAnswer> => this.#send(credentials, action.name, body, this.regionOf(region));
    const call = { name: `${this.#service.name}.${action.name}`, effect: action.effect };
    const read = { service: this.#service.name, action: action.name, names };
    return this.#calls.runner.run(
      call,
      async (nextSlot) => readAnswer<Answer>(read, await this.#exchange(send, nextSlot), this.#calls.log),
      options,
    );
  }

  /** Throws the errors that `call` throws before sending. */
  check(action: Action, input: object): void {
    this.#checked(action, input);
  }

  /** Describes the request that `call` would send, for display. */
  show(action: Action, input: object): WireView {
    const { region: _, ...params } = input as { region?: string };
    const body = shownBody(params, action.names ?? this.#service.names);
    return { action: action.name, method: 'POST', url: `${this.#origin}/`, body };
  }

  /**
   * Returns the region of a call: the given region, the region of the settings if the product has it, or the product's
   * first.
   */
  regionOf(given: string | null | undefined): string | undefined {
    const { account } = this.#calls;
    const known = this.#service.regions?.[account.site];
    if (!known || given != null) return given ?? undefined;
    return account.region !== undefined && known.includes(account.region) ? account.region : known[0];
  }

  /** Returns the fault of a given region. */
  regionFaults(given: string | null | undefined): InputFault[] {
    const { site } = this.#calls.account;
    const known = this.#service.regions?.[site];
    if (!known || given == null || known.includes(given)) return [];
    const message = `region must be one of ${known.join(', ')} at the ${SITE_NAMES[site]} site`;
    return [{ path: ['input', 'region'], message }];
  }

  #checked(action: Action, input: object): Credentials {
    const { credentials, site } = this.#calls.account;
    if (action.onlyAt !== undefined && action.onlyAt !== site) {
      throw new ActionNotSupported(
        `${action.name} exists at the ${SITE_NAMES[action.onlyAt]} site only; this account is of the ${SITE_NAMES[site]} site. Nothing was sent.`,
      );
    }
    const { region } = input as { region?: string };
    const faults = [...this.regionFaults(region), ...siteFaults(input, site, ['input'])];
    if (faults.length > 0) throw new InvalidInput(faults);
    if (!credentials) throw new VendorNotConfigured('Tencent', ['TENCENT_SECRET_ID', 'TENCENT_SECRET_KEY']);
    return credentials;
  }

  /**
   * Sends an action, and repeats it once if the timestamp was wrong: then the vendor executed nothing, and its answer
   * contains the correct time.
   */
  async #exchange(send: () => Promise<WireAnswer>, nextSlot: NextSlot): Promise<Opened> {
    const opened = openAnswer(await send(), this.#host);
    if (errorCode(opened) !== 'AuthFailure.SignatureExpire') return opened;
    await nextSlot();
    return openAnswer(await send(), this.#host);
  }

  async #send(credentials: Credentials, action: string, body: string, region?: string): Promise<WireAnswer> {
    const { clock, transport } = this.#calls;
    const sentAt = clock.ours;
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
    clock.learn(answer.date, sentAt);
    return answer;
  }
}
