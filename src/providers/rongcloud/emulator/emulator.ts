import { randomUUID } from 'node:crypto';
import { startLoopbackServer, type RawReply, type RawRequest } from '../../../emulation/loopback-server.ts';
import { RecentCalls, type EmulatedCall } from '../../../emulation/recent-calls.ts';
import { printJson, type JsonValue } from '../../../wire/json.ts';
import type { RongcloudApp } from './authorise.ts';
import { Dispatcher, type Answer } from './dispatcher.ts';
import { Refusal } from './refusal.ts';

export interface RongcloudEmulatorOptions {
  /** A free port by default. */
  readonly port?: number;
  readonly apps: readonly RongcloudApp[];
  /** Also refuse old timestamps and repeated nonces. Off by default: an official SDK repeats its nonce. */
  readonly strict?: boolean;
  /** Per app key and call. 100 by default, for the vendor documents no limit. */
  readonly callsPerSecond?: number;
  /** Replaces single HTTP statuses of the contract's `emulatorDefaults`, by code. */
  readonly httpStatusByCode?: Readonly<Record<string, number>>;
  /** The emulator's clock, in milliseconds. */
  readonly now?: () => number;
  /** Told of every call, without its parameters: made to be printed. */
  readonly onCall?: (call: EmulatedCall) => void;
}

/** One call as it arrived. What was not read because the call was refused earlier is empty or null. */
export interface ReceivedCall {
  readonly action: string;
  readonly appKey: string;
  readonly roomId: string | null;
  /** As sent: for tests to look at, not for printing. */
  readonly body: JsonValue;
  readonly requestId: string;
  /** Null when the call was carried out. */
  readonly code: number | null;
}

export interface RongcloudEmulator {
  readonly origin: string;
  readonly port: number;
  /** The last thousand calls, oldest first. */
  readonly calls: readonly ReceivedCall[];
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 100 * 1024;
/** For codes that neither the vendor nor the contract's defaults give a status. */
const OTHER_REFUSALS = 400;

/** Starts RongCloud's recording API on a loopback port: every call is checked as the vendor documents it. */
export async function startRongcloudEmulator(options: RongcloudEmulatorOptions): Promise<RongcloudEmulator> {
  const dispatcher = new Dispatcher({
    apps: options.apps,
    isStrict: options.strict ?? false,
    callsPerSecond: options.callsPerSecond ?? 100,
    now: options.now ?? Date.now,
  });
  const statusByCode = { ...dispatcher.contract.emulatorDefaults.httpStatusByCode, ...options.httpStatusByCode };
  const calls = new RecentCalls<ReceivedCall>();

  const answer = (request: RawRequest): RawReply => {
    const requestId = request.headers['x-request-id'] ?? randomUUID();
    const seen = { action: '', appKey: '', body: null as JsonValue };
    const result = outcome(() => dispatcher.carryOut(request, seen));
    const code = result instanceof Refusal ? result.code : null;
    calls.add({ ...seen, roomId: request.headers['room-id'] ?? null, requestId, code });
    options.onCall?.({
      service: 'rongcloud',
      action: seen.action,
      requestId,
      code: code === null ? null : String(code),
      ...(result instanceof Refusal ? {} : { taskId: result.recordId }),
    });
    if (!(result instanceof Refusal)) {
      const { successCode, recordId } = result;
      return reply(200, { code: successCode, errorMessage: 'Success', recordId });
    }
    const status = result.status ?? statusByCode[result.code] ?? OTHER_REFUSALS;
    return reply(status, { code: result.code, errorMessage: result.message });
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

function reply(status: number, body: Readonly<Record<string, JsonValue>>): RawReply {
  return { status, headers: { 'content-type': 'application/json' }, body: printJson(body) };
}
