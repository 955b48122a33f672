import type { JsonObject } from '../../../../emulation/contract/parameter-check.ts';
import type { Answer } from '../shared/product.ts';
import { tiwResult } from './files.ts';
import type { TiwTask, TiwTasks } from './tasks.ts';
import type { EmulatorContext } from '../shared/context.ts';

const LISTED_FOR_MS = 3 * 24 * 3_600_000;
const DEFAULT_LIMIT = 100;
const CHINA_TIME_MS = 8 * 3_600_000;

/** The two actions that list recordings: one for each site. */
export class TiwLists {
  constructor(
    private readonly tasks: TiwTasks,
    private readonly context: EmulatorContext,
  ) {}

  /** China: an application's unfinished tasks of the last three days. Only recordings exist here. */
  running(parameters: JsonObject): Answer {
    const isListed = (task: TiwTask) =>
      parameters['TaskType'] === 'OnlineRecord' &&
      task.app === parameters['SdkAppID'] &&
      task.facts.startedAt > this.context.now() - LISTED_FOR_MS &&
      this.tasks.statusOf(task) !== 'FINISHED';
    const found = this.tasks.list().filter(isListed);
    const rows = page(found, parameters).map((task) => ({
      SdkAppID: task.app,
      TaskID: task.taskId,
      TaskType: 'OnlineRecord',
      CreateTime: chinaTime(task.facts.startedAt),
      CancelTime: '',
      Status: this.tasks.statusOf(task) === 'PREPARED' ? 'QUEUED' : 'PROCESSING',
      Progress: 0,
      FileURL: '',
      RoomID: task.room,
    }));
    return { fields: { Total: found.length, Tasks: rows } };
  }

  /** International: the account's recordings, of one room or of all, newest first. */
  search(parameters: JsonObject): Answer {
    const room = parameters['RoomId'];
    const found = this.tasks.list().filter((task) => room === undefined || task.room === room);
    const rows = page(found.reverse(), parameters).map((task) => ({
      TaskId: task.taskId,
      Status: this.tasks.statusOf(task),
      RoomId: task.room,
      CreateTime: `${chinaTime(task.facts.startedAt).replace(' ', 'T')}+08:00`,
      SdkAppId: task.app,
      Result: this.#result(task),
    }));
    return { fields: { RecordTaskSet: rows, TotalCount: found.length } };
  }

  #result(task: TiwTask): JsonObject {
    const result = tiwResult(this.tasks.recordingOf(task), this.context.now());
    const hasFailed = this.tasks.statusOf(task) === 'FINISHED' && task.facts.failure !== undefined;
    return { ...result, Details: '', ErrorCode: hasFailed ? 1 : 0, ErrorMsg: hasFailed ? task.facts.failure : '' };
  }
}

function page<Row>(rows: readonly Row[], parameters: JsonObject): Row[] {
  const offset = Number(parameters['Offset'] ?? 0);
  return rows.slice(offset, offset + Number(parameters['Limit'] ?? DEFAULT_LIMIT));
}

/** `2024-05-06 07:08:09` */
function chinaTime(moment: number): string {
  return new Date(moment + CHINA_TIME_MS).toISOString().slice(0, 19).replace('T', ' ');
}
