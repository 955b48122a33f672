import { keyOf } from '../../../emulation/fields.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { Refusal } from './envelope.ts';
import { LiveTasks } from './live-tasks.ts';
import type { Answer } from './product.ts';
import { trtcTaskId } from './task-ids.ts';
import { firstEnd, type End, type TaskRecord, type World } from './world.ts';

interface Task {
  readonly taskId: string;
  readonly app: number;
  /** Empty when the caller gave none. */
  readonly recordId: string;
  readonly startedAt: number;
  readonly maxDurationMs: number;
  stoppedAt?: number;
}

const RECORDING = 1;
/** As the current SDKs say; an older page says 10 hours. */
const DEFAULT_DURATION_S = 86_400;
const MOST_AT_A_TIME = 200;

/** The web page recordings, by their ids and by the keys of their callers. */
export class TrtcWebTasks {
  readonly #tasks = new Map<string, Task>();
  readonly #live = new LiveTasks<Task>((task) => this.#isRunning(task));
  readonly #byKey = new Map<string, Task>();
  /** Keys of starts that failed. They never serve again. */
  readonly #burnt = new Set<string>();

  constructor(private readonly world: World) {}

  /** `RecordId` is the caller's guard against double starts. Without one every call starts a recording. */
  start(parameters: JsonObject): Answer {
    const key = recordKey(parameters);
    const earlier = key === undefined ? undefined : this.#byKey.get(key);
    if ((earlier && this.#isRunning(earlier)) || (key !== undefined && this.#burnt.has(key))) {
      throw new Refusal('FailedOperation.TaskExist', 'A task with this RecordId already exists.');
    }
    const app = Number(parameters['SdkAppId']);
    if (this.#live.list().filter((it) => it.app === app).length >= MOST_AT_A_TIME) {
      throw new Refusal('ResourceInsufficient.RequestRejection', `At most ${MOST_AT_A_TIME} recordings at a time.`);
    }
    const task: Task = {
      taskId: trtcTaskId(),
      app,
      recordId: (parameters['RecordId'] ?? '') as string,
      startedAt: this.world.now(),
      maxDurationMs: Number(parameters['MaxDurationLimit'] ?? DEFAULT_DURATION_S) * 1000,
    };
    this.#tasks.set(task.taskId, task);
    this.#live.add(task);
    if (key !== undefined) this.#byKey.set(key, task);
    return { fields: { TaskId: task.taskId }, taskId: task.taskId };
  }

  /** After any failure but "exists already" the key of a start is spent. */
  startRefused(parameters: JsonObject, code: string): void {
    const key = recordKey(parameters);
    if (key !== undefined && code !== 'FailedOperation.TaskExist') this.#burnt.add(key);
  }

  /** By the task's id, or by the caller's key together with the application. */
  describe(parameters: JsonObject): Answer {
    if (parameters['TaskId'] !== undefined) {
      const { recordId } = this.#running(this.#tasks.get(parameters['TaskId'] as string));
      return { fields: { Status: RECORDING, ...(recordId !== '' && { RecordId: recordId }) } };
    }
    const key = parameters['SdkAppId'] === undefined ? undefined : recordKey(parameters);
    if (key === undefined) throw new Refusal('MissingParameter', 'Send TaskId, or RecordId and SdkAppId.');
    return { fields: { Status: RECORDING, TaskId: this.#running(this.#byKey.get(key)).taskId } };
  }

  stop(parameters: JsonObject): Answer {
    this.#running(this.#tasks.get(parameters['TaskId'] as string)).stoppedAt = this.world.now();
    return { fields: {} };
  }

  books(): TaskRecord[] {
    return [...this.#tasks.values()].map((task) => {
      const isRunning = this.#isRunning(task);
      const end = endOf(task);
      return {
        service: 'trtc',
        kind: 'web-page',
        taskId: task.taskId,
        app: task.app,
        room: null,
        state: isRunning ? 'recording' : 'ended',
        startedAt: task.startedAt,
        endedAt: isRunning ? null : end.at,
        reason: isRunning ? null : end.reason,
        isControllable: isRunning,
      };
    });
  }

  #running(task: Task | undefined): Task {
    if (task && this.#isRunning(task)) return task;
    throw new Refusal('FailedOperation.TaskNotExist', 'No such task, or it has ended.');
  }

  #isRunning(task: Task): boolean {
    return endOf(task).at > this.world.now();
  }
}

function endOf(task: Task): End<'STOPPED' | 'MAX_DURATION'> {
  return firstEnd<'STOPPED' | 'MAX_DURATION'>(
    { at: task.stoppedAt ?? Infinity, reason: 'STOPPED' },
    { at: task.startedAt + task.maxDurationMs, reason: 'MAX_DURATION' },
  );
}

/** Undefined when the caller gave no key. */
function recordKey(parameters: JsonObject): string | undefined {
  return parameters['RecordId'] === undefined ? undefined : keyOf(parameters, 'SdkAppId', 'RecordId');
}
