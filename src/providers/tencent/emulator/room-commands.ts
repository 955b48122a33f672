import { ControlRefusal } from '../../../emulation/control/refusal.ts';
import { readRoomCommand, type RoomCommand } from '../../../emulation/control/room-command.ts';
import type { JsonObject } from '../../../emulation/contract/parameter-check.ts';
import type { RoomId, Rooms } from './shared/rooms.ts';
import type { TaskRecord } from './shared/context.ts';

/** The parts that room commands use. */
export interface RoomCommandParts {
  readonly rooms: Rooms;
  /** The driven clock, in ms. */
  readonly now: () => number;
  /** All tasks: a command may omit members that a running recording implies. */
  readonly tasks: () => readonly TaskRecord[];
}

interface Place {
  readonly app: number;
  readonly room: RoomId;
}

type RoomIdType = 'NUMBER' | 'TEXT';

const ROOM_ID_TYPES: readonly RoomIdType[] = ['NUMBER', 'TEXT'];
const OWN_MEMBERS = ['roomIdType'];
const HIGHEST_NUMBER = 2 ** 32 - 1;

/** Carries out `<room>/<verb>` and returns the room; undefined for another path. Throws `ControlRefusal`. */
export function commandRoom(parts: RoomCommandParts, path: string, body: JsonObject): JsonObject | undefined {
  const command = readRoomCommand(path, body, OWN_MEMBERS);
  if (!command) return undefined;
  const { rooms, now } = parts;
  const place = placeOf(command, parts.tasks());
  const { verb, user, publishes } = command;
  if (verb === 'publish' && !rooms.usersIn(place.app, place.room).includes(user)) {
    throw new ControlRefusal('The user is not in the room.', 404);
  }
  // A second join starts or stops publishing.
  const what = verb === 'publish' ? 'join' : verb;
  rooms.note(place.app, place.room, { at: now(), what, user, publishes });
  return shownRoom(rooms, place);
}

/** Returns the rooms with users, as displayed. */
export function shownRooms(rooms: Rooms): JsonObject[] {
  const inUse = rooms.places().filter(({ app, room }) => rooms.usersIn(app, room).length > 0);
  return inUse.map((place) => shownRoom(rooms, place));
}

function shownRoom(rooms: Rooms, { app, room }: Place): JsonObject {
  const roomIdType: RoomIdType = typeof room === 'number' ? 'NUMBER' : 'TEXT';
  return { app, room, roomIdType, users: rooms.usersIn(app, room), publishers: rooms.publishersIn(app, room) };
}

/**
 * Returns the addressed room. Room 3560 by number and room "3560" by text are different rooms. A running recording in a
 * room of that name supplies omitted members. Without such a recording, digits are a number, and the application is the
 * only application in the store.
 */
function placeOf({ room, app: name, own }: RoomCommand, tasks: readonly TaskRecord[]): Place {
  const app = appOf(name);
  const type = typeOf(own);
  const recorded = tasks
    .filter(({ endedAt }) => endedAt === null)
    .flatMap(({ app: owner, room: board, mediaRoom }) =>
      [board, mediaRoom].flatMap((id) => (id == null ? [] : { app: owner, room: id })),
    )
    .filter((place) => String(place.room) === room && isMeant(place, app, type));
  const places = new Map(recorded.map((place) => [JSON.stringify(place), place]));
  const [only, ...others] = places.values();
  if (others.length > 0) {
    throw new ControlRefusal('Several rooms of that name are recorded: set app and roomIdType.');
  }
  if (only) return only;
  return { app: app ?? onlyApp(tasks), room: (type ?? looksLike(room)) === 'NUMBER' ? numberOf(room) : room };
}

function isMeant(place: Place, app: number | undefined, type: RoomIdType | undefined): boolean {
  const isOfType = type === undefined || (typeof place.room === 'number') === (type === 'NUMBER');
  return isOfType && (app === undefined || place.app === app);
}

function appOf(name: string | undefined): number | undefined {
  if (name === undefined || /^\d{1,10}$/.test(name)) return name === undefined ? undefined : Number(name);
  throw new ControlRefusal('app must be the number of an application.');
}

function typeOf({ roomIdType }: JsonObject): RoomIdType | undefined {
  const type = ROOM_ID_TYPES.find((it) => it === roomIdType);
  if (type !== undefined || roomIdType === undefined) return type;
  throw new ControlRefusal('roomIdType must be NUMBER or TEXT.');
}

function onlyApp(tasks: readonly TaskRecord[]): number {
  const [app, ...others] = new Set(tasks.map((task) => task.app));
  if (app !== undefined && others.length === 0) return app;
  throw new ControlRefusal('app is required: the number of the application.');
}

function looksLike(room: string): RoomIdType {
  return /^[1-9]\d{0,9}$/.test(room) && Number(room) <= HIGHEST_NUMBER ? 'NUMBER' : 'TEXT';
}

function numberOf(room: string): number {
  if (looksLike(room) === 'NUMBER') return Number(room);
  throw new ControlRefusal(`The number of a room is from 1 to ${HIGHEST_NUMBER}.`);
}
