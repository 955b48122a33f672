import type { Table } from '../store/store.ts';

/** Interface of a vendor's rooms for the audience. Times on the driven clock, in ms. */
export interface Stage {
  isEmpty(app: AppId, room: RoomName): boolean;
  /** A user joins, and publishes sound and picture. */
  join(app: AppId, room: RoomName, user: string, at: number): void;
  /** Does nothing if the user is not in the room. */
  leave(app: AppId, room: RoomName, user: string, at: number): void;
  /** Returns the end of a recording, actual or expected; Infinity: unknown. An unknown recording has ended. */
  endOf(taskId: string): number;
}

export type AppId = number | string;
export type RoomName = number | string;

export interface GuestRow {
  readonly app: AppId;
  readonly room: RoomName;
  readonly users: string[];
  /** When the first of the guests joined. */
  readonly since: number;
  /** The recordings for which the guests stay. */
  readonly tasks: string[];
}

export interface AudienceTables {
  readonly guests: Table<GuestRow>;
  readonly settings: Table<boolean>;
}

const ALIVE = 'alive';
/** Guests of a start that names no user. */
const USUAL_GUESTS: readonly string[] = ['alice', 'bob'];
/** Names for guests where a start excludes some users. */
export const GUEST_NAMES: readonly string[] = [...USUAL_GUESTS, 'carol', 'dave', 'erin', 'frank'];
/** How long guests stay at most. */
const MAX_STAY_MS = 60 * 60_000;
/** How long guests stay in a room in which no recording starts. */
const WAIT_MS = 5 * 60_000;

/**
 * Makes rooms alive: guests join an empty room when a recording starts there, publish, and leave when the recording
 * ends, after an hour at most. There is no timer: each call of `settle` removes the guests that are due on the driven
 * clock. The store keeps the guests over a restart.
 */
export class Audience {
  constructor(
    private readonly stage: Stage,
    private readonly tables: AudienceTables,
    /** The driven clock. */
    private readonly now: () => number,
    /** Whether rooms are alive until a control call says otherwise. */
    private readonly byDefault: boolean,
  ) {}

  get isAlive(): boolean {
    return this.tables.settings.get(ALIVE) ?? this.byDefault;
  }

  /** Applies to recordings that start from now on. Present guests stay as planned. */
  set isAlive(isAlive: boolean) {
    this.tables.settings.put(ALIVE, isAlive);
  }

  get rooms(): readonly GuestRow[] {
    return this.tables.guests.rows();
  }

  /** Lets guests join if rooms are alive and the room has only guests. `names`: the users of the start, if any. */
  welcome(app: AppId, room: RoomName, names: readonly string[] = []): void {
    if (!this.isAlive) return;
    const row = this.#find(app, room);
    const isEmpty = this.stage.isEmpty(app, room);
    if (!row && !isEmpty) return;
    const at = this.now();
    const { users, since, tasks }: Omit<GuestRow, 'app' | 'room'> = row ?? { users: [], since: at, tasks: [] };
    const desired = names.length === 0 && isEmpty ? USUAL_GUESTS : names;
    const fresh = [...new Set(desired)].filter((user) => isEmpty || !users.includes(user));
    for (const user of fresh) this.stage.join(app, room, user, at);
    this.#put({ app, room, users: [...new Set([...users, ...fresh])], since, tasks });
  }

  /** Guests of the room stay until this recording ends, too. */
  keepFor(app: AppId, room: RoomName, taskId: string): void {
    const row = this.#find(app, room);
    if (row) this.#put({ ...row, tasks: [...row.tasks, taskId] });
  }

  /** Removes the guests whose stay has ended. */
  settle(): void {
    const now = this.now();
    for (const [key, { app, room, users, since, tasks }] of this.tables.guests.entries()) {
      const lastEnd = Math.max(...tasks.map((taskId) => this.stage.endOf(taskId)));
      const leaveAt = Math.min(tasks.length === 0 ? since + WAIT_MS : lastEnd, since + MAX_STAY_MS);
      if (leaveAt > now) continue;
      this.tables.guests.remove(key);
      for (const user of users) this.stage.leave(app, room, user, Math.max(leaveAt, since));
    }
  }

  #find(app: AppId, room: RoomName): GuestRow | undefined {
    return this.tables.guests.get(keyOf(app, room));
  }

  #put(row: GuestRow): void {
    this.tables.guests.put(keyOf(row.app, row.room), row);
  }
}

function keyOf(app: AppId, room: RoomName): string {
  return JSON.stringify([app, room]);
}
