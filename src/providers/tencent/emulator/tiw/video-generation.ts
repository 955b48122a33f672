import type { EventPlan } from '../../../../emulation/callbacks/callbacks.ts';
import type { StoredFile } from '../../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import { Refusal } from '../shared/envelope.ts';
import { withoutSecrets } from '../shared/without-secrets.ts';
import type { Answer } from '../shared/product.ts';
import { emptyFrom } from '../shared/rooms.ts';
import { tiwTaskId } from '../shared/task-ids.ts';
import { tiwEvent } from './callbacks.ts';
import { tiwResult, videoFiles, videoInfos, type TiwRecording } from './files.ts';
import { tiwRoomKeys } from './rooms.ts';
import type { TiwTask, TiwTasks } from './tasks.ts';
import { type TaskRecord, type EmulatorContext } from '../shared/context.ts';
import { StoredTasks } from '../shared/stored-tasks.ts';

/** The stored task. Its recording has a row of its own. */
interface GenerationRow {
  readonly taskId: string;
  readonly app: number;
  readonly recordingId: string;
  /** The settings of the recording's start, with the overrides of the call. */
  readonly settings: JsonObject;
  readonly createdAt: number;
}

interface Generation extends GenerationRow {
  readonly recording: TiwTask;
}

type Status = 'QUEUED' | 'PROCESSING' | 'FINISHED';

const PROCESSING_MS = 30_000;

/** The tasks that make videos from recordings taken in video generation mode. */
export class TiwGenerations extends StoredTasks<GenerationRow> {
  constructor(
    private readonly recordings: TiwTasks,
    context: EmulatorContext,
  ) {
    super(context, 'tiw video generation');
    for (const row of this.tasks.rows()) this.#watch(row);
  }

  create(parameters: JsonObject): Answer {
    const recording = this.recordings.find(parameters['SdkAppId'], parameters['OnlineRecordTaskId']);
    if (!recording) throw new Refusal('InvalidParameter.RecordParameter', 'No such recording.');
    if (recording.parameters['RecordMode'] !== 'VIDEO_GENERATION_MODE') {
      throw new Refusal('FailedOperation', 'The recording was not taken in video generation mode.');
    }
    const { app, taskId: recordingId } = recording;
    const settings = withoutSecrets({ ...recording.parameters, ...parameters });
    const taskId = tiwTaskId();
    const row = { taskId, app, recordingId, settings, createdAt: this.context.now() };
    this.tasks.put(taskId, row);
    this.#watch(row);
    return { fields: { TaskId: taskId }, taskId };
  }

  describe(parameters: JsonObject): Answer {
    const row = this.tasks.get(parameters['TaskId'] as string);
    if (row?.app !== parameters['SdkAppId']) throw new Refusal('InvalidParameter.TaskNotFound', 'No such task.');
    const task = this.#withRecording(row!);
    const { status } = this.#course(task);
    const { failure } = task.recording.facts;
    if (status === 'FINISHED' && failure !== undefined) {
      throw new Refusal('FailedOperation.Record', `The recording failed. ${failure}`);
    }
    const recording = this.#recordingOf(task);
    const isFinished = status === 'FINISHED';
    return {
      fields: {
        GroupId: (task.settings['GroupId'] as string | undefined) ?? String(task.recording.room),
        RoomId: task.recording.room,
        TaskId: task.taskId,
        Progress: isFinished ? 100 : 0,
        Status: status,
        TotalTime: isFinished ? recording.life.end.at - recording.life.recordAt : 0,
        VideoInfoList: isFinished ? videoInfos(recording, task.settings) : [],
      },
    };
  }

  /** The videos of a finished task; none where the recording failed. */
  files(taskId: string): StoredFile[] {
    const row = this.tasks.get(taskId);
    if (!row) return [];
    const task = this.#withRecording(row);
    const isMade = this.#course(task).status === 'FINISHED' && task.recording.facts.failure === undefined;
    return isMade ? videoFiles(this.#recordingOf(task), task.settings) : [];
  }

  records(): TaskRecord[] {
    return this.tasks.rows().map((row) => {
      const task = this.#withRecording(row);
      const { status, finishAt } = this.#course(task);
      const isFinished = status === 'FINISHED';
      return {
        service: 'tiw',
        kind: 'video-generation',
        taskId: task.taskId,
        app: task.app,
        room: task.recording.room,
        key: null,
        state: status,
        startedAt: task.createdAt,
        endedAt: isFinished ? finishAt : null,
        reason: isFinished ? 'DONE' : null,
        isControllable: false,
        files: [],
      };
    });
  }

  /** The ids of the recordings that the tasks need. */
  recordingIds(): Set<string> {
    return new Set(this.tasks.rows().map(({ recordingId }) => recordingId));
  }

  #watch(row: GenerationRow): void {
    const { recording } = this.#withRecording(row);
    const topics = [row.recordingId, ...tiwRoomKeys(recording)];
    this.context.watch.add({ id: row.taskId, plan: () => this.#plan(row) }, topics);
  }

  /** Returns one event, with the result. The name of the event is undocumented. */
  #plan(row: GenerationRow): EventPlan {
    const task = this.#withRecording(row);
    const { finishAt } = this.#course(task);
    const data = { ...this.#result(task), TaskId: row.taskId };
    const finished = tiwEvent('tencent/tiw-video-generation', row.app, 'VideoGenerationTaskFinished', finishAt, data);
    return { events: [finished], endsAt: finishAt };
  }

  /** As that of a recording. */
  #result(task: Generation): JsonObject {
    const { recording, settings } = task;
    const made = this.#recordingOf(task);
    const { life } = made;
    const { failure } = recording.facts;
    const error = { Code: 'FailedOperation.Record', Message: failure ?? '' };
    return {
      ...tiwResult(made, life.finishAt),
      GroupId: settings['GroupId'] ?? String(recording.room),
      VideoInfos: failure === undefined ? videoInfos(made, settings) : [],
      ...(failure !== undefined && { Error: error }),
    };
  }

  /** Two tasks have different videos, even from the same recording. */
  #recordingOf({ taskId, recording }: Generation): TiwRecording {
    const addressOf = (name: string) => this.context.addressOf(taskId, name);
    return { ...this.recordings.recordingOf(recording), taskId, addressOf };
  }

  #withRecording(row: GenerationRow): Generation {
    return { ...row, recording: this.recordings.find(row.app, row.recordingId)! };
  }

  /** Returns status and end. Processing starts after the end of the recording, when the room is empty. */
  #course({ recording, createdAt }: Generation): { readonly status: Status; readonly finishAt: number } {
    const { life, events } = this.recordings.recordingOf(recording);
    const beginAt = emptyFrom(Math.max(createdAt, life.end.at), events);
    const finishAt = beginAt + PROCESSING_MS;
    const now = this.context.now();
    if (now < beginAt) return { status: 'QUEUED', finishAt };
    return { status: now < finishAt ? 'PROCESSING' : 'FINISHED', finishAt };
  }
}
