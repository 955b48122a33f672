import type { Shelf } from '../../../emulation/books.ts';
import { inner, keyOf } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { Refusal } from './envelope.ts';
import { keptParameters } from './kept-parameters.ts';
import { LiveTasks } from './live-tasks.ts';
import type { Answer } from './product.ts';
import { publishing, type RoomEvent, type RoomId } from './rooms.ts';
import { trtcTaskId } from './task-ids.ts';
import { storageFiles } from './trtc-cloud.files.ts';
import { trtcCloudLife, type TrtcCloudFacts, type TrtcCloudLife } from './trtc-cloud.life.ts';
import { endedBefore, type TaskRecord, type World } from './world.ts';

interface Task {
  readonly taskId: string;
  readonly app: number;
  readonly room: RoomId;
  readonly parameters: JsonObject;
  readonly facts: TrtcCloudFacts;
  /** What may be changed while it goes on. */
  layout: JsonObject;
  lists: JsonObject;
}

/** Room "123" by number and room "123" by text are two rooms; a number is meant when nothing is said. */
const NUMBER_ROOM = 1;
const DEFAULT_IDLE_S = 30;
const DEFAULT_VALID_HOURS = 72;
const MOST_AT_A_TIME = 100;

/** The room recordings, by application, room and robot. */
export class TrtcCloudTasks {
  readonly #tasks: Shelf<Task>;
  readonly #live = new LiveTasks<Task>((task) => this.#isRunning(task));
  readonly #byRobot = new Map<string, Task>();

  constructor(private readonly world: World) {
    this.#tasks = world.books.shelf('trtc room');
    for (const task of this.#tasks.rows()) this.#index(task);
  }

  /** The same robot again throws its earlier self out of the room, which ends that recording. */
  start(parameters: JsonObject): Answer {
    const now = this.world.now();
    const app = Number(parameters['SdkAppId']);
    const userId = parameters['UserId'] as string;
    const fault = this.world.robots.fault(app, userId, parameters['UserSig'] as string);
    if (fault !== undefined) throw new Refusal('FailedOperation', fault);

    const earlier = this.#byRobot.get(robotKey(parameters));
    const running = this.#live.list().filter((task) => task.app === app && task !== earlier);
    if (running.length >= MOST_AT_A_TIME) {
      throw new Refusal('FailedOperation.RestrictedConcurrency', `At most ${MOST_AT_A_TIME} recordings at a time.`);
    }
    if (earlier && this.#isRunning(earlier)) {
      earlier.facts.replacedAt = now;
      this.#tasks.put(earlier.taskId, earlier);
    }

    const task = newTask(parameters, app, (room) => this.world.rooms.eventsOf(app, room).length, now);
    this.#tasks.put(task.taskId, task);
    this.#index(task);
    return { fields: { TaskId: task.taskId }, taskId: task.taskId };
  }

  describe(parameters: JsonObject): Answer {
    const { task, life } = this.#reachable(parameters);
    const recorded = { from: task.facts.startedAt, to: life.end.at };
    const now = this.world.now();
    const publishers = publishing(this.#events(task)).filter(({ from }) => from <= now);
    const files = storageFiles(task.parameters, task.lists, publishers, recorded);
    const fields = { TaskId: task.taskId, Status: life.state, StorageFileList: files.map((file) => ({ ...file })) };
    return { fields };
  }

  /** Replaces everything: what is not sent is what it was before anything was said. */
  modify(parameters: JsonObject): Answer {
    const { task, life } = this.#reachable(parameters);
    if (life.state === 'Exited') throw notFound();
    task.layout = inner(parameters, 'MixLayoutParams');
    task.lists = inner(parameters, 'SubscribeStreamUserIds');
    this.#tasks.put(task.taskId, task);
    return { fields: { TaskId: task.taskId } };
  }

  delete(parameters: JsonObject): Answer {
    const { task, life } = this.#reachable(parameters);
    if (life.state === 'Exited') throw notFound();
    task.facts.deletedAt = this.world.now();
    this.#tasks.put(task.taskId, task);
    return { fields: { TaskId: task.taskId } };
  }

  books(): (TaskRecord & { readonly MixLayoutMode: number | null })[] {
    const now = this.world.now();
    return this.#tasks.rows().map((task) => {
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
        MixLayoutMode: (task.layout['MixLayoutMode'] ?? null) as number | null,
      };
    });
  }

  forget(moment: number): void {
    for (const taskId of endedBefore(moment, this.books())) this.#tasks.remove(taskId);
  }

  #index(task: Task): void {
    this.#byRobot.set(robotKey(task.parameters), task);
    this.#live.add(task);
  }

  #isRunning(task: Task): boolean {
    return this.#life(task).end.at > this.world.now();
  }

  /** The task, if the vendor still lets its id be used. */
  #reachable(parameters: JsonObject): { readonly task: Task; readonly life: TrtcCloudLife } {
    const task = this.#tasks.get(parameters['TaskId'] as string);
    if (!task || task.app !== parameters['SdkAppId']) throw notFound();
    const life = this.#life(task);
    if (!life.isControllable) throw notFound();
    return { task, life };
  }

  #events(task: Task): readonly RoomEvent[] {
    return this.world.rooms.eventsOf(task.app, task.room);
  }

  #life(task: Task): TrtcCloudLife {
    return trtcCloudLife(task.facts, this.#events(task), this.world.now());
  }
}

function newTask(parameters: JsonObject, app: number, countEvents: (room: RoomId) => number, now: number): Task {
  const record = inner(parameters, 'RecordParams');
  const roomId = parameters['RoomId'] as string;
  const room = (parameters['RoomIdType'] ?? NUMBER_ROOM) === NUMBER_ROOM ? Number(roomId) : roomId;
  return {
    taskId: trtcTaskId(),
    app,
    room,
    parameters: keptParameters(parameters),
    facts: {
      startedAt: now,
      robot: parameters['UserId'] as string,
      eventsBefore: countEvents(room),
      maxIdleMs: Number(record['MaxIdleTime'] ?? DEFAULT_IDLE_S) * 1000,
      validMs: Number(parameters['ResourceExpiredHour'] ?? DEFAULT_VALID_HOURS) * 3_600_000,
    },
    layout: inner(parameters, 'MixLayoutParams'),
    lists: inner(record, 'SubscribeStreamUserIds'),
  };
}

function robotKey(parameters: JsonObject): string {
  return keyOf({ RoomIdType: NUMBER_ROOM, ...parameters }, 'SdkAppId', 'RoomIdType', 'RoomId', 'UserId');
}

function notFound(): Refusal {
  return new Refusal('ResourceNotFound', 'No such recording, or it has ended, or its id has run out.');
}
