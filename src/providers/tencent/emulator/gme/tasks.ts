import { keyOf } from '../../../../emulation/contract/fields.ts';
import type { EmulatedFile } from '../../../../emulation/control/emulated-task.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import { gmeGuests } from '../shared/guests.ts';
import { Refusal } from '../shared/envelope.ts';
import { gmePlan } from './callbacks.ts';
import { GME_FAILURES } from '../shared/failure-kinds.ts';
import { finalGmeFiles, gmeFiles, recordInfo, UPLOADED_MS, type GmeFile, type GmeSettings } from './files.ts';
import type { Answer } from '../shared/product.ts';
import { roomKey } from '../shared/rooms.ts';
import { gmeTaskId } from '../shared/task-ids.ts';
import { firstEnd, type End, type TaskRecord, type EmulatorContext } from '../shared/context.ts';
import { StoredTasks } from '../shared/stored-tasks.ts';

interface Task {
  readonly taskId: bigint;
  readonly app: number;
  readonly room: string;
  readonly startedAt: number;
  /** Never empty. */
  readonly settings: GmeSettings[];
  /** Failures of the recording; absent: none. */
  readonly failures?: readonly string[];
  stoppedAt?: number;
}

const MAX_DURATION_MS = 24 * 3_600_000;

/** The voice recordings, by application and room. */
export class GmeTasks extends StoredTasks<Task> {
  readonly #byRoom = new Map<string, Task>();

  constructor(context: EmulatorContext) {
    super(context, 'gme');
    for (const task of this.tasks.rows()) this.#index(task);
  }

  /** Starts a recording. A room has at most one recording at a time. */
  start(parameters: JsonObject): Answer {
    const running = this.#runningIn(parameters);
    if (running) throw new Refusal('ResourceInUse.TaskInUse', 'A task already runs in this room.');
    const now = this.context.now();
    const task: Task = {
      taskId: gmeTaskId(),
      app: Number(parameters['BizId']),
      room: parameters['RoomId'] as string,
      startedAt: now,
      settings: [{ since: now, parameters }],
      failures: this.context.failures.take(GME_FAILURES),
    };
    this.put(task);
    this.#index(task);
    this.context.audience.welcome(task.app, task.room, gmeGuests(parameters));
    this.context.audience.keepFor(task.app, task.room, String(task.taskId));
    return { fields: { TaskId: task.taskId }, taskId: String(task.taskId) };
  }

  stop(parameters: JsonObject): Answer {
    const task = this.#running(parameters);
    task.stoppedAt = this.context.now();
    this.put(task);
    return { fields: {} };
  }

  modify(parameters: JsonObject): Answer {
    const task = this.#running(parameters);
    task.settings.push({ since: this.context.now(), parameters });
    this.put(task);
    return { fields: {} };
  }

  /** The files, which move on when the task has ended. */
  describeFiles(parameters: JsonObject): Answer {
    const task = this.#find(parameters);
    const events = this.context.rooms.eventsOf(task.app, task.room);
    const files = recordInfo({ ...task, endAt: endOf(task).at }, events, this.context.now());
    return {
      fields: {
        RecordInfo: files,
        RecordMode: settingsOf(task)['RecordMode'],
        RoomId: task.room,
      } as Answer['fields'],
    };
  }

  /** Describes the running task of a room. All members are null without a task. */
  describeRoom(parameters: JsonObject): Answer {
    const task = this.#runningIn(parameters);
    if (!task) return { fields: { TaskId: null, RecordMode: null, SubscribeRecordUserIds: null } };
    const { RecordMode: mode = null, SubscribeRecordUserIds: lists = {} } = settingsOf(task);
    return { fields: { TaskId: task.taskId, RecordMode: mode, SubscribeRecordUserIds: lists } };
  }

  files(taskId: string): StoredFile[] {
    const task = this.tasks.get(taskId);
    if (!task) return [];
    const now = this.context.now();
    return this.#files(task, now).filter(({ to, isStuck }) => !isStuck && to + UPLOADED_MS <= now);
  }

  records(): TaskRecord[] {
    return this.tasks.rows().map((task) => {
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

  /** Returns the end of the recording; undefined: no such recording. */
  endOf(taskId: string): number | undefined {
    const task = this.tasks.get(taskId);
    return task && endOf(task).at;
  }

  #bookedFiles(task: Task): EmulatedFile[] {
    const events = this.context.rooms.eventsOf(task.app, task.room);
    return finalGmeFiles({ ...task, endAt: endOf(task).at }, events, this.context.now());
  }

  #index(task: Task): void {
    this.#byRoom.set(placeOf({ BizId: task.app, RoomId: task.room }), task);
    const subject = {
      id: String(task.taskId),
      plan: (now: number) => gmePlan({ ...task, endAt: endOf(task).at }, this.#files(task, now)),
    };
    this.context.watch.add(subject, [roomKey(task.app, task.room)]);
  }

  #files(task: Task, now: number): GmeFile[] {
    return gmeFiles({ ...task, endAt: endOf(task).at }, this.context.rooms.eventsOf(task.app, task.room), now);
  }

  #find(parameters: JsonObject): Task {
    const task = this.tasks.get(BigInt(parameters['TaskId'] as number | bigint).toString());
    if (task?.app === parameters['BizId']) return task!;
    throw new Refusal('ResourceNotFound.TaskNotFound', 'No such task.');
  }

  #running(parameters: JsonObject): Task {
    const task = this.#find(parameters);
    if (this.#isRunning(task)) return task;
    throw new Refusal('ResourceNotFound.TaskNotFound', 'The task has ended.');
  }

  #runningIn(parameters: JsonObject): Task | undefined {
    if (this.context.rooms.isGone(Number(parameters['BizId']), parameters['RoomId'] as string)) {
      throw new Refusal('ResourceNotFound.RoomNotFound', 'No such room.');
    }
    const task = this.#byRoom.get(placeOf(parameters));
    return task && this.#isRunning(task) ? task : undefined;
  }

  #isRunning(task: Task): boolean {
    return endOf(task).at > this.context.now();
  }
}

function endOf(task: Task): End<'STOPPED' | 'LONGEST'> {
  return firstEnd<'STOPPED' | 'LONGEST'>(
    { at: task.stoppedAt ?? Infinity, reason: 'STOPPED' },
    { at: task.startedAt + MAX_DURATION_MS, reason: 'LONGEST' },
  );
}

function settingsOf(task: Task): JsonObject {
  return task.settings.at(-1)?.parameters ?? {};
}

function placeOf(parameters: JsonObject): string {
  return keyOf(parameters, 'BizId', 'RoomId');
}
