import type { Shelf } from '../../../emulation/books.ts';
import type { CallbackSubject, Happening } from '../../../emulation/callbacks/callbacks.ts';
import type { CallbackWatch } from '../../../emulation/callbacks/watch.ts';
import { ROOM_LINE } from './callback-lines.ts';
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
export interface SessionStory {
  readonly session: Session;
  readonly events: RoomEvent[];
  endedAt: number | null;
}

/** Keeps what happened in sessions, so that it is told also after a restart. */
export class SessionStories {
  constructor(
    private readonly shelf: Shelf<SessionStory>,
    private readonly watch: CallbackWatch,
  ) {
    for (const [key, story] of shelf.entries()) watch.add(subjectOf(key, story));
  }

  note(session: Session, event: RoomEvent): void {
    const key = sessionKey(session);
    const known = this.shelf.get(key);
    const story = known ?? { session, events: [], endedAt: null };
    story.events.push(event);
    if (event.kind === 'destroyed') story.endedAt = event.at;
    this.shelf.put(key, story);
    if (known) this.watch.touch(key);
    else this.watch.add(subjectOf(key, story));
  }

  /** Drops those that ended before that moment. */
  forget(moment: number): void {
    for (const [key, { endedAt }] of this.shelf.entries()) {
      if (endedAt === null || endedAt >= moment) continue;
      this.shelf.remove(key);
      this.watch.remove(key);
    }
  }
}

function subjectOf(id: string, story: SessionStory): CallbackSubject {
  return {
    id,
    outlook: () => ({
      happenings: story.events.map((event, index) => happening(story.session, event, index)),
      endsAt: story.endedAt ?? Infinity,
    }),
  };
}

function happening(
  { appKey: app, roomId, sessionId }: Session,
  { kind, userId, at }: SessionStory['events'][number],
  index: number,
): Happening {
  const event = NUMBERS[kind];
  const place = { roomId, sessionId, timestamp: at };
  return {
    id: String(index),
    line: ROOM_LINE,
    app,
    type: String(event),
    at,
    content: () => ({ ...place, event, ...(userId !== undefined && { userId }) }),
    lie: () => ({ ...place, sessionId: 'forged', event: NUMBERS.created }),
  };
}
