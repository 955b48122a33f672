import { ControlRefusal } from './refusal.ts';
import type { JsonObject } from '../contract/parameter-check.ts';
import type { JsonValue } from '../../wire/json.ts';

const VERBS = ['join', 'publish', 'leave', 'activity', 'end'] as const;

/** Content of `POST rooms/<room>/<verb>`, for every vendor. */
export interface RoomCommand {
  readonly verb: (typeof VERBS)[number];
  readonly room: string;
  /** The number or the key of an application; undefined: the only application. */
  readonly app: string | undefined;
  /** Empty where the verb is about the room. */
  readonly user: string;
  readonly publishes: boolean;
  /** Members of the body that only this vendor has. */
  readonly own: JsonObject;
}

const COMMAND = /^([^/]+)\/([a-z]+)$/;
const OF_ROOMS: readonly string[] = ['activity', 'end'];

/** Reads a command about a room. `ownMembers` are the vendor's own. Undefined for another path. Throws `ControlRefusal`. */
export function readRoomCommand(
  path: string,
  body: JsonObject,
  ownMembers: readonly string[],
): RoomCommand | undefined {
  const [, room = '', word] = COMMAND.exec(path) ?? [];
  const verb = VERBS.find((it) => it === word);
  if (verb === undefined) return undefined;
  const isOfUser = !OF_ROOMS.includes(verb);
  const common = isOfUser ? ['app', 'user', ...(verb === 'leave' ? [] : ['publishes'])] : ['app'];
  const members = [...common, ...ownMembers];
  const unknown = Object.keys(body).find((name) => !members.includes(name));
  if (unknown !== undefined) throw new ControlRefusal(`The body takes ${members.join(', ')} and nothing else.`);
  const own = Object.entries(body).filter(([name]) => ownMembers.includes(name));
  return {
    verb,
    room: decoded(room),
    app: appOf(body['app']),
    user: isOfUser ? userOf(body['user']) : '',
    publishes: publishesOf(body['publishes']),
    own: Object.fromEntries(own),
  };
}

function appOf(app: JsonValue | undefined): string | undefined {
  if (app === undefined || (typeof app === 'string' && app !== '')) return app;
  if (typeof app === 'number') return String(app);
  throw new ControlRefusal('app must be the number or the key of an application.');
}

function userOf(user: JsonValue | undefined): string {
  if (typeof user === 'string' && user !== '') return user;
  throw new ControlRefusal('user must be the id of a user.');
}

function publishesOf(publishes: JsonValue = true): boolean {
  if (typeof publishes === 'boolean') return publishes;
  throw new ControlRefusal('publishes must be true or false.');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ControlRefusal('The path is not well encoded.');
  }
}
