import type { SeenSession, SessionStore } from '../contract/session-store.ts';
import { whole } from '../contract/json-text.ts';
import type { Store } from '../schema/store.ts';

/** Stores the current session of each room. */
export class SqlSessions implements SessionStore {
  constructor(private readonly store: Store) {}

  async put({ account, roomId, sessionId, isOver }: SeenSession, at: number): Promise<void> {
    const seen = { session_id: sessionId, is_over: isOver ? 1 : 0, seen_at: whole(at) };
    await this.store.writeOne((db) =>
      db
        .insertInto('sessions')
        .values({ account, room: roomId, ...seen })
        .onConflict((conflict) =>
          conflict
            .columns(['account', 'room'])
            .doUpdateSet(seen)
            .where((eb) => {
              const isSame = eb('sessions.session_id', '=', sessionId);
              const isNewer = eb('sessions.seen_at', '<', seen.seen_at);
              const isSameTime = eb('sessions.seen_at', '=', seen.seen_at);
              const isKnownOver = eb('sessions.is_over', '=', 1);
              // The end of a session must not hide the session that followed.
              if (isOver)
                return eb.or([eb.and([isSame, eb.or([isNewer, isSameTime])]), eb.and([isKnownOver, isNewer])]);
              return eb.or([isNewer, eb.and([isSameTime, eb.not(isSame)])]);
            }),
        )
        .execute(),
    );
  }

  async find(account: string, room: string): Promise<string | undefined> {
    const found = await this.store.read((db) =>
      db
        .selectFrom('sessions')
        .select('session_id')
        .where('account', '=', account)
        .where('room', '=', room)
        .where('is_over', '=', 0)
        .executeTakeFirst(),
    );
    return found?.session_id;
  }

  async drop(seenBefore: number): Promise<number> {
    const { numDeletedRows } = await this.store.writeOne((db) =>
      db.deleteFrom('sessions').where('seen_at', '<', whole(seenBefore)).executeTakeFirst(),
    );
    return Number(numDeletedRows);
  }
}
