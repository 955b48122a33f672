import { randomBytes } from 'node:crypto';
import { OutcomeUnknown, VendorNotConfigured, VendorRejected, VendorUnreachable } from '../../errors.ts';
import { parseJson } from '../../wire/json.ts';
import { fromWire, sameNames, toWire } from '../../wire/names.ts';
import type { Transport, WireAnswer } from '../../wire/transport.ts';
import type { VendorLog } from '../provider.ts';
import type { App } from './app.ts';
import { rongcloudVerdict } from './error-codes.ts';
import { Hosts } from './hosts.ts';
import { signRongcloud } from './sign.ts';

export interface ServerCalls {
  readonly app: App;
  readonly transport: Transport;
  readonly now: () => number;
  readonly log: VendorLog;
}

/** One call of the RTC server API. */
export interface ServerCall {
  readonly path: string;
  /** Room that the call is about; sent as a header. */
  readonly roomId: string;
  readonly body: object;
}

/** `code` of a success on /rtc/ paths. */
const SUCCESS = 200;

/** Calls the RongCloud server API: signature, host failover, envelope. */
export class ServerApi {
  readonly #calls: ServerCalls;
  readonly #hosts: Hosts;

  constructor(calls: ServerCalls) {
    this.#calls = calls;
    this.#hosts = new Hosts(calls.app.origins, calls.now);
  }

  /**
   * Sends one call and gives its answer. A host that cannot be reached or fails is left for its backup; only a call
   * that surely was not sent is repeated there.
   * Throws `VendorNotConfigured`, `VendorRejected`, `VendorUnreachable` or `OutcomeUnknown`.
   */
  async call<Answer>(call: ServerCall): Promise<Answer> {
    const body = JSON.stringify(toWire(call.body, sameNames));
    const result = await this.#callWithFailover(call, body);
    this.#calls.log.debug({ path: call.path, code: result.code }, 'vendor answered');
    if (result.code !== SUCCESS) {
      const code = String(result.code);
      throw new VendorRejected(code, undefined, rongcloudVerdict(code));
    }
    return fromWire(result, sameNames) as Answer;
  }

  async #callWithFailover(call: ServerCall, body: string): Promise<Envelope> {
    const { origin } = this.#hosts;
    try {
      const answer = await this.#send(origin, call, body);
      if (answer.status >= 500) this.#hosts.failed(origin);
      return open(answer, origin);
    } catch (error) {
      if (error instanceof VendorNotConfigured) throw error;
      const elsewhere = this.#hosts.failed(origin);
      if (!(error instanceof VendorUnreachable && elsewhere)) throw error;
      const backup = this.#hosts.origin;
      return open(await this.#send(backup, call, body), backup);
    }
  }

  #send(origin: string, { path, roomId }: ServerCall, body: string): Promise<WireAnswer> {
    const { app, transport, now } = this.#calls;
    if (!app.keys) throw new VendorNotConfigured('RongCloud', ['RONGCLOUD_APP_KEY', 'RONGCLOUD_APP_SECRET']);
    const nonce = randomBytes(9).toString('hex'); // 18 characters, the most that is allowed
    const triple = signRongcloud(app.keys.appSecret, nonce, String(now()));
    return transport({
      url: origin + path,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'App-Key': app.keys.appKey,
        Nonce: triple.nonce,
        Timestamp: triple.timestamp,
        Signature: triple.signature,
        'Room-Id': roomId,
      },
      body,
    });
  }
}

interface Envelope {
  code: number;
}

/** The answer's body. Its `code` decides; the HTTP status only says what a body without one means. */
function open({ status, body }: WireAnswer, origin: string): Envelope {
  try {
    const envelope = parseJson(body) as Partial<Envelope> | null;
    if (typeof envelope?.code === 'number') return envelope as Envelope;
  } catch {
    // Falls through: no JSON is as good as no code.
  }
  throw new OutcomeUnknown(new URL(origin).host, `HTTP ${status} without the vendor's code`);
}
