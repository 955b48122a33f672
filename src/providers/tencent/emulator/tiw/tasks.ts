import { objectsIn, keyOf } from '../../../../emulation/contract/fields.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { EmulatedFile } from '../../../../emulation/control/emulated-task.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import { tiwGuests } from '../shared/guests.ts';
import { Refusal } from '../shared/envelope.ts';
import { withoutSecrets } from '../shared/without-secrets.ts';
import { LiveTasks } from '../shared/live-tasks.ts';
import type { Answer } from '../shared/product.ts';
import { tiwTaskId } from '../shared/task-ids.ts';
import { TIW_FAILURES } from '../shared/failure-kinds.ts';
import { tiwPlan } from './callbacks.ts';
import { tiwLife, tiwStatus, type TiwFacts, type TiwStatus } from './life.ts';
import { isForGeneration, tiwResult, videoFiles, type TiwRecording } from './files.ts';
import { mediaRoomOf, tiwEvents, tiwRoomKeys } from './rooms.ts';
import { type TaskRecord, type EmulatorContext } from '../shared/context.ts';
import { StoredTasks } from '../shared/stored-tasks.ts';

export interface TiwTask {
  readonly taskId: string;
  readonly app: number;
  readonly room: number;
  readonly parameters: JsonObject;
  readonly facts: TiwFacts;
}

const DEFAULT_AUTO_STOP_S = 300;
/** Name of the replay page and of its video. */
const REPLAY = 'replay';
const MAX_CONCURRENT = { intl: 100, china: 200 } as const;

/** The whiteboard recordings, by application and robot. */
export class TiwTasks extends StoredTasks<TiwTask> {
  readonly #live = new LiveTasks<TiwTask>((task) => !isOver(this.statusOf(task)));
  readonly #byRobot = new Map<string, TiwTask>();

  constructor(context: EmulatorContext) {
    super(context, 'tiw');
    for (const task of this.tasks.rows()) this.#index(task);
  }

  /** Starts a recording. A robot serves one recording: the next recording in the room needs another `RecordUserId`. */
  start(parameters: JsonObject): Answer {
    const earlier = this.#byRobot.get(robotKey(parameters));
    if (earlier && this.statusOf(earlier) !== 'FINISHED') {
      throw new Refusal('ResourceInUse.RecordUserId', 'The RecordUserId already serves another recording.');
    }
    const app = Number(parameters['SdkAppId']);
    const room = Number(parameters['RoomId']);
    const live = this.#live.list().filter((task) => task.app === app);
    const max = MAX_CONCURRENT[this.context.site];
    if (live.length >= max || live.some((task) => task.room === room)) {
      throw new Refusal('LimitExceeded.TaskConcurrency', `One recording in a room, and ${max} at a time.`);
    }
    const ticket = parameters['RecordUserSig'] as string;
    const failures = this.context.failures.take(TIW_FAILURES);
    const scripted = failures.includes('FailedOperation.Record') ? 'code: 40001, msg: scripted failure' : undefined;
    const task: TiwTask = {
      taskId: tiwTaskId(),
      app,
      room,
      parameters: withoutSecrets(parameters),
      facts: {
        startedAt: this.context.now(),
        autoStopMs: Number(parameters['AutoStopTimeout'] ?? DEFAULT_AUTO_STOP_S) * 1000,
        // Not a matter of the start: the robot fails at the door of the room.
        failure: this.context.robots.fault(app, parameters['RecordUserId'] as string, ticket) ?? scripted,
        failures,
        pauseCalls: [],
      },
    };
    this.put(task);
    this.#index(task);
    this.context.audience.welcome(app, mediaRoomOf(task), tiwGuests(parameters));
    this.context.audience.keepFor(app, mediaRoomOf(task), task.taskId);
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
    task.facts.stopCalledAt = this.context.now();
    this.put(task);
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
        ...tiwResult(this.recordingOf(task), this.context.now()),
        ReplayUrl: isReplay ? this.context.addressOf(task.taskId, `${REPLAY}.html`) : '',
        Interrupts: task.facts.failures?.includes('Interrupts') ? [{ UserId: 'a-user', Count: 3 }] : [],
      },
    };
  }

  /** Every task there ever was, oldest first. */
  list(): TiwTask[] {
    return this.tasks.rows();
  }

  /** Returns the task of that id if the task belongs to the application. */
  find(app: JsonValue | undefined, taskId: JsonValue | undefined): TiwTask | undefined {
    const task = this.tasks.get(taskId as string);
    return task?.app === app ? task : undefined;
  }

  recordingOf(task: TiwTask): TiwRecording {
    const events = tiwEvents(this.context.rooms, task);
    const addressOf = (name: string) => this.context.addressOf(task.taskId, name);
    const { taskId, parameters, facts } = task;
    return { taskId, parameters, events, life: tiwLife(facts, events), addressOf, failures: facts.failures ?? [] };
  }

  /** Returns the videos or the replay of a finished recording; none for a failed recording. */
  files(taskId: string): StoredFile[] {
    const task = this.tasks.get(taskId);
    if (!task || task.facts.failure !== undefined || this.statusOf(task) !== 'FINISHED') return [];
    const recording = this.recordingOf(task);
    if (!isForGeneration(task)) return videoFiles(recording, task.parameters);
    const span = { from: recording.life.recordAt, to: recording.life.end.at };
    return ['html', 'mp4'].map((format) => ({ name: `${REPLAY}.${format}`, ...span }));
  }

  statusOf(task: TiwTask): TiwStatus {
    return tiwStatus(this.recordingOf(task).life, this.context.now());
  }

  records(): TaskRecord[] {
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

  /** Returns the end of the recording; undefined: no such recording. */
  endOf(taskId: string): number | undefined {
    const task = this.tasks.get(taskId);
    return task && this.recordingOf(task).life.end.at;
  }

  #bookedFiles(task: TiwTask): EmulatedFile[] {
    if (this.statusOf(task) !== 'FINISHED' || task.facts.failure !== undefined) return [];
    const videos = objectsIn(tiwResult(this.recordingOf(task), this.context.now()), 'VideoInfos');
    return videos.map(({ VideoId }) => ({ name: VideoId as string, state: 'STORED' }));
  }

  #index(task: TiwTask): void {
    this.#byRobot.set(robotKey(task.parameters), task);
    this.#live.add(task);
    const plan = () => tiwPlan(task.app, this.recordingOf(task), task.facts.failure);
    this.context.watch.add({ id: task.taskId, plan }, tiwRoomKeys(task));
  }

  #switch(parameters: JsonObject, what: 'pause' | 'resume', from: TiwStatus): Answer {
    const task = this.#goingOn(parameters);
    if (this.statusOf(task) !== from) {
      throw new Refusal('UnsupportedOperation.InvalidTaskStatus', `Only in the state ${from}.`);
    }
    task.facts.pauseCalls.push({ what, at: this.context.now() });
    this.put(task);
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

function robotKey(parameters: JsonObject): string {
  return keyOf(parameters, 'SdkAppId', 'RecordUserId');
}

function isOver(status: TiwStatus): boolean {
  return status === 'STOPPED' || status === 'FINISHED';
}
