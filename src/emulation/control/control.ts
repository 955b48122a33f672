import { parseJson, printJson, type JsonValue } from '../../wire/json.ts';
import type { Audience } from '../audience/audience.ts';
import { commandAudience } from '../audience/control.ts';
import { commandCallbacks } from '../callbacks/control.ts';
import type { CallbackSender } from '../callbacks/sender.ts';
import type { EmulatorClock } from '../clock/emulator-clock.ts';
import { isJsonObject, type JsonObject } from '../contract/parameter-check.ts';
import { readFailure, type Failures } from '../faults/failures.ts';
import { readFaultScript, type FaultScripts } from '../faults/fault-scripts.ts';
import { BadScript } from '../faults/script-members.ts';
import { controlScripts } from '../faults/script-queue.ts';
import type { RawReply, RawRequest } from '../server/loopback-server.ts';
import type { RequestRate } from '../server/request-rate.ts';
import { refuseOtherOrigins } from './browsers.ts';
import type { EmulatedTask } from './emulated-task.ts';
import { controlPage, type ControlView } from './page.ts';
import { ControlRefusal } from './refusal.ts';

/** The parts of an emulator that control calls read and change. */
export interface ControlParts {
  readonly view: ControlView;
  readonly clock: EmulatorClock;
  readonly faults: FaultScripts;
  readonly failures: Failures;
  readonly rate: RequestRate;
  /** Every task of the store in its actual state, without secrets. */
  readonly tasks: () => readonly EmulatedTask[];
  /** Carries out the path after `rooms/`; undefined for an unknown command. Throws `ControlRefusal`. */
  readonly rooms: (command: string, body: JsonObject) => JsonObject | undefined;
  readonly roomsInUse: () => readonly JsonObject[];
  /** Absent: the emulator has no guests. */
  readonly audience?: Audience;
  /** Absent: the emulator sends no callbacks. */
  readonly callbacks?: CallbackSender;
}

const PAGE = '/__control';
const PREFIX = `${PAGE}/`;

/**
 * Answers the control page at `/__control` and the control calls below that path; undefined for every other path. Control
 * calls need no signature, because only this machine reaches them. Calls of pages of other origins are refused.
 */
export function control(parts: ControlParts): (request: RawRequest) => RawReply | undefined {
  return (request) => {
    const isPage = request.method === 'GET' && (request.path === PAGE || request.path === PREFIX);
    if (!isPage && !request.path.startsWith(PREFIX)) return undefined;
    try {
      refuseOtherOrigins(request, isPage);
      if (isPage) return controlPage(parts.view);
      const answer = carryOut(parts, request.method, request.path.slice(PREFIX.length), () => bodyOf(request));
      if (answer === undefined) throw new ControlRefusal('There is no such control call.', 404);
      return json(200, answer);
    } catch (error) {
      if (error instanceof ControlRefusal) return json(error.status, { error: error.message });
      if (error instanceof BadScript) return json(400, { error: error.message });
      throw error;
    }
  };
}

function carryOut(
  { clock, rate, faults, failures, audience, callbacks, ...parts }: ControlParts,
  method: string,
  command: string,
  body: () => JsonValue,
): JsonValue | undefined {
  switch (command) {
    case 'faults':
      return controlScripts(faults, readFaultScript, method, body);
    case 'failures': {
      const answer = controlScripts(failures, (script) => readFailure(script, failures.kinds), method, body);
      return answer && { ...answer, kinds: [...failures.kinds] };
    }
    case 'audience':
      return audience && commandAudience(audience, method, body);
  }
  switch (`${method} ${command}`) {
    case 'GET tasks':
      return {
        now: clock.now(),
        tasks: parts.tasks().map((task) => ({ ...task, files: task.files.map((file) => ({ ...file })) })),
      };
    case 'GET clock':
      return { now: clock.now() };
    case 'POST clock':
      return advance(clock, objectOf(body()));
    case 'GET rate':
      return { mostInASecond: { ...rate.maxPerSecond } };
    case 'DELETE rate':
      rate.clear();
      return { mostInASecond: {} };
    case 'GET rooms':
      return { rooms: [...parts.roomsInUse()] };
  }
  if (command.startsWith('callbacks')) return callbacks && commandCallbacks(callbacks, method, command, body);
  if (method !== 'POST' || !command.startsWith('rooms/')) return undefined;
  const room = parts.rooms(command.slice('rooms/'.length), objectOf(body()));
  return room && { ...room };
}

function advance(clock: EmulatorClock, { advanceMs: ms }: JsonObject): JsonValue {
  if (typeof ms !== 'number' || ms < 0)
    throw new ControlRefusal('advanceMs must be a number of milliseconds from 0 on.');
  clock.advance(ms);
  return { now: clock.now() };
}

function objectOf(body: JsonValue): JsonObject {
  if (!isJsonObject(body)) throw new ControlRefusal('The body must be a JSON object.');
  return body;
}

function bodyOf(request: RawRequest): JsonValue {
  try {
    return parseJson(request.body?.toString('utf8') ?? '');
  } catch {
    throw new ControlRefusal('The body must be JSON.');
  }
}

function json(status: number, body: JsonValue): RawReply {
  const headers = { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };
  return { status, headers, body: printJson(body) };
}
