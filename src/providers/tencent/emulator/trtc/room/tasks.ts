import { objectIn, keyOf } from '../../../../../emulation/contract/fields.ts';
import type { StoredFile } from '../../../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../../../emulation/contract/parameter-check.ts';
import { trtcGuests } from '../../shared/guests.ts';
import { Refusal } from '../../shared/envelope.ts';
import { LiveTasks } from '../../shared/live-tasks.ts';
import type { Answer } from '../../shared/product.ts';
import { ROOM_FAILURES } from '../../shared/failure-kinds.ts';
import { publishing, roomKey, type RoomEvent, type RoomId } from '../../shared/rooms.ts';
import { finalRoomFiles, trtcCloudFiles, trtcRoomPlan, type TrtcRoomState } from './callbacks.ts';
import { recordedTracks, storageFiles } from './files.ts';
import { trtcCloudLife, type TrtcCloudLife } from './life.ts';
import { newTrtcCloudTask, NUMBER_ROOM, type TrtcCloudTask as Task } from './task.ts';
import { type TaskRecord, type EmulatorContext } from '../../shared/context.ts';
import { StoredTasks } from '../../shared/stored-tasks.ts';

const MAX_CONCURRENT = 100;

/** The room recordings, by application, room and robot. */
export class TrtcCloudTasks extends StoredTasks<Task> {
  readonly #live = new LiveTasks<Task>((task) => this.#isRunning(task));
  readonly #byRobot = new Map<string, Task>();

  constructor(context: EmulatorContext) {
    super(context, 'trtc room');
    for (const task of this.tasks.rows()) this.#index(task);
  }

  /** Starts a recording. A second start of the same robot ends the first recording. */
  start(parameters: JsonObject): Answer {
    const now = this.context.now();
    const app = Number(parameters['SdkAppId']);
    const userId = parameters['UserId'] as string;
    const fault = this.context.robots.fault(app, userId, parameters['UserSig'] as string);
    if (fault !== undefined) throw new Refusal('FailedOperation', fault);

    const earlier = this.#byRobot.get(robotKey(parameters));
    const running = this.#live.list().filter((task) => task.app === app && task !== earlier);
    if (running.length >= MAX_CONCURRENT) {
      throw new Refusal('FailedOperation.RestrictedConcurrency', `At most ${MAX_CONCURRENT} recordings at a time.`);
    }
    if (earlier && this.#isRunning(earlier)) {
      earlier.facts.replacedAt = now;
      this.put(earlier);
    }

    const failures = this.context.failures.take(ROOM_FAILURES);
    const countEvents = (room: RoomId): number => this.context.rooms.eventsOf(app, room).length;
    const task = newTrtcCloudTask(parameters, app, countEvents, now, failures);
    this.put(task);
    this.#index(task);
    this.context.audience.welcome(app, task.room, trtcGuests(parameters));
    this.context.audience.keepFor(app, task.room, task.taskId);
    return { fields: { TaskId: task.taskId }, taskId: task.taskId };
  }

  describe(parameters: JsonObject): Answer {
    const { task, life } = this.#reachable(parameters);
    const files = storageFiles(...this.#recorded(task, life));
    const fields = { TaskId: task.taskId, Status: life.state, StorageFileList: files.map((file) => ({ ...file })) };
    return { fields };
  }

  /** Replaces all settings: omitted settings return to their defaults. */
  modify(parameters: JsonObject): Answer {
    const { task, life } = this.#reachable(parameters);
    if (life.state === 'Exited') throw notFound();
    task.layout = objectIn(parameters, 'MixLayoutParams');
    task.lists = objectIn(parameters, 'SubscribeStreamUserIds');
    this.put(task);
    return { fields: { TaskId: task.taskId } };
  }

  delete(parameters: JsonObject): Answer {
    const { task, life } = this.#reachable(parameters);
    if (life.state === 'Exited') throw notFound();
    task.facts.deletedAt = this.context.now();
    this.put(task);
    return { fields: { TaskId: task.taskId } };
  }

  records(): (TaskRecord & { readonly MixLayoutMode: number | null })[] {
    const now = this.context.now();
    return this.tasks.rows().map((task) => {
      const { state, end, isControllable } = this.#life(task);
      const hasEnded = end.at <= now;
      return {
        service: 'trtc',
        kind: 'room',
        taskId: task.taskId,
        app: task.app,
        room: task.room,
        key: task.facts.robot,
        state,
        startedAt: task.facts.startedAt,
        endedAt: hasEnded ? end.at : null,
        reason: hasEnded ? end.reason : null,
        isControllable,
        files: hasEnded ? finalRoomFiles(this.#state(task)) : [],
        MixLayoutMode: (task.layout['MixLayoutMode'] ?? null) as number | null,
      };
    });
  }

  files(taskId: string): StoredFile[] {
    const task = this.tasks.get(taskId);
    return task ? trtcCloudFiles(this.#state(task), this.context.now()) : [];
  }

  /** Returns the end of the recording; undefined: no such recording. */
  endOf(taskId: string): number | undefined {
    const task = this.tasks.get(taskId);
    return task && this.#life(task).end.at;
  }

  #index(task: Task): void {
    this.#byRobot.set(robotKey(task.parameters), task);
    this.#live.add(task);
    const plan = () => trtcRoomPlan(this.#state(task));
    this.context.watch.add({ id: task.taskId, plan }, [roomKey(task.app, task.room)]);
  }

  #isRunning(task: Task): boolean {
    return this.#life(task).end.at > this.context.now();
  }

  /** Returns the task if the vendor still accepts its id. */
  #reachable(parameters: JsonObject): { readonly task: Task; readonly life: TrtcCloudLife } {
    const task = this.tasks.get(parameters['TaskId'] as string);
    if (!task || task.app !== parameters['SdkAppId']) throw notFound();
    const life = this.#life(task);
    if (!life.isControllable) throw notFound();
    return { task, life };
  }

  #events(task: Task): readonly RoomEvent[] {
    return this.context.rooms.eventsOf(task.app, task.room);
  }

  /** Input of the files of a task. */
  #recorded(task: Task, { end }: TrtcCloudLife): Parameters<typeof recordedTracks> {
    const now = this.context.now();
    const publishers = publishing(this.#events(task)).filter(({ from }) => from <= now);
    return [task.parameters, task.lists, publishers, { from: task.facts.startedAt, to: end.at }];
  }

  #state(task: Task): TrtcRoomState {
    const { taskId, app, room, parameters, facts } = task;
    const life = this.#life(task);
    const addressOf = (name: string) => this.context.addressOf(taskId, name);
    return {
      owner: { app, room, robot: facts.robot, taskId, addressOf },
      parameters,
      startedAt: facts.startedAt,
      end: life.end,
      tracks: recordedTracks(...this.#recorded(task, life)),
      failures: facts.failures ?? [],
    };
  }

  #life(task: Task): TrtcCloudLife {
    return trtcCloudLife(task.facts, this.#events(task), this.context.now());
  }
}

function robotKey(parameters: JsonObject): string {
  return keyOf({ RoomIdType: NUMBER_ROOM, ...parameters }, 'SdkAppId', 'RoomIdType', 'RoomId', 'UserId');
}

function notFound(): Refusal {
  return new Refusal('ResourceNotFound', 'No such recording, or it has ended, or its id has run out.');
}
