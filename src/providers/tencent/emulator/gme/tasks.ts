import type { Shelf } from '../../../../emulation/books.ts';
import type { Outlook } from '../../../../emulation/callbacks/callbacks.ts';
import { keyOf } from '../../../../emulation/fields.ts';
import type { BookedFile } from '../../../../emulation/failures/failures.ts';
import type { JsonObject } from '../../../../emulation/parameter-check.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import { gmeGuests } from '../audience/guests.ts';
import { Refusal } from '../shared/envelope.ts';
import { gmeOutlook } from './callbacks.ts';
import { GME_FAILURES } from '../failures/kinds.ts';
import { bookedGmeFiles, gmeFiles, recordInfo, UPLOADED_MS, type GmeFile, type GmeSettings } from './files.ts';
import type { Answer } from '../shared/product.ts';
import { roomKey } from '../shared/rooms.ts';
import { gmeTaskId } from '../shared/task-ids.ts';
import { endedBefore, firstEnd, type End, type TaskRecord, type World } from '../shared/world.ts';

interface Task {
  readonly taskId: bigint;
  readonly app: number;
  readonly room: string;
  readonly startedAt: number;
  /** Never empty. */
  readonly settings: GmeSettings[];
  /** What goes wrong with it; absent: nothing. */
  readonly failures?: readonly string[];
  stoppedAt?: number;
}

const LONGEST_MS = 24 * 3_600_000;

/** The voice recordings, by application and room. */
export class GmeTasks {
  readonly #tasks: Shelf<Task>;
  readonly #byRoom = new Map<string, Task>();

