import type { Shelf } from '../../../../emulation/books.ts';
import { innerList, keyOf } from '../../../../emulation/fields.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { BookedFile } from '../../../../emulation/failures/failures.ts';
import type { JsonObject } from '../../../../emulation/parameter-check.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import { tiwGuests } from '../audience/guests.ts';
import { Refusal } from '../shared/envelope.ts';
import { keptParameters } from '../shared/kept-parameters.ts';
import { LiveTasks } from '../shared/live-tasks.ts';
import type { Answer } from '../shared/product.ts';
import { tiwTaskId } from '../shared/task-ids.ts';
import { TIW_FAILURES } from '../failures/kinds.ts';
import { tiwOutlook } from './event-callbacks.ts';
import { tiwLife, tiwStatus, type TiwFacts, type TiwStatus } from './life.ts';
import { isForGeneration, tiwResult, videoFiles, type TiwRecording } from './result.ts';
import { mediaRoomOf, tiwEvents, tiwRoomKeys } from './rooms.ts';
import { endedBefore, type TaskRecord, type World } from '../shared/world.ts';

export interface TiwTask {
  readonly taskId: string;
  readonly app: number;
  readonly room: number;
  readonly parameters: JsonObject;
  readonly facts: TiwFacts;
}

const DEFAULT_AUTO_STOP_S = 300;
/** The name of the page that plays a recording, and of the video in it. */
const REPLAY = 'replay';
const MOST_AT_A_TIME = { intl: 100, china: 200 } as const;

/** The whiteboard recordings, by application and robot. */
export class TiwTasks {
  readonly #tasks: Shelf<TiwTask>;
  readonly #live = new LiveTasks<TiwTask>((task) => !isOver(this.statusOf(task)));
  readonly #byRobot = new Map<string, TiwTask>();

  constructor(private readonly world: World) {
    this.#tasks = world.books.shelf('tiw');
    for (const task of this.#tasks.rows()) this.#index(task);
  }

  /** A robot serves one recording: the next one in its room needs another `RecordUserId`. */
  start(parameters: JsonObject): Answer {
    const earlier = this.#byRobot.get(robotKey(parameters));
    if (earlier && this.statusOf(earlier) !== 'FINISHED') {
      throw new Refusal('ResourceInUse.RecordUserId', 'The RecordUserId already serves another recording.');
    }
    const app = Number(parameters['SdkAppId']);
    const room = Number(parameters['RoomId']);
    const live = this.#live.list().filter((task) => task.app === app);
    const most = MOST_AT_A_TIME[this.world.site];
    if (live.length >= most || live.some((task) => task.room === room)) {
      throw new Refusal('LimitExceeded.TaskConcurrency', `One recording in a room, and ${most} at a time.`);
    }
    const ticket = parameters['RecordUserSig'] as string;
    const failures = this.world.failures.take(TIW_FAILURES);
    const scripted = failures.includes('FailedOperation.Record') ? 'code: 40001, msg: scripted failure' : undefined;
    const task: TiwTask = {
      taskId: tiwTaskId(),
      app,
      room,
      parameters: keptParameters(parameters),
      facts: {
        startedAt: this.world.now(),
        autoStopMs: Number(parameters['AutoStopTimeout'] ?? DEFAULT_AUTO_STOP_S) * 1000,
        // Not a matter of the start: the robot fails at the door of the room.
        failure: this.world.robots.fault(app, parameters['RecordUserId'] as string, ticket) ?? scripted,
        failures,
        pauseCalls: [],
      },
    };
    this.#put(task);
    this.#index(task);
    this.world.audience.welcome(app, mediaRoomOf(task), tiwGuests(parameters));
    this.world.audience.keepFor(app, mediaRoomOf(task), task.taskId);
    return { fields: { TaskId: task.taskId }, taskId: task.taskId };
  }

  pause(parameters: JsonObject): Answer {
    return this.#switch(parameters, 'pause', 'RECORDING');
  }

  resume(parameters: JsonObject): Answer {
    return this.#switch(parameters, 'resume', 'PAUSED');
  }

  stop(parameters: JsonObject): Answer {
    const task = this.#goingOn(parameters);
    task.facts.stopCalledAt = this.world.now();
    this.#put(task);
    return { fields: {} };
  }

  describe(parameters: JsonObject): Answer {
    const task = this.#known(parameters);
    const status = this.statusOf(task);
    if (status === 'FINISHED' && task.facts.failure !== undefined) {
      throw new Refusal('FailedOperation.Record', `The recording failed. ${task.facts.failure}`);
    }
    const isReplay = status === 'FINISHED' && isForGeneration(task);
    return {
      fields: {
        TaskId: task.taskId,
        Status: status,
        RecordUserId: task.parameters['RecordUserId'] as string,
        ...tiwResult(this.recordingOf(task), this.world.now()),
        ReplayUrl: isReplay ? this.world.addressOf(task.taskId, `${REPLAY}.html`) : '',
        Interrupts: interruptsOf(task),
      },
    };
  }

  /** Every task there ever was, oldest first. */
  list(): TiwTask[] {
    return this.#tasks.rows();
  }

  /** The task of that id, if it is the application's. */
  find(app: JsonValue | undefined, taskId: JsonValue | undefined): TiwTask | undefined {
    const task = this.#tasks.get(taskId as string);
    return task?.app === app ? task : undefined;
  }

  recordingOf(task: TiwTask): TiwRecording {
    const events = tiwEvents(this.world.rooms, task);
    const addressOf = (name: string) => this.world.addressOf(task.taskId, name);
    const { taskId, parameters, facts } = task;
    return { taskId, parameters, events, life: tiwLife(facts, events), addressOf, failures: facts.failures ?? [] };
  }

  /** The videos of a finished recording, or its replay; none of a recording that failed. */
  files(taskId: string): StoredFile[] {
    const task = this.#tasks.get(taskId);
    if (!task || task.facts.failure !== undefined || this.statusOf(task) !== 'FINISHED') return [];
    const recording = this.recordingOf(task);
    if (!isForGeneration(task)) return videoFiles(recording, task.parameters);
    const span = { from: recording.life.recordAt, to: recording.life.end.at };
    return ['html', 'mp4'].map((format) => ({ name: `${REPLAY}.${format}`, ...span }));
  }

  statusOf(task: TiwTask): TiwStatus {
    return tiwStatus(this.recordingOf(task).life, this.world.now());
  }

  books(): TaskRecord[] {
    return this.list().map((task) => {
      const { end } = this.recordingOf(task).life;
      const state = this.statusOf(task);
      const { taskId, app, room, facts } = task;
      const mediaRoom = mediaRoomOf(task);
      const ending = isOver(state) ? { endedAt: end.at, reason: end.reason } : { endedAt: null, reason: null };
      const isControllable = !isOver(state);
      return {
        service: 'tiw',
        kind: 'whiteboard',
        taskId,
        app,
        room,
        ...(mediaRoom !== room && { mediaRoom }),
        key: task.parameters['RecordUserId'] as string,
        state,
        startedAt: facts.startedAt,
        ...ending,
        isControllable,
        files: this.#bookedFiles(task),
      };
    });
  }

  /** When the recording ends; undefined when there is no such recording. */
  endOf(taskId: string): number | undefined {
    const task = this.#tasks.get(taskId);
    return task && this.recordingOf(task).life.end.at;
  }

  /** Drops the tasks that ended before that moment, save those whose ids are still needed. */
  forget(moment: number, needed: ReadonlySet<string>): void {
    for (const taskId of endedBefore(moment, this.books())) {
      if (needed.has(taskId)) continue;
      this.#tasks.remove(taskId);
      this.world.watch.remove(taskId);
    }
  }

  #bookedFiles(task: TiwTask): BookedFile[] {
    if (this.statusOf(task) !== 'FINISHED' || task.facts.failure !== undefined) return [];
    const videos = innerList(tiwResult(this.recordingOf(task), this.world.now()), 'VideoInfos');
    return videos.map(({ VideoId }) => ({ name: VideoId as string, state: 'STORED' }));
  }

