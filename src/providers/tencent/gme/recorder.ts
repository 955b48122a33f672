import type { CallOptions } from '../../../calls/call-options.ts';
import {
  Capability,
  type AdoptedTask,
  type Finding,
  type Recorder,
  type Report,
  type StartPlan,
  type TaskRef,
} from '../../../domain/recorder.ts';
import { RecordingCause, type Fact } from '../../../domain/recording.ts';
import { numericAccount, refuse, withMembers } from '../../adopted.ts';
import { ended, unlessRefused } from '../../reports.ts';
import { startPlan } from '../../start-plan.ts';
import { TencentRecorder } from '../shared/recorder.ts';
import type { GmeClient } from './client.ts';
import type { GmeRecordInfo, GmeSubscribeRecordUserIds } from './control.types.ts';
import { firstBegin, gmeFiles, isGrowing } from './report.ts';
import { gmeSettings, isSameVoices } from './settings.ts';
import { GmeStartRecordInput } from './start.types.ts';
import { taskIdOf } from '../shared/task-address.ts';
import { GME } from './product.ts';

const HOUR_MS = 3_600_000;
/** Maximum lag of the vendor's clock. */
const SLACK_MS = 60_000;

const NO_TASK = ['ResourceNotFound.TaskNotFound', 'InvalidParameterValue.InvalidTaskId'];
const NO_ROOM = ['ResourceNotFound.RoomNotFound'];

/** The running task of a room. */
interface RunningVoice {
  /** Undefined where nothing runs. */
  readonly taskId: string | undefined;
  readonly recordMode?: number;
  readonly subscribeRecordUserIds?: GmeSubscribeRecordUserIds;
}

type Entries = readonly (GmeRecordInfo | null)[];

/** Recorder of game voice rooms. */
export class GmeRecorder
  extends TencentRecorder<GmeStartRecordInput, GmeClient>
  implements Recorder<GmeStartRecordInput>
{
  protected readonly inputClass = GmeStartRecordInput;
  readonly product = GME.name;
  readonly capabilities = [Capability.STOP, Capability.REFRESH];
  // A room has one recording at a time: a start that was carried out after all makes a repeat be refused.
  readonly repeatRule = { quietMs: 30_000, repeat: true, replaces: false };
  readonly filesWithinMs = 2 * HOUR_MS;
  readonly readableAfterEnd = true;
  readonly advice =
    'gmeDescribeTaskInfo returns the running task of the room. Take the task over with adoptRecording, or stop it with gmeStopRecord.';

  plan(input: GmeStartRecordInput): StartPlan {
    const start = this.client.prepareStart(input);
    const { bizId, roomId, recordMode } = start;
    return startPlan(this.client, start, {
      account: String(bizId),
      room: roomId,
      vendorKey: null, // GME takes none; the room is the key
      ref: { bizId, roomId, recordMode, ...gmeSettings(start) },
      input,
    });
  }

  /**
   * Finds the task by the room: the running task belongs to this start if no other recording has the task, if it makes
   * the files that the start requested, and if no file is older than the start. Different user lists at the vendor
   * prove nothing, because GME may report the lists in another form.
   */
  async findStart(
    task: TaskRef,
    ownedElsewhere: (taskId: string) => Promise<boolean>,
    options: CallOptions,
  ): Promise<Finding> {
    const running = await this.#taskIn(task, options);
    if (running?.taskId === undefined) return { kind: 'absent' };
    const { taskId } = running;
    if (await ownedElsewhere(taskId)) return { kind: 'absent', isTaken: true };
    const { recordMode } = task.ref;
    if (recordMode !== undefined && running.recordMode !== undefined && recordMode !== running.recordMode) {
      return { kind: 'absent', isTaken: true };
    }
    const entries = (await this.#files({ ...task, taskId }, options)) ?? [];
    const beganAt = firstBegin(entries, this.now());
    if (beganAt !== undefined && task.sentAt !== null && beganAt < task.sentAt - SLACK_MS) {
      return { kind: 'absent', isTaken: true };
    }
    const report = { facts: [{ kind: 'running', at: this.now() }] as const, files: gmeFiles(entries, this.now()) };
    const isDoubtful = !isSameVoices(task.ref, running.subscribeRecordUserIds);
    return { kind: 'found', taskId, report, isDoubtful };
  }

  /** Reads the files. Only the room shows whether the task runs. */
  observe({ recordInfo }: { readonly recordInfo?: Entries }): Report {
    return { facts: [], files: gmeFiles(recordInfo, this.now()) };
  }

  async poll(task: TaskRef, options: CallOptions): Promise<Report> {
    const isInRoom = (await this.#taskIn(task, options))?.taskId === taskIdOf(task);
    const entries = await this.#files(task, options);
    const at = this.now();
    const files = gmeFiles(entries, at);
    // A growing file outweighs an empty room: if the server wrongly assumed an end, the recording would run on
    // unnoticed.
    if (isInRoom || isGrowing(entries)) return { facts: [{ kind: 'running', at }], files };
    const facts: Fact[] = [...ended(at).facts];
    // A file is listed as soon as it begins. No files are listed for a task that the vendor has forgotten.
    if (entries?.length === 0) facts.push({ kind: 'nothingRecorded', at });
    else if (files.length > 0 && files.every(({ state }) => state === 'READY')) facts.push({ kind: 'filesDone', at });
    return { facts, files };
  }

  stop(task: TaskRef, options: CallOptions): Promise<Report> {
    const call = async (): Promise<Report> => {
      await this.client.stopRecord(taskInput(task), options);
      return ended(this.now(), RecordingCause.CLIENT);
    };
    return unlessRefused(call(), NO_TASK, () => ended(this.now()));
  }

  override adopt(given: AdoptedTask): Omit<TaskRef, 'recordingId' | 'sentAt'> {
    const bizId = numericAccount(given);
    const { account, taskId, room } = withMembers(given, ['taskId', 'room']);
    const isNumber = /^\d{1,20}$/.test(taskId);
    refuse(isNumber ? [] : [{ path: ['input', 'taskId'], message: 'taskId must be the digits of a number' }]);
    return { account, room, vendorKey: null, taskId, ref: { bizId, roomId: room } };
  }

  /** Returns the running task of a room with its settings; undefined: no such room. */
  async #taskIn({ account, room }: TaskRef, options: CallOptions): Promise<RunningVoice | undefined> {
    const read = async (): Promise<RunningVoice> => {
      const input = { bizId: Number(account), roomId: room ?? '' };
      const { taskId, ...settings } = await this.client.describeTaskInfo(input, options);
      return { ...settings, taskId: taskId == null ? undefined : String(taskId) };
    };
    return unlessRefused<RunningVoice | undefined>(read(), NO_ROOM, () => undefined);
  }

  /** Undefined where the vendor does not know the task any more. */
  async #files(task: TaskRef, options: CallOptions): Promise<Entries | undefined> {
    const read = async (): Promise<Entries | undefined> =>
      (await this.client.describeRecordInfo(taskInput(task), options)).recordInfo ?? undefined;
    return unlessRefused(read(), NO_TASK, () => undefined);
  }
}

function taskInput(task: TaskRef): { taskId: bigint; bizId: number } {
  return { taskId: BigInt(taskIdOf(task)), bizId: Number(task.account) };
}
