import { randomBytes } from 'node:crypto';
import { printJson } from '../../../wire/json.ts';

/** A stream that a member publishes; a member has at most one of each tag and kind. */
export interface Stream {
  readonly tag: string;
  /** 0 audio, 1 video. */
  readonly mediaType: number;
  /** 0 off, 1 on. */
  readonly state: number;
}

/** A stream in a room, where it has an address. */
export interface PublishedStream extends Stream {
  readonly uri: string;
}

export interface Member {
  readonly userId: string;
  readonly joinTime: number;
  readonly streams: Map<string, PublishedStream>;
}

/** One use of a room: from the first join until everybody has left. */
export interface Session {
  readonly appKey: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly createTime: number;
}

/** What tells sessions apart: their ids are the application's own. */
export type SessionName = Pick<Session, 'appKey' | 'sessionId'>;

export function sessionKey({ appKey, sessionId }: SessionName): string {
  return printJson([appKey, sessionId]);
}

/** A room exists while it has a session. */
export interface Room {
  /** The one that joins go to; calls that make up a session beside it add to them. */
  readonly session: Session;
  readonly sessions: Session[];
  readonly members: Map<string, Member>;
}

/** The rooms that are in use, and their sessions. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #sessions = new Map<string, Session>();

  /** `onEnd` is told of every session that ends. */
  constructor(
    private readonly now: () => number,
    private readonly onEnd: (session: Session) => void,
  ) {}

  find(appKey: string, roomId: string): Room | undefined {
    return this.#rooms.get(printJson([appKey, roomId]));
  }

  session(appKey: string, sessionId: string): Session | undefined {
    return this.#sessions.get(sessionKey({ appKey, sessionId }));
  }

  /** The first to join begins a session. Who is in the room already stays, and publishes these streams too. */
  join(appKey: string, roomId: string, userId: string, streams: readonly Stream[]): Session {
    const room = this.find(appKey, roomId) ?? this.#open(appKey, roomId, randomBytes(16).toString('base64url'));
    const member = room.members.get(userId) ?? { userId, joinTime: this.now(), streams: new Map() };
    room.members.set(userId, member);
    publish(member, streams);
    return room.session;
  }

  /** Adds streams, or changes those of the same tag and kind. False when the user is not in the room. */
  publish(appKey: string, roomId: string, userId: string, streams: readonly Stream[]): boolean {
    const member = this.find(appKey, roomId)?.members.get(userId);
    if (member) publish(member, streams);
    return member !== undefined;
  }

  /** The last to leave ends the room. False when the user is not in it. */
  leave(appKey: string, roomId: string, userId: string): boolean {
    const room = this.find(appKey, roomId);
    if (!room?.members.delete(userId)) return false;
    if (room.members.size === 0) this.end(appKey, roomId);
    return true;
  }

  /** Removes everybody and ends what runs in the room. False when nothing does. */
  end(appKey: string, roomId: string): boolean {
    const room = this.find(appKey, roomId);
    if (!room) return false;
    this.#rooms.delete(printJson([appKey, roomId]));
    for (const session of room.sessions) {
      this.#sessions.delete(sessionKey(session));
      this.onEnd(session);
    }
    return true;
  }

  /** A session that a call names and nobody began. It ends with its room. */
  addImplicit(appKey: string, roomId: string, sessionId: string): Session {
    const room = this.find(appKey, roomId);
    return room
      ? this.#addSession(room.sessions, appKey, roomId, sessionId)
      : this.#open(appKey, roomId, sessionId).session;
  }

  #open(appKey: string, roomId: string, sessionId: string): Room {
    const sessions: Session[] = [];
    const session = this.#addSession(sessions, appKey, roomId, sessionId);
    const room: Room = { session, sessions, members: new Map() };
    this.#rooms.set(printJson([appKey, roomId]), room);
    return room;
  }

  #addSession(sessions: Session[], appKey: string, roomId: string, sessionId: string): Session {
    const session: Session = { appKey, roomId, sessionId, createTime: this.now() };
    sessions.push(session);
    this.#sessions.set(sessionKey({ appKey, sessionId }), session);
    return session;
  }
}

function publish(member: Member, streams: readonly Stream[]): void {
  for (const stream of streams) {
    const place = printJson([stream.tag, stream.mediaType]);
    const uri = member.streams.get(place)?.uri ?? randomBytes(24).toString('base64');
    member.streams.set(place, { ...stream, uri });
  }
}
