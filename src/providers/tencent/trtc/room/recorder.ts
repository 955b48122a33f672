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
import { sentSettings } from '../../../task-settings.ts';
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

/** The layout of a running recording: it replaces picture and lists whole. */
export type TrtcRoomLayout = Pick<TrtcRoomLayoutInput, 'mixLayoutParams' | 'subscribeStreamUserIds'>;

const HOUR_MS = 3_600_000;
/** For how long a task id can be used when the start does not say. */
const DEFAULT_CONTROL_HOURS = 72;

// The vendor names FailedOperation for ended tasks, too. It means too many other things to be taken for an end: a
// recording that goes on would be forgotten. Such a task is found to have ended when it is stopped.
const GONE = ['ResourceNotFound'];

/** Recordings of real-time rooms, as the life cycle uses them. */
export class TrtcCloudRecorder
  extends TencentRecorder<TrtcCreateCloudRecordingInput, TrtcCloudClient>
  implements Recorder<TrtcCreateCloudRecordingInput, TrtcRoomLayout>
{
  protected readonly inputClass = TrtcCreateCloudRecordingInput;
  readonly product = TRTC_ROOM.name;
  readonly capabilities = [Capability.STOP, Capability.REFRESH, Capability.UPDATE_LAYOUT];
  // A robot can be in a room once. The repeat comes with the robot of the first start, throws that one out and so ends
  // its recording: whatever became of the first, one is left at most. The first call must be over by then.
  readonly repeatRule = { quietMs: 20_000, repeat: true, replaces: true };
  readonly filesWithinMs = 2 * HOUR_MS;
  readonly readableAfterEnd = false;
  readonly isStartUnreadable = true;
  readonly advice =
    'TRTC cannot be asked for a recording without its task id. If one runs, its events name the id, for adoptRecording. Without them: removing its robot from the room ends it at once, and it ends by itself maxIdleTime after the last publisher.';

  readonly silenceAdvice =
    'Is roomIdType right? Number room 20015 and text room "20015" are two rooms. Do the subscription lists fit?';

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

  /** TRTC has no read but by the task id, which only the lost answer had. */
  findStart(): Promise<Finding> {
    return Promise.resolve({ kind: 'unknowable', advice: this.advice });
  }

  observe(answer: object): Report {
    return trtcCloudReport(answer, this.now());
  }

  poll(task: TaskRef, terms: CallOptions): Promise<Report> {
    const read = async (): Promise<Report> => {
      return trtcCloudReport(await this.client.describeCloudRecording(taskAddress(task), terms), this.now());
    };
    return unlessRefused(read(), GONE, () => ended(this.now()));
  }

  stop(task: TaskRef, terms: CallOptions): Promise<Report> {
    const call = async (): Promise<Report> => {
      await this.client.deleteCloudRecording(taskAddress(task), terms);
      return NO_NEWS;
    };
    return unlessRefused(call(), GONE, () => ended(this.now()));
  }

  updateLayout(task: TaskRef, layout: TrtcRoomLayout, terms: CallOptions): SettingsChange {
    const { settings, warnings } = completeTrtcRoomChange(layout, task.ref);
    const input = { ...taskAddress(task), ...settings };
    return { ...sentSettings(settings), warnings, send: () => this.client.modifyCloudRecording(input, terms) };
  }
}

/** As the input of its preview has it. */
function layoutOf(input: TrtcCreateCloudRecordingInput): object | null {
  const { recordParams, mixLayoutParams, mixTranscodeParams } = input;
  if (recordParams.recordMode !== TrtcRecordMode.MIXED || mixLayoutParams == null) return null;
  const video = mixTranscodeParams?.videoParams;
  return { ...(video && { canvas: { width: video.width, height: video.height } }), mixLayoutParams };
}
