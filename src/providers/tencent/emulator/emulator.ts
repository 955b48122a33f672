import { randomUUID } from 'node:crypto';
import { startLoopbackServer, type RawRequest } from '../../../emulation/loopback-server.ts';
import { RecentCalls, type EmulatedCall } from '../../../emulation/recent-calls.ts';
import type { JsonValue } from '../../../wire/json.ts';
import type { Credentials, Site } from '../account.ts';
import { Dispatcher } from './dispatcher.ts';
import { envelope, Refusal, reply } from './envelope.ts';
import type { Answer } from './product.ts';

export interface TencentEmulatorOptions {
  /** A free port by default. */
  readonly port?: number;
  readonly credentials: readonly Credentials[];
  /** Whose regions and actions are offered; `intl` by default. */
  readonly site?: Site;
  /** The emulator's clock, in milliseconds. */
  readonly now?: () => number;
  /** Told of every call, without its parameters: made to be printed. */
  readonly onCall?: (call: EmulatedCall) => void;
}

/** One call as it arrived. What was not read because the call was refused earlier is empty or null. */
export interface ReceivedCall {
  readonly service: string;
  readonly action: string;
  readonly region: string | null;
  /** As sent, secrets included: for tests to look at, not for printing. */
  readonly body: JsonValue;
  readonly requestId: string;
  readonly code: string | null;
}

export interface TencentEmulator {
  readonly origin: string;
  readonly port: number;
  /** The last thousand calls, oldest first. */
  readonly calls: readonly ReceivedCall[];
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Starts TIW, GME and TRTC behind one loopback port: every call is checked as the vendor documents it. */
export async function startTencentEmulator(options: TencentEmulatorOptions): Promise<TencentEmulator> {
  const now = options.now ?? Date.now;
  const dispatcher = new Dispatcher(options.credentials, options.site ?? 'intl', now);
  const calls = new RecentCalls<ReceivedCall>();

  const answer = (request: RawRequest) => {
    const requestId = randomUUID();
    const seen = { service: '', action: request.headers['x-tc-action'] ?? '', body: null as JsonValue };
    const result = outcome(() => dispatcher.carryOut(request, seen));
    const code = result instanceof Refusal ? result.code : null;
    const taskId = result instanceof Refusal ? undefined : result.taskId;
    calls.add({ ...seen, region: request.headers['x-tc-region'] ?? null, requestId, code });
    options.onCall?.({
      service: seen.service,
      action: seen.action,
      requestId,
      code,
      ...(taskId === undefined ? {} : { taskId }),
    });
    return reply(envelope(result instanceof Refusal ? result : result.fields, requestId), now());
  };

  const server = await startLoopbackServer({ port: options.port, maxBodyBytes: MAX_BODY_BYTES, answer });
  return { origin: server.origin, port: server.port, calls: calls.list, close: () => server.close() };
}

function outcome(carryOut: () => Answer): Answer | Refusal {
  try {
    return carryOut();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
