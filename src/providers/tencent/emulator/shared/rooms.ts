import { Table } from '../../../../emulation/store/store.ts';
import { printJson } from '../../../../wire/json.ts';

/** Room 3560 by number and room "3560" by text are two rooms. */
export type RoomId = number | string;

/** An event in a room. `user` is empty for an event without a user. */
export interface RoomEvent {
  readonly at: number;
  /** `activity` is a stroke on the whiteboard; `end` removes all users and dissolves the room. */
  readonly what: 'join' | 'leave' | 'activity' | 'end';
  readonly user: string;
  readonly publishes: boolean;
}

/** A period in ms; `to` is Infinity for an open period. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface UserSpan extends Span {
  readonly user: string;
}

/** The events of the rooms from control calls. Rooms without events exist and are empty. */
export class Rooms {
  constructor(
    private readonly table = new Table<RoomEvent[]>(),
    /** Called with the room's key for every event. */
    private readonly onEvent: (key: string) => void = () => undefined,
  ) {}

  note(app: number, room: RoomId, event: RoomEvent): void {
    const key = roomKey(app, room);
    const events = this.table.get(key) ?? [];
    events.push(event);
    this.table.put(key, events);
    this.onEvent(key);
  }

  /** Oldest first. */
  eventsOf(app: number, room: RoomId): readonly RoomEvent[] {
    return this.table.get(roomKey(app, room)) ?? [];
  }

  /** Every room of which there is an event. */
  places(): { readonly app: number; readonly room: RoomId }[] {
    return this.table.entries().map(([key]) => {
      const [app, room] = JSON.parse(key) as [number, RoomId];
      return { app, room };
    });
  }

  /** The users who are in the room now, in order of joining. */
  usersIn(app: number, room: RoomId): string[] {
    return usersOf(presence(this.eventsOf(app, room)));
  }

  /** The users in the room who publish. */
  publishersIn(app: number, room: RoomId): string[] {
    return usersOf(publishing(this.eventsOf(app, room)));
  }

  /** Whether the room was dissolved and no user has joined since. */
  isGone(app: number, room: RoomId): boolean {
    return this.eventsOf(app, room).at(-1)?.what === 'end';
  }

  /** Drops earlier events of empty rooms, except rooms with a needed key. */
  forget(moment: number, needed: ReadonlySet<string>): void {
    for (const [key, events] of this.table.entries()) {
      const isUsed = presence(events).some(({ to }) => to === Infinity);
      if (!isUsed && !needed.has(key) && (events.at(-1)?.at ?? 0) < moment) this.table.remove(key);
    }
  }
}

export function roomKey(app: number, room: RoomId): string {
  return printJson([app, room]);
}

/** Returns when users were in the room, in order of joining. */
export function presence(events: readonly RoomEvent[]): UserSpan[] {
  return spansOf(events, () => true);
}

/** Returns when users published in the room, in order of start. */
export function publishing(events: readonly RoomEvent[]): UserSpan[] {
  return spansOf(events, (event) => event.publishes);
}

/** Returns the first time from `from` on at which no span has covered the last `lengthMs`; Infinity: never. */
export function quietFor(lengthMs: number, from: number, spans: readonly Span[]): number {
  let quietSince = from;
  for (const span of spans) {
    if (span.from >= quietSince + lengthMs) break;
    quietSince = Math.max(quietSince, span.to);
  }
  return quietSince + lengthMs;
}

/** Returns the first time from `from` on at which the room is empty; Infinity: never, as far as known. */
export function emptyFrom(from: number, events: readonly RoomEvent[]): number {
  return presence(events).reduce((moment, span) => (isWithin(moment, span) ? span.to : moment), from);
}

export function isWithin(moment: number, span: Span): boolean {
  return moment >= span.from && moment < span.to;
}

/** Returns the intersection of two spans; undefined if empty. */
export function overlap<S extends Span>(span: S, other: Span): S | undefined {
  const from = Math.max(span.from, other.from);
  const to = Math.min(span.to, other.to);
  return from < to ? { ...span, from, to } : undefined;
}

function usersOf(spans: readonly UserSpan[]): string[] {
  return spans.filter(({ to }) => to === Infinity).map(({ user }) => user);
}

function spansOf(events: readonly RoomEvent[], counts: (join: RoomEvent) => boolean): UserSpan[] {
  const spans: { user: string; from: number; to: number }[] = [];
  for (const { what, user, at, ...event } of events) {
    if (what === 'activity') continue;
    for (const span of spans) {
      if (span.to === Infinity && (what === 'end' || span.user === user)) span.to = at;
    }
    if (what === 'join' && counts({ what, user, at, ...event })) spans.push({ user, from: at, to: Infinity });
  }
  return spans;
}
