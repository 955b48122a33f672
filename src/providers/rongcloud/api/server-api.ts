import { randomBytes } from 'node:crypto';
import type { CallRunner, NextSlot } from '../../../calls/call-runner.ts';
import type { Effect } from '../../../calls/retry.ts';
import type { CallOptions } from '../../../calls/call-options.ts';
import { OutcomeUnknown, VendorNotConfigured, VendorRejected, VendorUnreachable } from '../../../errors.ts';
import type { WireView } from '../../../domain/recorder.ts';
import { parseJson } from '../../../wire/json.ts';
import { fromWire, sameNames } from '../../../wire/names.ts';
import type { Transport, WireAnswer } from '../../../wire/transport.ts';
import { shownBody, wireBody } from '../../wire-body.ts';
import type { App } from './app.ts';
import type { VendorClock } from '../../vendor-clock.ts';
import { rongcloudVerdict } from './error-codes.ts';
import { Hosts } from './hosts.ts';
import { signRongcloud } from './sign.ts';
import type { Log } from '../../../log.ts';

export interface ServerCalls {
  readonly app: App;
  readonly transport: Transport;
  readonly clock: VendorClock;
  readonly log: Pick<Log, 'debug' | 'info'>;
  readonly runner: CallRunner;
}

/** One call of the RTC server API. */
export interface ServerCall {
  readonly name: string;
  /** Effect of the action on recordings. Reads can be repeated. */
  readonly effect: Effect;
  readonly method?: 'POST' | 'DELETE';
  readonly path: string;
  /** Room of the call, sent as a header. Absent: the path contains the room. */
  readonly roomId?: string;
  readonly body?: object;
}

/** The `code` of a success depends on the age of the path. */
const SUCCESS = { '/rtc/': 200, '/v2/r': 10_000 } as const;

/** The signature did not verify, also where its time is too far off. */
const BAD_SIGNATURE = 1004;

/** Calls the RongCloud server API: signature, host failover, envelope. */
export class ServerApi {
  readonly #calls: ServerCalls;
  readonly #hosts: Hosts;

  constructor(calls: ServerCalls) {
    this.#calls = calls;
    this.#hosts = new Hosts(calls.app.origins, () => calls.clock.ours);
  }

  /** The calling application. Throws `VendorNotConfigured` if there is none. */
  get appKey(): string {
    return this.#keys().appKey;
  }

  /** Throws the errors that `call` throws before sending. */
  check(): void {
    this.#keys();
  }

  /** Describes the request that `call` would send, for display. */
  show({ name, method = 'POST', path, body = {} }: ServerCall): WireView {
    return { action: name, method, url: this.#hosts.origin + path, body: shownBody(body, sameNames) };
  }

  /**
   * Sends a call and returns the answer. If a host is unreachable or fails, later calls use the backup host; the call
   * itself is repeated there only if it was certainly not sent. Throws `VendorNotConfigured`, `VendorRejected`,
   * `VendorUnreachable`, `OutcomeUnknown`, for reads `NoAnswer`, `TooManyCalls`, `CircuitOpen`, and the errors of the
   * guard in the call options.
   */
  call<Answer>(call: ServerCall, options?: CallOptions): Promise<Answer> {
    const body = call.body && wireBody(call.body, sameNames);
    return this.#calls.runner.run(
      call,
      async (nextSlot) => this.#read<Answer>(call, await this.#callWithFailover(call, body, nextSlot)),
      options,
    );
  }

  #read<Answer>(call: ServerCall, result: Envelope): Answer {
    this.#calls.log.debug({ call: call.name, code: result.code }, 'vendor answered');
    if (result.code !== SUCCESS[call.path.slice(0, 5) as keyof typeof SUCCESS]) {
      const code = String(result.code);
      throw new VendorRejected(code, undefined, rongcloudVerdict(code));
    }
    return fromWire(result, sameNames) as Answer;
  }

  async #callWithFailover(call: ServerCall, body: string | undefined, nextSlot: NextSlot): Promise<Envelope> {
    const { origin } = this.#hosts;
    try {
      const { answer, isClockNew } = await this.#send(origin, call, body);
      if (answer.status >= 500) this.#hosts.failed(origin);
      const envelope = open(answer, origin);
      if (envelope.code !== BAD_SIGNATURE || !isClockNew) return envelope;
      // The timestamp was wrong: the vendor executed nothing, and its answer contains the correct time.
      await nextSlot();
      return open((await this.#send(origin, call, body)).answer, origin);
    } catch (error) {
      if (error instanceof VendorNotConfigured) throw error;
      const elsewhere = this.#hosts.failed(origin);
      if (!(error instanceof VendorUnreachable && elsewhere)) throw error;
      const backup = this.#hosts.origin;
      await nextSlot();
      return open((await this.#send(backup, call, body)).answer, backup);
    }
  }

  /** `isClockNew`: the answer revealed a new difference between this server's clock and the vendor's. */
  async #send(
    origin: string,
    { method = 'POST', path, roomId }: ServerCall,
    body: string | undefined,
  ): Promise<{ readonly answer: WireAnswer; readonly isClockNew: boolean }> {
    const { transport, clock } = this.#calls;
    const { appKey, appSecret } = this.#keys();
    const nonce = randomBytes(9).toString('hex'); // 18 characters, the most that is allowed
    const sentAt = clock.ours;
    const triple = signRongcloud(appSecret, nonce, String(clock.now()));
    const answer = await transport({
      url: origin + path,
      method,
      headers: {
        'Content-Type': 'application/json',
        'App-Key': appKey,
        Nonce: triple.nonce,
        Timestamp: triple.timestamp,
        Signature: triple.signature,
        ...(roomId !== undefined && { 'Room-Id': roomId }),
      },
      ...(body !== undefined && { body }),
    });
    return { answer, isClockNew: clock.learn(answer.date, sentAt) };
  }

  #keys(): NonNullable<App['keys']> {
    const { keys } = this.#calls.app;
    if (!keys) throw new VendorNotConfigured('RongCloud', ['RONGCLOUD_APP_KEY', 'RONGCLOUD_APP_SECRET']);
    return keys;
  }
}

interface Envelope {
  code: number;
}

/** Reads the body of an answer. Its `code` decides; the HTTP status counts only if the body has no code. */
function open({ status, body }: WireAnswer, origin: string): Envelope {
  try {
    const envelope = parseJson(body) as Partial<Envelope> | null;
    if (typeof envelope?.code === 'number') return envelope as Envelope;
  } catch {
    // Falls through: no JSON is as good as no code.
  }
  throw new OutcomeUnknown(new URL(origin).host, `HTTP ${status} without the vendor's code`);
}
