import type { Table } from '../../../../emulation/store/store.ts';
import type { CallbackSubject, EmulatedEvent } from '../../../../emulation/callbacks/callbacks.ts';
import type { CallbackWatch } from '../../../../emulation/callbacks/watch.ts';
import { ROOM_LINE } from '../callbacks/lines.ts';
import { sessionKey, type RoomEvent, type Session } from './rooms.ts';

/** The numbers of the events. Only that a member left is documented; the others are made up. */
const NUMBERS: Readonly<Record<RoomEvent['kind'], number>> = {
  created: 1,
  destroyed: 2,
  joined: 11,
  left: 12,
  published: 13,
};

/** What happened in a session. Times in milliseconds. */
export interface SessionHistory {
  readonly session: Session;
  readonly events: RoomEvent[];
  endedAt: number | null;
}

/** Keeps what happened in sessions, so that it is told also after a restart. */
export class SessionHistories {
  constructor(
    private readonly table: Table<SessionHistory>,
    private readonly watch: CallbackWatch,
  ) {
    for (const [key, story] of table.entries()) watch.add(subjectOf(key, story));
  }

  note(session: Session, event: RoomEvent): void {
    const key = sessionKey(session);
    const known = this.table.get(key);
    const story = known ?? { session, events: [], endedAt: null };
    story.events.push(event);
    if (event.kind === 'destroyed') story.endedAt = event.at;
    this.table.put(key, story);
    if (known) this.watch.touch(key);
    else this.watch.add(subjectOf(key, story));
  }

  /** Drops those that ended before that moment. */
  forget(moment: number): void {
    for (const [key, { endedAt }] of this.table.entries()) {
      if (endedAt === null || endedAt >= moment) continue;
      this.table.remove(key);
      this.watch.remove(key);
    }
  }
}

function subjectOf(id: string, story: SessionHistory): CallbackSubject {
  return {
    id,
    plan: () => ({
      events: story.events.map((event, index) => roomEvent(story.session, event, index)),
      endsAt: story.endedAt ?? Infinity,
    }),
  };
}

function roomEvent(
  { appKey: app, roomId, sessionId }: Session,
  { kind, userId, at }: SessionHistory['events'][number],
  index: number,
): EmulatedEvent {
  const event = NUMBERS[kind];
  const place = { roomId, sessionId, timestamp: at };
  return {
    id: String(index),
    line: ROOM_LINE,
    app,
    type: String(event),
    at,
    content: () => ({ ...place, event, ...(userId !== undefined && { userId }) }),
    forgedContent: () => ({ ...place, sessionId: 'forged', event: NUMBERS.created }),
  };
}
