import type { CallOptions } from '../../../calls/call-options.ts';
import type { VendorRejected } from '../../../errors.ts';
import type { Answer } from '../../../graphql/payload.ts';
import {
  Capability,
  type Finding,
  type Recorder,
  type Report,
  type RunningTask,
  type StartPlan,
  type TaskRef,
} from '../../../domain/recorder.ts';
import { RecordingCause } from '../../../domain/recording.ts';
import { NO_NEWS, ended, timeNear, unlessRefused } from '../../reports.ts';
import { startPlan } from '../../start-plan.ts';
import { TencentRecorder } from '../shared/recorder.ts';
import { addressOf, placeOf, taskAddress } from '../shared/task-address.ts';
import type { TiwClient } from './client.ts';
import type { TiwDescribeOnlineRecordPayload } from './control.types.ts';
import { confirms } from './confirmation.ts';
import { listTiwTasks, type ListedTask } from './listing.ts';
import { tiwReport } from './report.ts';
import { TiwStartOnlineRecordInput } from './start.types.ts';
import { TIW } from './product.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Delay between the call and the begin of a pause or a resumption. */
const EFFECT_MS = 2000;
/** Maximum lag of the vendor's clock. */
const SLACK_MS = MINUTE_MS;
/** Maximum age of a running recording: TIW ends it after 24 hours. */
const OLDEST_MS = 25 * HOUR_MS;

const FAILED = ['FailedOperation.Record'];
const NOT_KNOWN = ['InvalidParameter.TaskNotFound'];
const HAS_ENDED = [...NOT_KNOWN, 'UnsupportedOperation.TaskHasAlreadyStopped'];

