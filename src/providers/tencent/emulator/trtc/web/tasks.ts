import type { Table } from '../../../../../emulation/store/store.ts';
import { objectIn, keyOf } from '../../../../../emulation/contract/fields.ts';
import type { JsonObject } from '../../../../../emulation/contract/parameter-check.ts';
import type { StoredFile } from '../../../../../emulation/media/stored-file.ts';
import { Refusal } from '../../shared/envelope.ts';
import { LiveTasks } from '../../shared/live-tasks.ts';
import type { Answer } from '../../shared/product.ts';
import { trtcTaskId } from '../../shared/task-ids.ts';
import { WEB_FAILURES } from '../../shared/failure-kinds.ts';
import { finalWebFiles, trtcWebFiles, trtcWebPlan, type TrtcWebEnd, type TrtcWebState } from './callbacks.ts';
import { firstEnd, type End, type TaskRecord, type EmulatorContext } from '../../shared/context.ts';
import { StoredTasks } from '../../shared/stored-tasks.ts';

interface Task {
  readonly taskId: string;
  readonly app: number;
  /** Null when the caller gave none. */
  readonly recordId: string | null;
  readonly startedAt: number;
  readonly maxDurationMs: number;
  /** Absent: the files go to a bucket. */
  readonly isVod?: boolean;
  /** Absent: hls. */
  readonly format?: string;
  /** Failures of the recording; absent: none. */
  readonly failures?: readonly string[];
  stoppedAt?: number;
}

const RECORDING = 1;
/** As the current SDKs say; an older page says 10 hours. */
const DEFAULT_DURATION_S = 86_400;
const MAX_CONCURRENT = 200;
/** The parameters that make the caller's key. */
const KEY = ['SdkAppId', 'RecordId'];

/** The web page recordings, by task id and by the caller's key. */
export class TrtcWebTasks extends StoredTasks<Task> {
  readonly #live = new LiveTasks<Task>((task) => this.#isRunning(task));
  readonly #byKey = new Map<string, Task>();
  /** Keys of failed starts, which can never be used again. */
  readonly #burnt: Table<true>;

  constructor(context: EmulatorContext) {
    super(context, 'trtc web page');
    this.#burnt = context.store.table('trtc web page burnt keys');
    for (const task of this.tasks.rows()) this.#index(task);
  }

  /** Starts a recording. `RecordId` guards against double starts; without `RecordId`, every call starts one. */
  start(parameters: JsonObject): Answer {
    const key = recordKey(parameters);
    const earlier = key === undefined ? undefined : this.#byKey.get(key);
    if ((earlier && this.#isRunning(earlier)) || (key !== undefined && this.#burnt.has(key))) {
      throw new Refusal('FailedOperation.TaskExist', 'A task with this RecordId already exists.');
    }
    const app = Number(parameters['SdkAppId']);
    if (this.#live.list().filter((it) => it.app === app).length >= MAX_CONCURRENT) {
      throw new Refusal('ResourceInsufficient.RequestRejection', `At most ${MAX_CONCURRENT} recordings at a time.`);
    }
    const task: Task = {
      taskId: trtcTaskId(),
      app,
      recordId: (parameters['RecordId'] ?? null) as string | null,
      startedAt: this.context.now(),
      maxDurationMs: Number(parameters['MaxDurationLimit'] ?? DEFAULT_DURATION_S) * 1000,
      isVod: objectIn(parameters, 'StorageParams')['CloudVod'] !== undefined,
      failures: this.context.failures.take(WEB_FAILURES),
      format: (objectIn(parameters, 'WebRecordVideoParams')['Format'] ?? 'hls') as string,
    };
    this.put(task);
    this.#index(task);
    return { fields: { TaskId: task.taskId }, taskId: task.taskId };
  }

  /** After any failure but "exists already" the key of a start is spent. */
  startRefused(parameters: JsonObject, code: string): void {
    const key = recordKey(parameters);
    if (key !== undefined && code !== 'FailedOperation.TaskExist') this.#burnt.put(key, true);
  }

  /** By the task's id, or by the caller's key together with the application. */
  describe(parameters: JsonObject): Answer {
    if (parameters['TaskId'] !== undefined) {
      const { recordId } = this.#running(this.tasks.get(parameters['TaskId'] as string));
      return { fields: { Status: RECORDING, ...(recordId !== null && recordId !== '' && { RecordId: recordId }) } };
    }
    const key = parameters['SdkAppId'] === undefined ? undefined : recordKey(parameters);
    if (key === undefined) throw new Refusal('MissingParameter', 'Send TaskId, or RecordId and SdkAppId.');
    return { fields: { Status: RECORDING, TaskId: this.#running(this.#byKey.get(key)).taskId } };
  }

  stop(parameters: JsonObject): Answer {
    const task = this.#running(this.tasks.get(parameters['TaskId'] as string));
    task.stoppedAt = this.context.now();
    this.put(task);
    return { fields: {} };
  }

  records(): TaskRecord[] {
    return this.tasks.rows().map((task) => {
      const isRunning = this.#isRunning(task);
      const end = endOf(task);
      return {
        service: 'trtc',
        kind: 'web-page',
        taskId: task.taskId,
        app: task.app,
        room: null,
        key: task.recordId || null,
        state: isRunning ? 'recording' : 'ended',
        startedAt: task.startedAt,
        endedAt: isRunning ? null : end.at,
        reason: isRunning ? null : end.reason,
        isControllable: isRunning,
        files: isRunning ? [] : finalWebFiles(this.#state(task)),
      };
    });
  }

  files(taskId: string): StoredFile[] {
    const task = this.tasks.get(taskId);
    return task ? trtcWebFiles(this.#state(task), this.context.now()) : [];
  }

  #index(task: Task): void {
    this.#live.add(task);
    this.context.watch.add({
      id: task.taskId,
      plan: () => trtcWebPlan(this.#state(task)),
    });
    if (task.recordId !== null) this.#byKey.set(keyOf({ SdkAppId: task.app, RecordId: task.recordId }, ...KEY), task);
  }

  #state(task: Task): TrtcWebState {
    const addressOf = (name: string) => this.context.addressOf(task.taskId, name);
    return { isVod: false, format: 'hls', failures: [], ...task, end: endOf(task), addressOf };
  }

  #running(task: Task | undefined): Task {
    if (task && this.#isRunning(task)) return task;
    throw new Refusal('FailedOperation.TaskNotExist', 'No such task, or it has ended.');
  }

  #isRunning(task: Task): boolean {
    return endOf(task).at > this.context.now();
  }
}

/** Maximum wait for the page, and lifetime of a recorder that fails. */
const READY_MS = 5000;
const BROKEN_MS = 20_000;

function endOf(task: Task): End<TrtcWebEnd> {
  const after = (kind: string, ms: number): number => (task.failures?.includes(kind) ? task.startedAt + ms : Infinity);
  return firstEnd<TrtcWebEnd>(
    { at: task.stoppedAt ?? Infinity, reason: 'STOPPED' },
    { at: task.startedAt + task.maxDurationMs, reason: 'MAX_DURATION' },
    { at: after('801.2', READY_MS), reason: 'FAILED' },
    { at: after('801.5', BROKEN_MS), reason: 'FAULT' },
  );
}

/** Undefined when the caller gave no key. */
function recordKey(parameters: JsonObject): string | undefined {
  return parameters['RecordId'] === undefined ? undefined : keyOf(parameters, ...KEY);
}