  #put(task: TiwTask): void {
    this.#tasks.put(task.taskId, task);
    this.world.watch.touch(task.taskId);
  }

  #index(task: TiwTask): void {
    this.#byRobot.set(robotKey(task.parameters), task);
    this.#live.add(task);
    const outlook = () => tiwOutlook(task.app, this.recordingOf(task), task.facts.failure);
    this.world.watch.add({ id: task.taskId, outlook }, tiwRoomKeys(task));
  }

  #switch(parameters: JsonObject, what: 'pause' | 'resume', from: TiwStatus): Answer {
    const task = this.#goingOn(parameters);
    if (this.statusOf(task) !== from) {
      throw new Refusal('UnsupportedOperation.InvalidTaskStatus', `Only in the state ${from}.`);
    }
    task.facts.pauseCalls.push({ what, at: this.world.now() });
    this.#put(task);
    return { fields: {} };
  }

  #known(parameters: JsonObject): TiwTask {
    const task = this.find(parameters['SdkAppId'], parameters['TaskId']);
    if (task) return task;
    throw new Refusal('InvalidParameter.TaskNotFound', 'No such task.');
  }

  #goingOn(parameters: JsonObject): TiwTask {
    const task = this.#known(parameters);
    if (task.facts.stopCalledAt === undefined && !isOver(this.statusOf(task))) return task;
    throw new Refusal('UnsupportedOperation.TaskHasAlreadyStopped', 'The task has already ended.');
  }
}

function interruptsOf({ facts }: TiwTask): JsonObject[] {
  return facts.failures?.includes('Interrupts') ? [{ UserId: 'a-user', Count: 3 }] : [];
}

function robotKey(parameters: JsonObject): string {
  return keyOf(parameters, 'SdkAppId', 'RecordUserId');
}

function isOver(status: TiwStatus): boolean {
  return status === 'STOPPED' || status === 'FINISHED';
}
