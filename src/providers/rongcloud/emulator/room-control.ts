import type { ContractTypes } from '../../../emulation/contract.ts';
import { ControlRefusal } from '../../../emulation/control.ts';
import { checkParameters, type JsonObject } from '../../../emulation/parameter-check.ts';
import { ROOM_ID } from './parameters.ts';
import { roomAnswer } from './room-answer.ts';
import type { Rooms, Stream } from './rooms.ts';

/** Which application's room is meant; may be left out while the emulator has only one. */
export interface RoomOwner {
  readonly appKey?: string;
}

export interface RoomUser extends RoomOwner {
  readonly userId: string;
}

export interface PublishingUser extends RoomUser {
  /** `state` is 1, on, unless it says otherwise. */
  readonly streams?: readonly (Omit<Stream, 'state'> & Partial<Stream>)[];
}

const BINARY = { type: 'integer', enum: [{ value: 0 }, { value: 1 }] } as const;
const NAME = { type: 'string', pattern: '.' } as const;
const USER = { appKey: NAME, userId: { ...NAME, required: true } };
/** What the bodies of the commands may hold. */
const TYPES: ContractTypes = {
  Stream: { fields: { tag: { ...NAME, required: true }, mediaType: { ...BINARY, required: true }, state: BINARY } },
  join: { fields: { ...USER, streams: { type: '[Stream]' } } },
  publish: { fields: { ...USER, streams: { type: '[Stream]', required: true } } },
  leave: { fields: USER },
  end: { fields: { appKey: NAME } },
};

const COMMAND = /^([^/]+)\/(join|publish|leave|end)$/;

/** Moves users in and out of rooms, as their own devices would. Every method throws `ControlRefusal`. */
export class RoomControl {
  constructor(
    private readonly rooms: Rooms,
    private readonly appKeys: readonly string[],
  ) {}

  /** Gives the id of the session; the first to join begins one. */
  join(roomId: string, user: PublishingUser): string {
    if (!ROOM_ID.test(roomId)) throw new ControlRefusal('The room id must have 1 to 64 of A-Z a-z 0-9 + = - _.');
    return this.rooms.join(this.#appKey(user), roomId, user.userId, streamsOf(user)).sessionId;
  }

  /** Adds streams of somebody in the room, or switches those of the same tag and kind on or off. */
  publish(roomId: string, user: PublishingUser): void {
    const isThere = this.rooms.publish(this.#appKey(user), roomId, user.userId, streamsOf(user));
    if (!isThere) throw notThere();
  }

  /** With the last user the session ends, and with it its recording. */
  leave(roomId: string, user: RoomUser): void {
    if (!this.rooms.leave(this.#appKey(user), roomId, user.userId)) throw notThere();
  }

  /** Everybody leaves at once. */
  end(roomId: string, owner: RoomOwner = {}): void {
    if (!this.rooms.end(this.#appKey(owner), roomId)) throw new ControlRefusal('There is no such room.', 404);
  }

  /** Carries out `<room>/<command>` and gives the room as it then is; undefined for another command. */
  carryOut(path: string, body: JsonObject): JsonObject | undefined {
    const [, room, command] = COMMAND.exec(path) ?? [];
    if (room === undefined || command === undefined) return undefined;
    const [fault] = checkParameters(TYPES, command, { ...body });
    if (fault) throw new ControlRefusal(fault.message);
    const roomId = decoded(room);
    const user = body as unknown as PublishingUser; // checked just above
    if (command === 'join') this.join(roomId, user);
    else if (command === 'publish') this.publish(roomId, user);
    else if (command === 'leave') this.leave(roomId, user);
    else this.end(roomId, user);
    const now = this.rooms.find(this.#appKey(user), roomId);
    return now ? roomAnswer(now) : { roomId, sessionId: null, members: [] };
  }

  #appKey({ appKey = this.appKeys.length === 1 ? this.appKeys[0] : undefined }: RoomOwner): string {
    if (appKey === undefined) throw new ControlRefusal('appKey is required, for there are several applications.');
    if (!this.appKeys.includes(appKey)) throw new ControlRefusal('There is no such application.', 404);
    return appKey;
  }
}

function streamsOf({ streams = [] }: PublishingUser): Stream[] {
  return streams.map(({ tag, mediaType, state = 1 }) => ({ tag, mediaType, state }));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ControlRefusal('The path is not well encoded.');
  }
}

function notThere(): ControlRefusal {
  return new ControlRefusal('The user is not in the room.', 404);
}
