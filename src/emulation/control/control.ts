import { parseJson, printJson, type JsonValue } from '../../wire/json.ts';
import type { Audience } from '../audience/audience.ts';
import { commandAudience } from '../audience/control.ts';
import type { RequestRate } from '../server/request-rate.ts';
import { commandCallbacks } from '../callbacks/control.ts';
import type { CallbackSender } from '../callbacks/sender.ts';
import type { EmulatorClock } from '../clock/emulator-clock.ts';
import { refuseOtherOrigins } from './browsers.ts';
import { controlPage, type ControlView } from './page.ts';
import { ControlRefusal } from './refusal.ts';
import { readFailure, type EmulatedFile, type Failures } from '../faults/failures.ts';
import { BadScript, readFaultScript, type FaultScripts } from '../faults/fault-scripts.ts';
import type { RawReply, RawRequest } from '../server/loopback-server.ts';
import { isJsonObject, type JsonObject } from '../contract/parameter-check.ts';

/** A task in an emulator's store. Vendors add to it what only they have. Times are in milliseconds. */
export interface EmulatedTask {
  readonly taskId: string;
  /** The application: its number, or its key. */
  readonly app: number | string;
  /** Null where there is no room. */
  readonly room: number | string | null;
  /** What the caller gave it to know it again: a robot's user id, a record id, a tag. Null when there is nothing. */
  readonly key: string | null;
  readonly state: string;
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
  /** Its files as they really are; of a recording that goes on none, where the vendor knows them at the end only. */
  readonly files: readonly EmulatedFile[];
}

/** What the control endpoints reach into. */
export interface ControlParts {
  /** What the page offers. */
  readonly view: ControlView;
  readonly clock: EmulatorClock;
  readonly faults: FaultScripts;
  readonly failures: Failures;
  readonly rate: RequestRate;
  /** The emulator's own store: every task as it stands, without secrets. */
  readonly tasks: () => readonly EmulatedTask[];
  /**
   * Carries out what follows `rooms/` in the path, for rooms are the vendor's own. Gives what is answered;
   * undefined when there is no such command. Throws `ControlRefusal`.
   */
  readonly rooms: (command: string, body: JsonObject) => JsonObject | undefined;
  /** The rooms in which there are users. */
  readonly roomsInUse: () => readonly JsonObject[];
  /** Absent where rooms cannot be alive. */
  readonly audience?: Audience;
  /** Absent where the emulator does not call back. */
  readonly callbacks?: CallbackSender;
}

const PAGE = '/__control';
const PREFIX = `${PAGE}/`;

/**
 * Answers `/__control`, the page that drives the emulator, and the calls under it; undefined for any other path. The
 * calls are not signed, for only this machine reaches them. Pages of other origins in a browser on this machine do, too,
 * and are refused.
 */
export function control(parts: ControlParts): (request: RawRequest) => RawReply | undefined {
  return (request) => {
    const isPage = request.method === 'GET' && (request.path === PAGE || request.path === PREFIX);
    if (!isPage && !request.path.startsWith(PREFIX)) return undefined;
    try {
      refuseOtherOrigins(request, isPage);
      if (isPage) return controlPage(parts.view);
      return json(200, carryOut(parts, request));
    } catch (error) {
      if (error instanceof ControlRefusal) return json(error.status, { error: error.message });
      if (error instanceof BadScript) return json(400, { error: error.message });
      throw error;
    }
  };
}

function carryOut(parts: ControlParts, request: RawRequest): JsonValue {
  const command = request.path.slice(PREFIX.length);
  switch (`${request.method} ${command}`) {
    case 'GET tasks':
      return { now: parts.clock.now(), tasks: parts.tasks().map(bookOf) };
    case 'GET clock':
      return { now: parts.clock.now() };
    case 'POST clock':
      return advance(parts.clock, objectOf(request));
    case 'GET rate':
      return { mostInASecond: { ...parts.rate.maxPerSecond } };
    case 'DELETE rate':
      parts.rate.clear();
      return { mostInASecond: {} };
    case 'GET rooms':
      return { rooms: [...parts.roomsInUse()] };
    case 'GET faults':
      return waiting(parts.faults);
    case 'POST faults': {
      const body = bodyOf(request);
      parts.faults.add((Array.isArray(body) ? body : [body]).map(readFaultScript));
      return waiting(parts.faults);
    }
    case 'DELETE faults':
      parts.faults.clear();
      return waiting(parts.faults);
    case 'GET failures':
      return failing(parts.failures);
    case 'POST failures': {
      const body = bodyOf(request);
      const scripts = Array.isArray(body) ? body : [body];
      parts.failures.add(scripts.map((script) => readFailure(script, parts.failures.kinds)));
      return failing(parts.failures);
    }
    case 'DELETE failures':
      parts.failures.clear();
      return failing(parts.failures);
  }
  const told = parts.callbacks && commandCallbacks(parts.callbacks, request.method, command, () => bodyOf(request));
  if (told !== undefined) return told;
  if (parts.audience && command === 'audience') {
    const answer = commandAudience(parts.audience, request.method, () => bodyOf(request));
    if (answer !== undefined) return answer;
  }
  const isRooms = request.method === 'POST' && command.startsWith('rooms/');
  const result = isRooms ? parts.rooms(command.slice('rooms/'.length), objectOf(request)) : undefined;
  if (result === undefined) throw new ControlRefusal('There is no such control call.', 404);
  return { ...result };
}

function bookOf({ files, ...task }: EmulatedTask): JsonValue {
  return { ...task, files: files.map((file) => ({ ...file })) };
}

function advance(clock: EmulatorClock, body: JsonObject): JsonValue {
  const ms = body['advanceMs'];
  if (typeof ms !== 'number' || ms < 0)
    throw new ControlRefusal('advanceMs must be a number of milliseconds from 0 on.');
  clock.advance(ms);
  return { now: clock.now() };
}

function waiting(faults: FaultScripts): JsonValue {
  return { waiting: faults.waiting.map((script) => ({ ...script })) };
}

function failing(failures: Failures): JsonValue {
  return { waiting: failures.waiting.map((script) => ({ ...script })), kinds: [...failures.kinds] };
}

function objectOf(request: RawRequest): JsonObject {
  const body = bodyOf(request);
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
