import type { CallOptions } from '../../../calls/call-options.ts';
import type { Effect } from '../../../calls/retry.ts';
import type { WireView } from '../../../domain/recorder.ts';
import type { Answer, Payload } from '../../../graphql/payload.ts';
import { refuse } from '../../adopted.ts';
import { CloudApi, type Action, type CloudCalls, type Service } from '../api/cloud-api.ts';
import type { Site } from '../api/account.ts';

/** A call of one action. Throws as `CloudApi.call`. */
export type Call<Input, Result extends Payload> = (
  input: Readonly<Input>,
  options?: CallOptions,
) => Promise<Answer<Result>>;

/** The shared part of the clients: the start, the region, and one typed function for each further action. */
export abstract class ProductClient<Start extends object, StartPayload extends Payload> {
  readonly #api: CloudApi;
  readonly #start: Action;

  constructor(calls: CloudCalls, service: Service, start: string) {
    this.#api = new CloudApi(service, calls);
    this.#start = { name: start, effect: 'create' };
  }

  /** Site of the account. The sites find recordings in different ways. */
  get site(): Site {
    return this.#api.site;
  }

  /** Returns the region of a call, by default that of the server. Throws `InvalidInput` if the site lacks the region. */
  regionOf(given?: string | null): string | undefined {
    refuse(this.#api.regionFaults(given));
    return this.#api.regionOf(given);
  }

  /** Returns the request of a start. */
  showStart(start: Start): WireView {
    return this.#api.show(this.#start, start);
  }

  start(start: Start, options?: CallOptions): Promise<Answer<StartPayload>> {
    return this.#api.call(this.#start, start, options);
  }

  /** Checks and returns a complete start. Throws as `start` before sending. */
  protected checked(start: Start): Start {
    this.#api.check(this.#start, start);
    return start;
  }

  protected action<Input extends object, Result extends Payload>(
    name: string,
    effect: Effect,
    special?: Pick<Action, 'onlyAt' | 'names'>,
  ): Call<Input, Result> {
    return (input, options) => this.#api.call({ name, effect, ...special }, input, options);
  }
}
