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
import { tellsAsMuch } from './confirmation.ts';
import { listTiwTasks, type ListedTask } from './listing.ts';
import { tiwReport } from './report.ts';
import { TiwStartOnlineRecordInput } from './start.types.ts';
import { TIW } from './product.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Pauses and resumptions begin so long after the call. */
const EFFECT_MS = 2000;
/** How far the vendor's clock may be behind ours. */
const SLACK_MS = MINUTE_MS;
/** No recording is older: TIW ends it after 24 hours. */
const OLDEST_MS = 25 * HOUR_MS;

const FAILED = ['FailedOperation.Record'];
const NOT_KNOWN = ['InvalidParameter.TaskNotFound'];
const HAS_ENDED = [...NOT_KNOWN, 'UnsupportedOperation.TaskHasAlreadyStopped'];

/** Recordings of whiteboard classes, as the life cycle uses them. */
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
    'Look for a recording of the room with tiwDescribeRecordSearch (international site) or tiwDescribeRunningTasks (China site), and take it over with adoptRecording. Left alone it ends after autoStopTimeout without activity, and after 24 hours at the latest.';

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
   * By the room, and then by the robot. The id of a robot that was made here is this recording's alone; with one that the
   * caller chose, the task must also have begun with the start.
   */
  async findStart(
    task: TaskRef,
    ownedElsewhere: (taskId: string) => Promise<boolean>,
    terms: CallOptions,
  ): Promise<Finding> {
    const query = { ...addressOf(task), room: Number(task.room) };
    const { tasks, isWhole } = await listTiwTasks(this.client, query, terms);
    const isOwn = task.hasOwnKey ?? false;
    let isTaken = false;
    for (const listed of tasks) {
      const { taskId } = listed;
      const canBe = this.#canBe(listed, task) && !(await ownedElsewhere(taskId));
      if (!canBe && (isOwn || listed.hasEnded)) continue;
      const described = await this.#described({ ...task, taskId }, terms);
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

  poll(task: TaskRef, terms: CallOptions): Promise<Report> {
    const read = async (): Promise<Report> => {
      return tiwReport(await this.client.describeOnlineRecord(taskAddress(task), terms), this.now());
    };
    const failed = (refusal: VendorRejected): Report => ({
      facts: [{ kind: 'failed', at: this.now(), cause: RecordingCause.VENDOR_FAULT }],
      notes: [{ code: refusal.vendorCode, message: refusal.verdict.message }],
    });
    return unlessRefused(unlessRefused(read(), FAILED, failed), NOT_KNOWN, () => ended(this.now()));
  }

  /**
   * The body of a callback of TIW is not signed, so nothing in it is believed: the task is asked. Nor that the task is
   * this recording's, which the callback may have named first. Of a task that failed or is gone TIW does not tell whose it
   * was: the next poll finds out, of the task that the recording is known to have.
   */
  async confirm(task: TaskRef, told: Report, _isStopWanted: boolean, terms: CallOptions): Promise<Report | null> {
    const described = await this.#described(task, terms);
    if (!described || !isOf(described, task)) return null;
    const answered = tiwReport(described, this.now());
    return tellsAsMuch(answered, told) ? answered : null;
  }

  stop(task: TaskRef, terms: CallOptions): Promise<Report> {
    const call = async (): Promise<Report> => {
      await this.client.stopOnlineRecord(taskAddress(task), terms);
      return NO_NEWS; // it goes on for two seconds; why it ended is read then
    };
    return unlessRefused(call(), HAS_ENDED, () => ended(this.now()));
  }

  async pause(task: TaskRef, terms: CallOptions): Promise<Report> {
    await this.client.pauseOnlineRecord(taskAddress(task), terms);
    return { facts: [{ kind: 'paused', at: this.now() + EFFECT_MS }] };
  }

  async resume(task: TaskRef, terms: CallOptions): Promise<Report> {
    await this.client.resumeOnlineRecord(taskAddress(task), terms);
    return { facts: [{ kind: 'resumed', at: this.now() + EFFECT_MS }] };
  }

  async listRunning(account: string, terms: CallOptions): Promise<readonly RunningTask[]> {
    const place = placeOf(this.client.regionOf());
    const sdkAppId = Number(account);
    // The international site lists ended ones too, the newest first. That order is not documented: with another one
    // tasks are overlooked here, which only means that nobody is told of them.
    const isEnough = (page: readonly ListedTask[]): boolean =>
      this.client.site === 'intl' &&
      page.every(({ startedAt }) => startedAt !== null && startedAt < this.now() - OLDEST_MS);
    const { tasks } = await listTiwTasks(this.client, { sdkAppId, isEnough, ...place }, terms);
    return tasks
      .filter(({ hasEnded }) => !hasEnded)
      .map(({ taskId, room, startedAt }) => ({ taskId, account, room, startedAt, ref: { sdkAppId, ...place } }));
  }

  /** Whether a task can be of that start, by its time. China lists only unfinished tasks anyhow. */
  #canBe(listed: ListedTask, task: TaskRef): boolean {
    return isSince(this.#listedTime(listed), task);
  }

  /** When a listed task was made; null for China, whose list has no zones. */
  #listedTime({ startedAt }: ListedTask): number | null {
    return this.client.site === 'china' ? null : startedAt;
  }

  /** Undefined where the vendor does not tell any more whose it was. */
  #described(task: TaskRef, terms: CallOptions): Promise<Answer<TiwDescribeOnlineRecordPayload> | undefined> {
    return unlessRefused<Answer<TiwDescribeOnlineRecordPayload> | undefined>(
      this.client.describeOnlineRecord(taskAddress(task), terms),
      [...FAILED, ...NOT_KNOWN],
      () => undefined,
    );
  }
}

/** Whether a time can be after that start: it is not known, or not before. */
function isSince(time: number | null, { sentAt }: TaskRef): boolean {
  return time === null || sentAt === null || time >= sentAt - SLACK_MS;
}

/** Whether a task can be the recording's. Of one that was adopted the robot is not known, but the task is. */
function isOf({ recordUserId, roomId }: Answer<TiwDescribeOnlineRecordPayload>, { vendorKey, room }: TaskRef): boolean {
  if (vendorKey === null) return true;
  return (!recordUserId || recordUserId === vendorKey) && (roomId == null || String(roomId) === room);
}

/** As the input of its preview has it. */
function layoutOf({ mixStream }: TiwStartOnlineRecordInput): object | null {
  if (!mixStream?.enabled) return null;
  const { modelId, teacherId, custom } = mixStream;
  return { modelId, teacherId, custom };
}
