import type { CallOptions } from '../../../../calls/call-options.ts';
import {
  Capability,
  type AdoptedTask,
  type Finding,
  type Recorder,
  type Report,
  type StartPlan,
  type TaskRef,
} from '../../../../domain/recorder.ts';
import { NO_NEWS, ended, unlessRefused } from '../../../reports.ts';
import { startPlan } from '../../../start-plan.ts';
import { TencentRecorder } from '../../shared/recorder.ts';
import { addressOf, placeOf, taskIdOf, type Place } from '../../shared/task-address.ts';
import type { TrtcOutput } from '../output.ts';
import type { TrtcWebClient } from './client.ts';
import { TrtcStartWebRecordInput } from './start.types.ts';
import { TRTC_WEB } from './product.ts';

const HOUR_MS = 3_600_000;
const RECORDING = 1;

const GONE = ['FailedOperation.TaskNotExist'];

/** A task by the caller's key. */
type KeyAddress = Place & { readonly sdkAppId: number; readonly recordId: string };

/** Recorder of web pages. */
export class TrtcWebRecorder
  extends TencentRecorder<TrtcStartWebRecordInput, TrtcWebClient>
  implements Recorder<TrtcStartWebRecordInput>
{
  protected readonly inputClass = TrtcStartWebRecordInput;
  readonly product = TRTC_WEB.name;
  readonly capabilities = [Capability.STOP, Capability.REFRESH];
  // The vendor starts one recording for one recordId, so a repeat can do no harm and need not wait.
  readonly repeatRule = { quietMs: 0, repeat: true, replaces: false };
  readonly filesWithinMs = 2 * HOUR_MS;
  readonly readableAfterEnd = false;
  readonly advice =
    'trtcDescribeWebRecord with recordId and sdkAppId shows whether the recording runs. Without a stop the recording ends after maxDurationLimit.';

  plan(input: TrtcStartWebRecordInput, seed: string): StartPlan {
    const start = this.client.prepareStart(input, seed);
    const place = placeOf(this.client.regionOf(input.region));
    return startPlan(this.client, start, {
      account: String(start.sdkAppId),
      room: null,
      vendorKey: start.recordId,
      ref: { sdkAppId: start.sdkAppId, ...place, outputs: [outputOf(start)] },
      input,
      settled: place,
    });
  }

  /** Finds the task by the key. The vendor runs one recording per key, so a task with the key is the requested one. */
  async findStart(
    task: TaskRef,
    ownedElsewhere: (taskId: string) => Promise<boolean>,
    options: CallOptions,
  ): Promise<Finding> {
    const taskId =
      task.vendorKey === null ? undefined : await this.#taskWith(keyAddress(task, task.vendorKey), options);
    if (taskId === undefined) return { kind: 'absent' };
    if (await ownedElsewhere(taskId)) return { kind: 'absent', isTaken: true };
    return { kind: 'found', taskId, report: { facts: [{ kind: 'running', at: this.now() }] } };
  }

  keyOf(task: TaskRef, options: CallOptions): Promise<string | null> {
    const read = async (): Promise<string | null> =>
      (await this.client.describeWebRecord(byId(task), options)).recordId ?? null;
    return unlessRefused(read(), GONE, () => null);
  }

  observe({ status }: { readonly status?: number | null }): Report {
    return status === RECORDING ? { facts: [{ kind: 'running', at: this.now() }] } : NO_NEWS;
  }

  async poll(task: TaskRef, options: CallOptions): Promise<Report> {
    const read = async (): Promise<Report> => {
      const { taskId, vendorKey } = task;
      const input = taskId === null && vendorKey !== null ? keyAddress(task, vendorKey) : byId(task);
      return this.observe(await this.client.describeWebRecord(input, options));
    };
    return unlessRefused(read(), GONE, () => ended(this.now()));
  }

  /** Polls by the task id. If the answer with the id was lost, looks the id up by the key. */
  stop(task: TaskRef, options: CallOptions): Promise<Report> {
    const call = async (): Promise<Report> => {
      const { vendorKey } = task;
      const taskId =
        task.taskId === null && vendorKey !== null
          ? await this.#taskWith(keyAddress(task, vendorKey), options)
          : taskIdOf(task);
      if (taskId === undefined) return ended(this.now());
      await this.client.stopWebRecord(byId({ ...task, taskId }), options);
      return NO_NEWS;
    };
    return unlessRefused(call(), GONE, () => ended(this.now()));
  }

  override adopt(given: AdoptedTask): Omit<TaskRef, 'recordingId' | 'sentAt'> {
    return { ...super.adopt(given), room: null };
  }

  /** Returns the running task with a key; undefined: none runs. */
  #taskWith(key: KeyAddress, options: CallOptions): Promise<string | undefined> {
    const read = async (): Promise<string | undefined> => (await this.client.describeWebRecord(key, options)).taskId;
    return unlessRefused(read(), GONE, () => undefined);
  }
}

/** The kind of files that a start makes. Event 310 reports files in a bucket, whatever their format. */
function outputOf({ storageParams }: TrtcStartWebRecordInput): TrtcOutput {
  return storageParams.cloudVod != null ? 'vod' : 'mp4';
}

/** A task by the vendor's id. */
function byId(task: TaskRef): Place & { readonly taskId: string } {
  const { region } = addressOf(task);
  return { taskId: taskIdOf(task), ...placeOf(region) };
}

function keyAddress(task: TaskRef, recordId: string): KeyAddress {
  return { ...addressOf(task), recordId };
}
