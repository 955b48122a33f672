import type { CallOptions } from '../../../calls/call-options.ts';
import type { TiwClient } from './client.ts';
import { TiwRunningTaskType, type TiwRecordTask, type TiwRunningTask } from './search.types.ts';

/** A recording in a list of the vendor. */
export interface ListedTask {
  readonly taskId: string;
  readonly sdkAppId: number;
  readonly room: string;
  /** Unix ms; null: unreadable. */
  readonly startedAt: number | null;
  readonly hasEnded: boolean;
}

interface Listing {
  readonly tasks: readonly ListedTask[];
  /** Whether the list is complete: the number of pages is limited. */
  readonly isWhole: boolean;
}

/** Filter of a list. Absent rooms: all rooms of the application. */
interface ListingQuery {
  readonly sdkAppId: number;
  readonly room?: number;
  readonly region?: string;
  /** Whether the pages behind this one are worth nothing. */
  readonly isEnough?: (page: readonly ListedTask[]) => boolean;
}

interface Page {
  /** Of all applications, where the vendor cannot be asked for one. */
  readonly tasks: readonly ListedTask[];
  readonly total: number;
}

const MAX_PAGES = 20;

/**
 * Lists the recordings of an application as its site does. China: the unfinished recordings. International: all
 * recordings ever made, by room if rooms are given.
 */
export async function listTiwTasks(client: TiwClient, query: ListingQuery, options: CallOptions): Promise<Listing> {
  const read = client.site === 'china' ? unfinished : searched;
  const found = new Map<string, ListedTask>();
  for (let page = 0, offset = 0; page < MAX_PAGES; page++) {
    const { tasks, total } = await read(client, query, offset, options);
    // A vendor that overlooks the offset gives the first page again.
    const fresh = tasks.filter(({ taskId }) => !found.has(taskId));
    for (const task of fresh) found.set(task.taskId, task);
    offset += tasks.length;
    if (fresh.length === 0 || offset >= total || query.isEnough?.(tasks)) {
      return { tasks: ofQuery(found, query), isWhole: true };
    }
  }
  return { tasks: ofQuery(found, query), isWhole: false };
}

function ofQuery(found: ReadonlyMap<string, ListedTask>, { sdkAppId, room }: ListingQuery): ListedTask[] {
  const isAsked = (task: ListedTask): boolean =>
    task.sdkAppId === sdkAppId && (room === undefined || task.room === String(room));
  return [...found.values()].filter(isAsked);
}

async function unfinished(client: TiwClient, query: ListingQuery, offset: number, options: CallOptions): Promise<Page> {
  const { sdkAppId, region } = query;
  const taskType = TiwRunningTaskType.ONLINE_RECORD;
  const input = { sdkAppId, taskType, offset, limit: 500, ...(region !== undefined && { region }) };
  const { tasks, total } = await client.describeRunningTasks(input, options);
  return { tasks: (tasks ?? []).map((task) => listed(task, ['FINISHED'])), total: total ?? 0 };
}

async function searched(client: TiwClient, query: ListingQuery, offset: number, options: CallOptions): Promise<Page> {
  const { room, region } = query;
  const input = {
    offset,
    limit: 100,
    ...(room !== undefined && { roomId: room }),
    ...(region !== undefined && { region }),
  };
  const { recordTaskSet, totalCount } = await client.describeRecordSearch(input, options);
  const tasks = (recordTaskSet ?? []).map((task) => listed(task, ['STOPPED', 'FINISHED']));
  return { tasks, total: totalCount ?? 0 };
}

/** Reads an entry of a list. `ended`: statuses of ended recordings. */
function listed(task: TiwRunningTask | TiwRecordTask, ended: readonly string[]): ListedTask {
  const { taskId = '', sdkAppId = 0, roomId = '', createTime, status = '' } = task;
  return {
    taskId,
    sdkAppId,
    room: String(roomId),
    startedAt: timeOfText(createTime),
    hasEnded: ended.includes(status),
  };
}

const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** The China site writes times without their zone; read as China's. */
function timeOfText(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = Date.parse(WITHOUT_ZONE.test(text) ? `${text.replace(' ', 'T')}+08:00` : text);
  return Number.isNaN(time) ? null : time;
}
