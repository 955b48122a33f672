/** State of a room's session, as a callback reports it. */
export interface SeenSession {
  readonly account: string;
  readonly roomId: string;
  readonly sessionId: string;
  readonly isOver: boolean;
}

/** Current session of each room. Keeps the latest report of each room. */
export interface SessionStore {
  /**
   * Stores a report that was true at `at`, Unix ms. An older report never replaces a newer report. Of two reports with the
   * same time, the end of a session wins. The end of any other session than the current session is ignored.
   */
  put(report: SeenSession, at: number): Promise<void>;
  /** Returns the id of the current session of a room. Undefined: no session is known. */
  find(account: string, room: string): Promise<string | undefined>;
  /** Drops rooms whose latest report is older than a time. Returns the number of dropped rooms. */
  drop(seenBefore: number): Promise<number>;
}
