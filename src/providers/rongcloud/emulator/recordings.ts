import { randomBytes } from 'node:crypto';
import type { Shelf } from '../../../emulation/books.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { sessionKey, type Session, type SessionName } from './rooms.ts';

/** A recording as the emulator's books have it; times are in milliseconds. */
export interface Recording {
  readonly recordId: string;
  readonly appKey: string;
  readonly roomId: string;
  readonly sessionId: string;
  /** The caller's tag, as sent. */
  readonly extra: string;
  /** 1 split streams, 2 what the live mixer shows. */
  readonly recordType: number;
  /** The whole layout as last sent. */
  readonly layout: JsonObject;
  readonly state: 'recording' | 'ended';
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly endedBy: 'stop' | 'session' | null;
}

/** A recording that may still change. */
export type Entry = { -readonly [Name in keyof Recording]: Recording[Name] };

/** What was recorded and what still is. A session has one recording at a time. */
export class Recordings {
  readonly #running = new Map<string, Entry>();

  constructor(
    private readonly shelf: Shelf<Entry>,
    private readonly now: () => number,
  ) {
    for (const entry of shelf.rows()) {
      if (entry.state === 'recording') this.#running.set(sessionKey(entry), entry);
    }
  }

  /** All as they stand, oldest first. */
  get list(): readonly Recording[] {
    return this.shelf.rows();
  }

  running(session: SessionName): Recording | undefined {
    return this.#running.get(sessionKey(session));
  }

  /** The session must have none that runs. The id has 32 hexadecimal digits. */
  start(session: Session, what: Pick<Recording, 'extra' | 'recordType' | 'layout'>): Recording {
    const { appKey, roomId, sessionId } = session;
    const entry: Entry = {
      recordId: randomBytes(16).toString('hex'),
      ...{ appKey, roomId, sessionId },
      ...what,
      ...{ state: 'recording', startedAt: this.now(), endedAt: null, endedBy: null },
    };
    this.shelf.put(entry.recordId, entry);
    this.#running.set(sessionKey(session), entry);
    return entry;
  }

  /** Replaces the layout of the session's recording; does nothing when none runs. */
  arrange(session: SessionName, layout: JsonObject): void {
    const entry = this.#running.get(sessionKey(session));
    if (!entry) return;
    entry.layout = layout;
    this.shelf.put(entry.recordId, entry);
  }

  /** Ends the session's recording; does nothing when none runs. */
  end(session: SessionName, endedBy: 'stop' | 'session'): void {
    const key = sessionKey(session);
    const entry = this.#running.get(key);
    if (!entry) return;
    this.#running.delete(key);
    Object.assign(entry, { state: 'ended', endedAt: this.now(), endedBy });
    this.shelf.put(entry.recordId, entry);
  }

  /** Drops those that ended before that moment. */
  forget(moment: number): void {
    for (const { recordId, endedAt } of this.list) {
      if (endedAt !== null && endedAt < moment) this.shelf.remove(recordId);
    }
  }
}
