import type { Table } from '../../../../emulation/store/store.ts';
import type { CallbackSubject, EmulatedEvent } from '../../../../emulation/callbacks/callbacks.ts';
import type { CallbackWatch } from '../../../../emulation/callbacks/watch.ts';
import { ROOM_LINE } from '../callbacks/lines.ts';
import { sessionKey, type RoomEvent, type Session } from './rooms.ts';

/** Numbers of the events. Only the number of `left` is documented; the emulator invents the rest. */
const NUMBERS: Readonly<Record<RoomEvent['kind'], number>> = {
  created: 1,
  destroyed: 2,
  joined: 11,
  left: 12,
  published: 13,
};

/** The events of a session. Times in ms. */
export interface SessionHistory {
  readonly session: Session;
  readonly events: RoomEvent[];
  endedAt: number | null;
}

/** Keeps the events of sessions, so that callbacks continue after a restart. */
export class SessionHistories {
  constructor(
    private readonly table: Table<SessionHistory>,
    private readonly watch: CallbackWatch,
  ) {
    for (const [key, history] of table.entries()) watch.add(subjectOf(key, history));
  }

  note(session: Session, event: RoomEvent): void {
    const key = sessionKey(session);
    const known = this.table.get(key);
    const history = known ?? { session, events: [], endedAt: null };
    history.events.push(event);
    if (event.kind === 'destroyed') history.endedAt = event.at;
    this.table.put(key, history);
    if (known) this.watch.touch(key);
    else this.watch.add(subjectOf(key, history));
  }

  forget(moment: number): void {
    for (const [key, { endedAt }] of this.table.entries()) {
      if (endedAt === null || endedAt >= moment) continue;
      this.table.remove(key);
      this.watch.remove(key);
    }
  }
}

function subjectOf(id: string, history: SessionHistory): CallbackSubject {
  return {
    id,
    plan: () => ({
      events: history.events.map((event, index) => roomEvent(history.session, event, index)),
      endsAt: history.endedAt ?? Infinity,
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