/** Recorder of whiteboard classes. */
export class TiwRecorder
  extends TencentRecorder<TiwStartOnlineRecordInput, TiwClient>
  implements Recorder<TiwStartOnlineRecordInput>
{
  protected readonly inputClass = TiwStartOnlineRecordInput;
  readonly product = TIW.name;
  readonly capabilities = [Capability.STOP, Capability.PAUSE, Capability.RESUME, Capability.REFRESH];
  // Whether two recordings of one robot exclude each other is not documented, so a start is never sent again.
  readonly repeatRule = { quietMs: 30_000, repeat: false, replaces: false };
  readonly filesWithinMs = 6 * HOUR_MS;
  readonly readableAfterEnd = true;
  readonly advice =
    'Look for a recording of the room with tiwDescribeRecordSearch (international site) or tiwDescribeRunningTasks (China site), and take the recording over with adoptRecording. Otherwise the recording ends after autoStopTimeout without activity, and after 24 hours at the latest.';

  plan(input: TiwStartOnlineRecordInput, seed: string): StartPlan {
    const start = this.client.prepareStart(input, seed);
    const place = placeOf(this.client.regionOf(input.region));
    return startPlan(this.client, start, {
      account: String(start.sdkAppId),
      room: String(start.roomId),
      vendorKey: start.recordUserId,
      ref: { sdkAppId: start.sdkAppId, ...place },
      input,
      settled: place,
      layout: layoutOf(start),
    });
  }

  /**
   * Finds the task by the room, then by the robot. A robot made by this server belongs to one recording; for a robot
   * chosen by the client, the task must also have begun with the start.
   */
  async findStart(
    task: TaskRef,
    ownedElsewhere: (taskId: string) => Promise<boolean>,
    options: CallOptions,
  ): Promise<Finding> {
    const query = { ...addressOf(task), room: Number(task.room) };
    const { tasks, isWhole } = await listTiwTasks(this.client, query, options);
    const isOwn = task.hasOwnKey ?? false;
    let isTaken = false;
    for (const listed of tasks) {
      const { taskId } = listed;
      const canBe = this.#canBe(listed, task) && !(await ownedElsewhere(taskId));
      if (!canBe && (isOwn || listed.hasEnded)) continue;
      const described = await this.#described({ ...task, taskId }, options);
      if (described?.recordUserId !== task.vendorKey) continue;
      const startedAt = timeNear(described?.recordStartTime, this.now()) ?? this.#listedTime(listed);
      if (canBe && (isOwn || isSince(startedAt, task))) {
        const isDoubtful = !isOwn && startedAt === null;
        return { kind: 'found', taskId, report: tiwReport(described, this.now()), isDoubtful };
      }
      isTaken = true;
    }
    return isWhole ? { kind: 'absent', ...(isTaken && { isTaken }) } : { kind: 'unknowable', advice: this.advice };
  }

  observe(answer: object): Report {
    return tiwReport(answer, this.now());
  }

  poll(task: TaskRef, options: CallOptions): Promise<Report> {
    const read = async (): Promise<Report> => {
      return tiwReport(await this.client.describeOnlineRecord(taskAddress(task), options), this.now());
    };
    const failed = (refusal: VendorRejected): Report => ({
      facts: [{ kind: 'failed', at: this.now(), cause: RecordingCause.VENDOR_FAULT }],
      notes: [{ code: refusal.vendorCode, message: refusal.verdict.message }],
    });
    return unlessRefused(unlessRefused(read(), FAILED, failed), NOT_KNOWN, () => ended(this.now()));
  }

  /**
   * The body of a callback of TIW is not signed, so the server believes nothing in it and queries the task. Also checks
   * that the task belongs to this recording, because the callback may be the first to name the task. TIW does not show
   * the owner of a failed or forgotten task: the next poll of the recording's known task finds out.
   */
  async confirm(task: TaskRef, reported: Report, _isStopWanted: boolean, options: CallOptions): Promise<Report | null> {
    const described = await this.#described(task, options);
    if (!described || !isOf(described, task)) return null;
    const answered = tiwReport(described, this.now());
    return confirms(answered, reported) ? answered : null;
  }

  stop(task: TaskRef, options: CallOptions): Promise<Report> {
    const call = async (): Promise<Report> => {
      await this.client.stopOnlineRecord(taskAddress(task), options);
      return NO_NEWS; // the task runs for two more seconds; a later poll reads the cause of the end
    };
    return unlessRefused(call(), HAS_ENDED, () => ended(this.now()));
  }

  async pause(task: TaskRef, options: CallOptions): Promise<Report> {
    await this.client.pauseOnlineRecord(taskAddress(task), options);
    return { facts: [{ kind: 'paused', at: this.now() + EFFECT_MS }] };
  }

  async resume(task: TaskRef, options: CallOptions): Promise<Report> {
    await this.client.resumeOnlineRecord(taskAddress(task), options);
    return { facts: [{ kind: 'resumed', at: this.now() + EFFECT_MS }] };
  }

  async listRunning(account: string, options: CallOptions): Promise<readonly RunningTask[]> {
    const place = placeOf(this.client.regionOf());
    const sdkAppId = Number(account);
    // The international site also lists ended tasks, newest first. The order is not documented: in another order this
    // search overlooks tasks, and then only the notices about them are missing.
    const isEnough = (page: readonly ListedTask[]): boolean =>
      this.client.site === 'intl' &&
      page.every(({ startedAt }) => startedAt !== null && startedAt < this.now() - OLDEST_MS);
    const { tasks } = await listTiwTasks(this.client, { sdkAppId, isEnough, ...place }, options);
    return tasks
      .filter(({ hasEnded }) => !hasEnded)
      .map(({ taskId, room, startedAt }) => ({ taskId, account, room, startedAt, ref: { sdkAppId, ...place } }));
  }

  /** Whether a task can be of that start, by its time. China lists only unfinished tasks anyhow. */
  #canBe(listed: ListedTask, task: TaskRef): boolean {
    return isSince(this.#listedTime(listed), task);
  }

  /** Returns when a listed task was made; null for China, whose list has times without a zone. */
  #listedTime({ startedAt }: ListedTask): number | null {
    return this.client.site === 'china' ? null : startedAt;
  }

  /** Returns undefined if the vendor no longer shows the owner of the task. */
  #described(task: TaskRef, options: CallOptions): Promise<Answer<TiwDescribeOnlineRecordPayload> | undefined> {
    return unlessRefused<Answer<TiwDescribeOnlineRecordPayload> | undefined>(
      this.client.describeOnlineRecord(taskAddress(task), options),
      [...FAILED, ...NOT_KNOWN],
      () => undefined,
    );
  }
}

/** Whether a time may lie after the start: unknown, or not earlier. */
function isSince(time: number | null, { sentAt }: TaskRef): boolean {
  return time === null || sentAt === null || time >= sentAt - SLACK_MS;
}

/**
 * Whether a task can be the recording's. For an adopted recording the task is known, so the unknown robot does not
 * matter.
 */
function isOf({ recordUserId, roomId }: Answer<TiwDescribeOnlineRecordPayload>, { vendorKey, room }: TaskRef): boolean {
  if (vendorKey === null) return true;
  return (!recordUserId || recordUserId === vendorKey) && (roomId == null || String(roomId) === room);
}

/** Converts a layout to the input of its preview. */
function layoutOf({ mixStream }: TiwStartOnlineRecordInput): object | null {
  if (!mixStream?.enabled) return null;
  const { modelId, teacherId, custom } = mixStream;
  return { modelId, teacherId, custom };
}