  constructor(private readonly world: World) {
    this.#tasks = world.books.shelf('gme');
    for (const task of this.#tasks.rows()) this.#index(task);
  }

  /** A room has one recording at a time. */
  start(parameters: JsonObject): Answer {
    const running = this.#runningIn(parameters);
    if (running) throw new Refusal('ResourceInUse.TaskInUse', 'A task already runs in this room.');
    const now = this.world.now();
    const task: Task = {
      taskId: gmeTaskId(),
      app: Number(parameters['BizId']),
      room: parameters['RoomId'] as string,
      startedAt: now,
      settings: [{ since: now, parameters }],
      failures: this.world.failures.take(GME_FAILURES),
    };
    this.#put(task);
    this.#index(task);
    this.world.audience.welcome(task.app, task.room, gmeGuests(parameters));
    this.world.audience.keepFor(task.app, task.room, String(task.taskId));
    return { fields: { TaskId: task.taskId }, taskId: String(task.taskId) };
  }

  stop(parameters: JsonObject): Answer {
    const task = this.#running(parameters);
    task.stoppedAt = this.world.now();
    this.#put(task);
    return { fields: {} };
  }

  /** Replaces mode and lists. */
  modify(parameters: JsonObject): Answer {
    const task = this.#running(parameters);
    task.settings.push({ since: this.world.now(), parameters });
    this.#put(task);
    return { fields: {} };
  }

  /** The files, which move on when the task has ended. */
  describeFiles(parameters: JsonObject): Answer {
    const task = this.#find(parameters);
    const events = this.world.rooms.eventsOf(task.app, task.room);
    const files = recordInfo({ ...task, endAt: endOf(task).at }, events, this.world.now());
    return {
      fields: {
        RecordInfo: files,
        RecordMode: settingsOf(task)['RecordMode'],
        RoomId: task.room,
      } as Answer['fields'],
    };
  }

  /** What runs in a room. All null when nothing does. */
  describeRoom(parameters: JsonObject): Answer {
    const task = this.#runningIn(parameters);
    if (!task) return { fields: { TaskId: null, RecordMode: null, SubscribeRecordUserIds: null } };
    const { RecordMode: mode = null, SubscribeRecordUserIds: lists = {} } = settingsOf(task);
    return { fields: { TaskId: task.taskId, RecordMode: mode, SubscribeRecordUserIds: lists } };
  }

  /** Those that were uploaded. */
  files(taskId: string): StoredFile[] {
    const task = this.#tasks.get(taskId);
    if (!task) return [];
    const now = this.world.now();
    return this.#files(task, now).filter(({ to, isStuck }) => !isStuck && to + UPLOADED_MS <= now);
  }

  books(): TaskRecord[] {
    return this.#tasks.rows().map((task) => {
      const isRunning = this.#isRunning(task);
      const end = endOf(task);
      return {
        service: 'gme',
        kind: 'voice',
        taskId: String(task.taskId),
        app: task.app,
        room: task.room,
        key: null,
        state: isRunning ? 'running' : 'ended',
        startedAt: task.startedAt,
        endedAt: isRunning ? null : end.at,
        reason: isRunning ? null : end.reason,
        isControllable: isRunning,
        files: this.#bookedFiles(task),
      };
    });
  }

  /** When the recording ends; undefined when there is no such recording. */
  endOf(taskId: string): number | undefined {
    const task = this.#tasks.get(taskId);
    return task && endOf(task).at;
  }

  forget(moment: number): void {
    for (const taskId of endedBefore(moment, this.books())) {
      this.#tasks.remove(taskId);
      this.world.watch.remove(taskId);
    }
  }

  #bookedFiles(task: Task): BookedFile[] {
    const events = this.world.rooms.eventsOf(task.app, task.room);
    return bookedGmeFiles({ ...task, endAt: endOf(task).at }, events, this.world.now());
  }

  #put(task: Task): void {
    this.#tasks.put(String(task.taskId), task);
    this.world.watch.touch(String(task.taskId));
  }

  #index(task: Task): void {
    this.#byRoom.set(placeOf({ BizId: task.app, RoomId: task.room }), task);
    const subject = { id: String(task.taskId), outlook: (now: number) => this.#outlook(task, now) };
    this.world.watch.add(subject, [roomKey(task.app, task.room)]);
  }

  #outlook(task: Task, now: number): Outlook {
    return gmeOutlook({ ...task, endAt: endOf(task).at }, this.#files(task, now));
  }

  #files(task: Task, now: number): GmeFile[] {
    return gmeFiles({ ...task, endAt: endOf(task).at }, this.world.rooms.eventsOf(task.app, task.room), now);
  }

  #find(parameters: JsonObject): Task {
    const task = this.#tasks.get(BigInt(parameters['TaskId'] as number | bigint).toString());
    if (task?.app === parameters['BizId']) return task!;
    throw new Refusal('ResourceNotFound.TaskNotFound', 'No such task.');
  }

  #running(parameters: JsonObject): Task {
    const task = this.#find(parameters);
    if (this.#isRunning(task)) return task;
    throw new Refusal('ResourceNotFound.TaskNotFound', 'The task has ended.');
  }

  #runningIn(parameters: JsonObject): Task | undefined {
    if (this.world.rooms.isGone(Number(parameters['BizId']), parameters['RoomId'] as string)) {
      throw new Refusal('ResourceNotFound.RoomNotFound', 'No such room.');
    }
    const task = this.#byRoom.get(placeOf(parameters));
    return task && this.#isRunning(task) ? task : undefined;
  }

  #isRunning(task: Task): boolean {
    return endOf(task).at > this.world.now();
  }
}

function endOf(task: Task): End<'STOPPED' | 'LONGEST'> {
  return firstEnd<'STOPPED' | 'LONGEST'>(
    { at: task.stoppedAt ?? Infinity, reason: 'STOPPED' },
    { at: task.startedAt + LONGEST_MS, reason: 'LONGEST' },
  );
}

function settingsOf(task: Task): JsonObject {
  return task.settings.at(-1)?.parameters ?? {};
}

function placeOf(parameters: JsonObject): string {
  return keyOf(parameters, 'BizId', 'RoomId');
}
