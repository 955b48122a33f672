import { randomBytes } from 'node:crypto';
import type { Table } from '../../../../emulation/store/store.ts';
import type { CallbackWatch } from '../../../../emulation/callbacks/watch.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { Failures } from '../../../../emulation/faults/failures.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { RECORDING_FAILURES, type Recording } from './recording.ts';
import { recordingSubject, uploadedFiles, type AddressOf } from './callbacks.ts';
import { sessionKey, type RoomEvent, type Session, type SessionName } from '../rooms/rooms.ts';

/** Members that the start determines. */
export type RequestedRecording = Pick<Recording, 'extra' | 'recordType' | 'mode' | 'sliceMs' | 'format' | 'layout'>;

/** A recording that may still change. */
export type Entry = { -readonly [Name in keyof Recording]: Recording[Name] };

export class Recordings {
  readonly #running = new Map<string, Entry>();

  constructor(
    private readonly table: Table<Entry>,
    private readonly now: () => number,
    private readonly watch: CallbackWatch,
    private readonly addressOf: AddressOf,
    private readonly failures: Failures,
  ) {
    for (const entry of table.rows()) {
      watch.add(recordingSubject(entry, addressOf));
      if (entry.state === 'recording') this.#running.set(sessionKey(entry), entry);
    }
  }

  /** All recordings, oldest first. */
  get list(): readonly Recording[] {
    return this.table.rows();
  }

  running(session: SessionName): Recording | undefined {
    return this.#running.get(sessionKey(session));
  }

  /** Starts a recording; none may run in the session. `userIds`: one file per user; null: one mixed file. */
  start(session: Session, requested: RequestedRecording, userIds: readonly string[] | null): Recording {
    const { appKey, roomId, sessionId } = session;
    const entry: Entry = {
      recordId: randomBytes(16).toString('hex'),
      ...{ appKey, roomId, sessionId },
      ...requested,
      users: userIds && userIds.map((userId) => ({ userId, joinedAt: this.now(), leftAt: null })),
      failures: this.failures.take(RECORDING_FAILURES),
      ...{ state: 'recording', startedAt: this.now(), endedAt: null, endedBy: null },
    };
    this.table.put(entry.recordId, entry);
    this.watch.add(recordingSubject(entry, this.addressOf));
    this.#running.set(sessionKey(session), entry);
    return entry;
  }

  /** Replaces the layout of the session's recording. Does nothing without a running recording. */
  arrange(session: SessionName, layout: JsonObject): void {
    const entry = this.#running.get(sessionKey(session));
    if (!entry) return;
    entry.layout = layout;
    this.table.put(entry.recordId, entry);
  }

  /** Ends the session's recording. Does nothing without a running recording. */
  end(session: SessionName, endedBy: 'stop' | 'session', at = this.now()): void {
    const key = sessionKey(session);
    const entry = this.#running.get(key);
    if (!entry) return;
    this.#running.delete(key);
    Object.assign(entry, { state: 'ended', endedAt: at, endedBy });
    this.table.put(entry.recordId, entry);
    this.watch.touch(entry.recordId);
  }

  /** Applies an event of the session to its recording. */
  note(session: SessionName, { kind, userId, at }: RoomEvent): void {
    if (kind === 'destroyed') return this.end(session, 'session', at);
    const entry = this.#running.get(sessionKey(session));
    if (!entry?.users || userId === undefined) return;
    if (kind === 'joined') entry.users = [...entry.users, { userId, joinedAt: at, leftAt: null }];
    if (kind === 'left') {
      entry.users = entry.users.map((user) =>
        user.userId === userId && user.leftAt === null ? { ...user, leftAt: at } : user,
      );
    }
    this.table.put(entry.recordId, entry);
    this.watch.touch(entry.recordId);
  }

  /** Returns the uploaded files of a recording; none for an unknown recording. */
  files(recordId: string): StoredFile[] {
    const entry = this.table.get(recordId);
    return entry ? uploadedFiles(entry, this.now()) : [];
  }

  /** Returns the end of the recording; Infinity: it runs. A recording that is not in the store has ended. */
  endOf(recordId: string): number {
    const entry = this.table.get(recordId);
    return entry ? (entry.endedAt ?? Infinity) : 0;
  }

  forget(moment: number): void {
    for (const { recordId, endedAt } of this.list) {
      if (endedAt === null || endedAt >= moment) continue;
      this.table.remove(recordId);
      this.watch.remove(recordId);
    }
  }
}
