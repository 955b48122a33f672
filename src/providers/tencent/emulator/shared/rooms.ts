import { Table } from '../../../../emulation/store/store.ts';
import { printJson } from '../../../../wire/json.ts';

/** Room 3560 by number and room "3560" by text are two rooms. */
export type RoomId = number | string;

/** Something that happened in a room. `user` is empty where nobody in particular did it. */
export interface RoomEvent {
  readonly at: number;
  /** `activity` is a stroke on the whiteboard; `end` sends everybody out and dissolves the room. */
  readonly what: 'join' | 'leave' | 'activity' | 'end';
  readonly user: string;
  readonly publishes: boolean;
}

/** From one moment to another, in milliseconds; to Infinity when it has not ended. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface UserSpan extends Span {
  readonly user: string;
}

/** What happened in the rooms, as far as somebody told. Rooms that nobody told of exist, and are empty. */
export class Rooms {
  constructor(
    private readonly table = new Table<RoomEvent[]>(),
    /** Told the room's key of every event. */
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

  /** Whether it was dissolved and nobody has come since. */
  isGone(app: number, room: RoomId): boolean {
    return this.eventsOf(app, room).at(-1)?.what === 'end';
  }

  /** Drops what happened before that moment in rooms that stand empty, save those whose keys are still needed. */
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

/** When users were in the room, in the order in which they came. */
export function presence(events: readonly RoomEvent[]): UserSpan[] {
  return spansOf(events, () => true);
}

/** When users published in the room, in the order in which they began. */
export function publishing(events: readonly RoomEvent[]): UserSpan[] {
  return spansOf(events, (event) => event.publishes);
}

/** The first moment from `from` on at which no span has covered anything for so long; Infinity: never. */
export function quietFor(lengthMs: number, from: number, spans: readonly Span[]): number {
  let quietSince = from;
  for (const span of spans) {
    if (span.from >= quietSince + lengthMs) break;
    quietSince = Math.max(quietSince, span.to);
  }
  return quietSince + lengthMs;
}

/** The first moment from `from` on at which nobody is in the room; Infinity: never, as far as known. */
export function emptyFrom(from: number, events: readonly RoomEvent[]): number {
  return presence(events).reduce((moment, span) => (isWithin(moment, span) ? span.to : moment), from);
}

export function isWithin(moment: number, span: Span): boolean {
  return moment >= span.from && moment < span.to;
}

/** What two spans share; undefined when that is nothing. */
export function overlap<S extends Span>(span: S, other: Span): S | undefined {
  const from = Math.max(span.from, other.from);
  const to = Math.min(span.to, other.to);
  return from < to ? { ...span, from, to } : undefined;
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
