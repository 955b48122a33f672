import type { ContractTypes } from '../../../../emulation/contract/contract.ts';
import { ControlRefusal } from '../../../../emulation/control/refusal.ts';
import { readRoomCommand, type RoomCommand } from '../../../../emulation/control/room-command.ts';
import { objectsIn } from '../../../../emulation/contract/fields.ts';
import { checkParameters, type JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { OWN_STREAMS } from './stage.ts';
import { ROOM_ID, textOf } from '../api/parameters.ts';
import type { Member, Room, Rooms, Stream } from './rooms.ts';

/** The application of the room; optional if the emulator has only one application. */
export interface RoomOwner {
  readonly appKey?: string;
}

export interface RoomUser extends RoomOwner {
  readonly userId: string;
}

export interface PublishingUser extends RoomUser {
  /** `state` is 1, on, by default. */
  readonly streams?: readonly (Omit<Stream, 'state'> & Partial<Stream>)[];
}

const BINARY = { type: 'integer', enum: [{ value: 0 }, { value: 1 }] } as const;
const NAME = { type: 'string', pattern: '.' } as const;
/** Types of the members of a body that only RongCloud has. */
const TYPES: ContractTypes = {
  Own: { fields: { streams: { type: '[Stream]' } } },
  Stream: { fields: { tag: { ...NAME, required: true }, mediaType: { ...BINARY, required: true }, state: BINARY } },
};
const OWN_MEMBERS = ['streams'];

/** Moves users in and out of rooms, as client devices would. Every method throws `ControlRefusal`. */
export class RoomControl {
  constructor(
    private readonly rooms: Rooms,
    private readonly appKeys: readonly string[],
  ) {}

  /** Returns the id of the session. The first user who joins begins a session. */
  join(roomId: string, user: PublishingUser): string {
    if (!ROOM_ID.test(roomId)) throw new ControlRefusal('The room id must have 1 to 64 of A-Z a-z 0-9 + = - _.');
    return this.rooms.join(this.#appKey(user), roomId, user.userId, streamsOf(user)).sessionId;
  }

  /** Adds streams of a user in the room, or switches streams of the same tag and kind on or off. */
  publish(roomId: string, user: PublishingUser): void {
    const isThere = this.rooms.publish(this.#appKey(user), roomId, user.userId, streamsOf(user));
    if (!isThere) throw notThere();
  }

  /** The last user who leaves ends the session and its recording. */
  leave(roomId: string, user: RoomUser): void {
    if (!this.rooms.leave(this.#appKey(user), roomId, user.userId)) throw notThere();
  }

  end(roomId: string, owner: RoomOwner = {}): void {
    if (!this.rooms.end(this.#appKey(owner), roomId)) throw new ControlRefusal('There is no such room.', 404);
  }

  /** Carries out `<room>/<verb>` and returns the room after the command; undefined for another path. */
  carryOut(path: string, body: JsonObject): JsonObject | undefined {
    const command = readRoomCommand(path, body, OWN_MEMBERS);
    if (!command) return undefined;
    const { verb, room, user: userId, app: appKey } = command;
    const owner = appKey === undefined ? {} : { appKey };
    const isThere = this.#isThere(room, userId, owner);
    const user = { ...owner, userId, streams: streamsIn(command, isThere) };
    if (verb === 'join') this.join(room, user);
    else if (verb === 'publish') this.publish(room, user);
    else if (verb === 'leave') this.leave(room, user);
    else if (verb === 'end') this.end(room, owner);
    else throw new ControlRefusal('RongCloud has no whiteboard.', 404);
    const now = this.rooms.find(this.#appKey(owner), room);
    return now ? shownRoom(now) : { app: this.#appKey(owner), room, sessionId: null, users: [], publishers: [] };
  }

  inUse(): JsonObject[] {
    return this.rooms.list().map(shownRoom);
  }

  #isThere(roomId: string, userId: string, owner: RoomOwner): boolean {
    const members = this.rooms.find(this.#appKey(owner), roomId)?.members ?? [];
    return members.some((member) => member.userId === userId);
  }

  #appKey({ appKey = this.appKeys.length === 1 ? this.appKeys[0] : undefined }: RoomOwner): string {
    if (appKey === undefined) throw new ControlRefusal('app is required, for there are several applications.');
    if (!this.appKeys.includes(appKey)) throw new ControlRefusal('There is no such application.', 404);
    return appKey;
  }
}

function streamsOf({ streams = [] }: PublishingUser): Stream[] {
  return streams.map(({ tag, mediaType, state = 1 }) => ({ tag, mediaType, state }));
}

/** Returns the streams of the body. Default: microphone and camera; none for a join without publishing. */
function streamsIn({ own, publishes, verb }: RoomCommand, isThere: boolean): readonly Stream[] {
  const [fault] = checkParameters(TYPES, 'Own', own);
  if (fault) throw new ControlRefusal(fault.message);
  if (own['streams'] !== undefined) {
    return objectsIn(own, 'streams').map((stream) => ({
      tag: textOf(stream, 'tag'),
      mediaType: Number(stream['mediaType']),
      state: Number(stream['state'] ?? 1),
    }));
  }
  if (!publishes && !isThere && verb === 'join') return [];
  return OWN_STREAMS.map((stream) => ({ ...stream, state: publishes ? 1 : 0 }));
}

function shownRoom({ session: { appKey, roomId, sessionId }, members }: Room): JsonObject {
  const publishers = members.filter(({ streams }) => streams.some(({ state }) => state === 1));
  const ids = (users: readonly Member[]): string[] => users.map(({ userId }) => userId);
  return { app: appKey, room: roomId, sessionId, users: ids(members), publishers: ids(publishers) };
}

function notThere(): ControlRefusal {
  return new ControlRefusal('The user is not in the room.', 404);
}
