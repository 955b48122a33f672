import type { SeenSession, SessionStore } from '../contract/session-store.ts';
import { whole } from '../contract/json-text.ts';
import type { Store } from '../schema/store.ts';

/** The directory of sessions in a store. */
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
              const isOfNow = eb('sessions.seen_at', '=', seen.seen_at);
              const knownIsOver = eb('sessions.is_over', '=', 1);
              // A session that ended tells nothing of the one that has followed it.
              if (isOver) return eb.or([eb.and([isSame, eb.or([isNewer, isOfNow])]), eb.and([knownIsOver, isNewer])]);
              return eb.or([isNewer, eb.and([isOfNow, eb.not(isSame)])]);
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
