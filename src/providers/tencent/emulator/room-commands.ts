import { ControlRefusal } from '../../../emulation/control.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { presence, publishing, type RoomEvent, type RoomId, type Rooms } from './rooms.ts';

const COMMANDS: readonly RoomEvent['what'][] = ['join', 'leave', 'activity', 'end'];

/** Carries a control call about a room out: `join`, `leave`, `activity` or `end`. Undefined when it is none of them. */
export function commandRoom(rooms: Rooms, now: number, command: string, body: JsonObject): JsonObject | undefined {
  const what = COMMANDS.find((it) => it === command);
  if (what === undefined) return undefined;
  const app = body['app'];
  if (typeof app !== 'number') throw new ControlRefusal('app must be the number of the application.');
  const room = roomOf(body);
  rooms.note(app, room, { at: now, what, user: userOf(what, body), publishes: publishesOf(body) });
  const names = (spans: readonly { readonly user: string; readonly to: number }[]) =>
    spans.filter(({ to }) => to === Infinity).map(({ user }) => user);
  const events = rooms.eventsOf(app, room);
  return { app, room, users: names(presence(events)), publishers: names(publishing(events)) };
}

function roomOf(body: JsonObject): RoomId {
  const room = body['room'];
  if (typeof room === 'number' || (typeof room === 'string' && room !== '')) return room;
  throw new ControlRefusal('room must be a number for a number room and a text for a text room.');
}

function userOf(what: RoomEvent['what'], body: JsonObject): string {
  if (what === 'activity' || what === 'end') return '';
  const user = body['user'];
  if (typeof user === 'string' && user !== '') return user;
  throw new ControlRefusal('user must be the id of a user.');
}

function publishesOf(body: JsonObject): boolean {
  const publishes = body['publishes'] ?? true;
  if (typeof publishes === 'boolean') return publishes;
  throw new ControlRefusal('publishes must be true or false.');
}
