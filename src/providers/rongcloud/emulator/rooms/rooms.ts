import { randomBytes } from 'node:crypto';
import type { Table } from '../../../../emulation/store/store.ts';
import { printJson } from '../../../../wire/json.ts';

/** A stream of a member. A member has at most one stream of each tag and kind. */
export interface Stream {
  readonly tag: string;
  /** 0 audio, 1 video. */
  readonly mediaType: number;
  /** 0 off, 1 on. */
  readonly state: number;
}

/** A stream in a room, with an address. */
export interface PublishedStream extends Stream {
  readonly uri: string;
}

export interface Member {
  readonly userId: string;
  readonly joinTime: number;
  readonly streams: PublishedStream[];
}

/** One use of a room: from the first join until the last leave. */
export interface Session {
  readonly appKey: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly createTime: number;
}

/** Identifies a session: applications choose session ids. */
export type SessionName = Pick<Session, 'appKey' | 'sessionId'>;

export function sessionKey({ appKey, sessionId }: SessionName): string {
  return printJson([appKey, sessionId]);
}

/** A room exists while the room has a session. */
export interface Room {
  /** The session of joins. Calls can create further sessions. */
  readonly session: Session;
  readonly sessions: Session[];
  readonly members: Member[];
}

export interface RoomEvent {
  readonly kind: 'created' | 'joined' | 'published' | 'left' | 'destroyed';
  /** The user of the event; absent for an event of the room. */
  readonly userId?: string;
  /** In ms. */
  readonly at: number;
}

export class Rooms {
  readonly #sessions = new Map<string, Session>();

  /** `notify` receives every event. */
  constructor(
    private readonly table: Table<Room>,
    private readonly now: () => number,
    private readonly notify: (session: Session, event: RoomEvent) => void,
  ) {
    for (const session of table.rows().flatMap(({ sessions }) => sessions)) this.#index(session);
  }

  find(appKey: string, roomId: string): Room | undefined {
    return this.table.get(printJson([appKey, roomId]));
  }

  list(): readonly Room[] {
    return this.table.rows();
  }

  session(appKey: string, sessionId: string): Session | undefined {
    return this.#sessions.get(sessionKey({ appKey, sessionId }));
  }

  /** The first user who joins begins a session. A user in the room stays and also publishes these streams. */
  join(appKey: string, roomId: string, userId: string, streams: readonly Stream[]): Session {
    const room = this.find(appKey, roomId) ?? this.#open(appKey, roomId, randomBytes(16).toString('base64url'));
    let member = memberOf(room, userId);
    if (!member) {
      room.members.push((member = { userId, joinTime: this.now(), streams: [] }));
      this.notify(room.session, { kind: 'joined', userId, at: this.now() });
    }
    this.#publish(room, member, streams);
    return room.session;
  }

  /** Adds streams, or changes streams of the same tag and kind. Returns false if the user is not in the room. */
  publish(appKey: string, roomId: string, userId: string, streams: readonly Stream[]): boolean {
    const room = this.find(appKey, roomId);
    const member = room && memberOf(room, userId);
    if (!member) return false;
    this.#publish(room, member, streams);
    return true;
  }

  /** The last user who leaves ends the room. Returns false if the user is not in the room. `at` may lie in the past. */
  leave(appKey: string, roomId: string, userId: string, at = this.now()): boolean {
    const room = this.find(appKey, roomId);
    const member = room && memberOf(room, userId);
    if (!member) return false;
    room.members.splice(room.members.indexOf(member), 1);
    this.notify(room.session, { kind: 'left', userId, at });
    if (room.members.length === 0) this.end(appKey, roomId, at);
    else this.#put(room);
    return true;
  }

  /** Removes all users and ends all sessions of the room. Returns false without a session. */
  end(appKey: string, roomId: string, at = this.now()): boolean {
    const room = this.find(appKey, roomId);
    if (!room) return false;
    for (const { userId } of room.members) this.notify(room.session, { kind: 'left', userId, at });
    for (const session of room.sessions) {
      this.#sessions.delete(sessionKey(session));
      this.notify(session, { kind: 'destroyed', at });
    }
    this.table.remove(printJson([appKey, roomId]));
    return true;
  }

  /** Creates a session that a call names. The session ends with its room. */
  addImplicit(appKey: string, roomId: string, sessionId: string): Session {
    const room = this.find(appKey, roomId);
    if (!room) return this.#open(appKey, roomId, sessionId).session;
    const session = this.#newSession(appKey, roomId, sessionId);
    room.sessions.push(session);
    this.#put(room);
    return session;
  }

  #open(appKey: string, roomId: string, sessionId: string): Room {
    const session = this.#newSession(appKey, roomId, sessionId);
    const room: Room = { session, sessions: [session], members: [] };
    this.#put(room);
    return room;
  }

  #newSession(appKey: string, roomId: string, sessionId: string): Session {
    const session: Session = { appKey, roomId, sessionId, createTime: this.now() };
    this.#index(session);
    this.notify(session, { kind: 'created', at: session.createTime });
    return session;
  }

  #publish(room: Room, member: Member, streams: readonly Stream[]): void {
    publish(member, streams);
    this.#put(room);
    if (streams.length === 0) return;
    this.notify(room.session, { kind: 'published', userId: member.userId, at: this.now() });
  }

  #index(session: Session): void {
    this.#sessions.set(sessionKey(session), session);
  }

  #put(room: Room): void {
    this.table.put(printJson([room.session.appKey, room.session.roomId]), room);
  }
}

function memberOf(room: Room, userId: string): Member | undefined {
  return room.members.find((member) => member.userId === userId);
}

function publish({ streams }: Member, published: readonly Stream[]): void {
  for (const stream of published) {
    const index = streams.findIndex(({ tag, mediaType }) => tag === stream.tag && mediaType === stream.mediaType);
    if (index === -1) streams.push({ ...stream, uri: randomBytes(24).toString('base64') });
    else streams[index] = { ...stream, uri: streams[index]!.uri };
  }
}
