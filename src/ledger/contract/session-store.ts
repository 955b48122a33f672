/** A session of a room, as a callback told of it. */
export interface SeenSession {
  readonly account: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly isOver: boolean;
}

/** Which session goes on in which room. Of every room the newest news is kept. */
export interface SessionStore {
  /**
   * Puts down what was heard of a session; `at` is when that was so, in Unix ms. Older news never takes the place of
   * newer. Of one time, the end of a session counts; the end of another session than the one that goes on does not.
   */
  put(news: SeenSession, at: number): Promise<void>;
  /** The session that goes on in a room, as far as anybody heard. */
  find(account: string, room: string): Promise<string | undefined>;
  /** Forgets rooms of which nothing was heard since that moment. Answers how many. */
  drop(seenBefore: number): Promise<number>;
}
