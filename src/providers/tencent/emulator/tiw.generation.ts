import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { Refusal } from './envelope.ts';
import type { Answer } from './product.ts';
import { emptyFrom } from './rooms.ts';
import { tiwTaskId } from './task-ids.ts';
import { videoInfos } from './tiw.result.ts';
import type { TiwTask, TiwTasks } from './tiw.tasks.ts';
import type { TaskRecord, World } from './world.ts';

interface Generation {
  readonly taskId: string;
  readonly recording: TiwTask;
  /** Those of the recording's start, save what was sent anew. */
  readonly settings: JsonObject;
  readonly createdAt: number;
}

type Status = 'QUEUED' | 'PROCESSING' | 'FINISHED';

const PROCESSING_MS = 30_000;

/** The tasks that make videos from recordings taken in video generation mode. */
export class TiwGenerations {
  readonly #tasks = new Map<string, Generation>();

  constructor(
    private readonly recordings: TiwTasks,
    private readonly world: World,
  ) {}

  create(parameters: JsonObject): Answer {
    const recording = this.recordings.find(parameters['SdkAppId'], parameters['OnlineRecordTaskId']);
    if (!recording) throw new Refusal('InvalidParameter.RecordParameter', 'No such recording.');
    if (recording.parameters['RecordMode'] !== 'VIDEO_GENERATION_MODE') {
      throw new Refusal('FailedOperation', 'The recording was not taken in video generation mode.');
    }
    const settings = { ...recording.parameters, ...parameters };
    const task = { taskId: tiwTaskId(), recording, settings, createdAt: this.world.now() };
    this.#tasks.set(task.taskId, task);
    return { fields: { TaskId: task.taskId }, taskId: task.taskId };
  }

  describe(parameters: JsonObject): Answer {
    const task = this.#tasks.get(parameters['TaskId'] as string);
    if (!task || task.recording.app !== parameters['SdkAppId']) {
      throw new Refusal('InvalidParameter.TaskNotFound', 'No such task.');
    }
    const { status } = this.#course(task);
    const { failure } = task.recording.facts;
    if (status === 'FINISHED' && failure !== undefined) {
      throw new Refusal('FailedOperation.Record', `The recording failed. ${failure}`);
    }
    const recording = this.recordings.recordingOf(task.recording);
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

  books(): TaskRecord[] {
    return [...this.#tasks.values()].map((task) => {
      const { status, finishAt } = this.#course(task);
      const isFinished = status === 'FINISHED';
      return {
        service: 'tiw',
        kind: 'video-generation',
        taskId: task.taskId,
        app: task.recording.app,
        room: task.recording.room,
        state: status,
        startedAt: task.createdAt,
        endedAt: isFinished ? finishAt : null,
        reason: isFinished ? 'DONE' : null,
        isControllable: false,
      };
    });
  }

  /** It waits until the recording has ended and everybody has left the room. */
  #course({ recording, createdAt }: Generation): { readonly status: Status; readonly finishAt: number } {
    const { life, events } = this.recordings.recordingOf(recording);
    const beginAt = emptyFrom(Math.max(createdAt, life.end.at), events);
    const finishAt = beginAt + PROCESSING_MS;
    const now = this.world.now();
    if (now < beginAt) return { status: 'QUEUED', finishAt };
    return { status: now < finishAt ? 'PROCESSING' : 'FINISHED', finishAt };
  }
}
