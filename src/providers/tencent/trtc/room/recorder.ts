import type { CallOptions } from '../../../../calls/call-options.ts';
import {
  Capability,
  type Finding,
  type Recorder,
  type Report,
  type SettingsChange,
  type StartPlan,
  type TaskRef,
} from '../../../../domain/recorder.ts';
import { NO_NEWS, ended, unlessRefused } from '../../../reports.ts';
import { startPlan } from '../../../start-plan.ts';
import { settingsRef } from '../../../task-settings.ts';
import { TencentRecorder } from '../../shared/recorder.ts';
import { placeOf, taskAddress } from '../../shared/task-address.ts';
import type { TrtcCloudClient } from './client.ts';
import type { TrtcRoomLayoutInput } from './control.types.ts';
import { TrtcRecordMode } from './record.types.ts';
import { trtcCloudReport } from './report.ts';
import { completeTrtcRoomChange, trtcRoomSettings } from './settings.ts';
import { TrtcCreateCloudRecordingInput } from './start.types.ts';
import { outputsOf } from './outputs.ts';
import { TRTC_ROOM } from './product.ts';

const HOUR_MS = 3_600_000;
/** Validity of a task id if the start does not set one. */
const DEFAULT_CONTROL_HOURS = 72;

// The vendor answers FailedOperation for ended tasks, too. The code has too many other meanings to prove an end: the
// server would forget a running recording. The end of such a task is found when the task is stopped.
const GONE = ['ResourceNotFound'];

/** Recorder of real-time rooms. */
export class TrtcCloudRecorder
  extends TencentRecorder<TrtcCreateCloudRecordingInput, TrtcCloudClient>
  implements Recorder<TrtcCreateCloudRecordingInput, TrtcRoomLayoutInput>
{
  protected readonly inputClass = TrtcCreateCloudRecordingInput;
  readonly product = TRTC_ROOM.name;
  readonly capabilities = [Capability.STOP, Capability.REFRESH, Capability.UPDATE_LAYOUT];
  // A room admits each robot once. A repeated start uses the robot of the first start, so it removes the first robot
  // and ends its recording: at most one recording is left, whatever the outcome of the first start. The first call must
  // have ended by then.
  readonly repeatRule = { quietMs: 20_000, repeat: true, replaces: true };
  readonly filesWithinMs = 2 * HOUR_MS;
  readonly readableAfterEnd = false;
  readonly isStartUnreadable = true;
  readonly advice =
    'TRTC has no query for a recording without its task id. If the recording runs, its events contain the id, for adoptRecording. Without events: remove the robot from the room to end the recording at once; otherwise the recording ends maxIdleTime after the last publisher leaves.';

  readonly silenceAdvice =
    'Check roomIdType: number room 20015 and text room "20015" are two rooms. Check the subscription lists.';

  plan(input: TrtcCreateCloudRecordingInput, seed: string): StartPlan {
    const start = this.client.prepareStart(input, seed);
    const place = placeOf(this.client.regionOf(input.region));
    return startPlan(this.client, start, {
      account: String(start.sdkAppId),
      room: start.roomId,
      vendorKey: start.userId,
      ref: { sdkAppId: start.sdkAppId, ...place, outputs: outputsOf(start), ...trtcRoomSettings(start) },
      input,
      settled: place,
      controllableForMs: (start.resourceExpiredHour ?? DEFAULT_CONTROL_HOURS) * HOUR_MS,
      layout: layoutOf(start),
    });
  }

  /** TRTC finds a task only by the task id, and only the lost answer contained the id. */
  findStart(): Promise<Finding> {
    return Promise.resolve({ kind: 'unknowable', advice: this.advice });
  }

  observe(answer: object): Report {
    return trtcCloudReport(answer, this.now());
  }

  poll(task: TaskRef, options: CallOptions): Promise<Report> {
    const read = async (): Promise<Report> => {
      return trtcCloudReport(await this.client.describeCloudRecording(taskAddress(task), options), this.now());
    };
    return unlessRefused(read(), GONE, () => ended(this.now()));
  }

  stop(task: TaskRef, options: CallOptions): Promise<Report> {
    const call = async (): Promise<Report> => {
      await this.client.deleteCloudRecording(taskAddress(task), options);
      return NO_NEWS;
    };
    return unlessRefused(call(), GONE, () => ended(this.now()));
  }

  updateLayout(task: TaskRef, layout: TrtcRoomLayoutInput, options: CallOptions): SettingsChange {
    const { settings, warnings } = completeTrtcRoomChange(layout, task.ref);
    const input = { ...taskAddress(task), ...settings };
    return { ...settingsRef(settings), warnings, send: () => this.client.modifyCloudRecording(input, options) };
  }
}

/** Converts a layout to the input of its preview. */
function layoutOf(input: TrtcCreateCloudRecordingInput): object | null {
  const { recordParams, mixLayoutParams, mixTranscodeParams } = input;
  if (recordParams.recordMode !== TrtcRecordMode.MIXED || mixLayoutParams == null) return null;
  const video = mixTranscodeParams?.videoParams;
  return { ...(video && { canvas: { width: video.width, height: video.height } }), mixLayoutParams };
}
