import { loadContract } from '../../../emulation/contract/contract.ts';
import { gmeLine } from './gme/callbacks.ts';
import { GME_CODES, gmeStartRule } from './gme/rules.ts';
import { GmeTasks } from './gme/tasks.ts';
import type { Product, TencentContract } from './shared/product.ts';
import { tiwLine } from './tiw/callbacks.ts';
import { TiwCallbacks } from './tiw/callback-settings.ts';
import { TiwGenerations } from './tiw/video-generation.ts';
import { TiwLists } from './tiw/lists.ts';
import { TIW_CODES, tiwStartRule } from './tiw/rules.ts';
import { TiwTasks } from './tiw/tasks.ts';
import { TrtcCloudTasks } from './trtc/room/tasks.ts';
import { TrtcWebTasks } from './trtc/web/tasks.ts';
import { trtcLine } from './trtc/callbacks.ts';
import { TRTC_CODES, trtcCloudModifyRule, trtcCloudStartRule, trtcWebStartRule } from './trtc/rules.ts';
import type { EmulatorContext } from './shared/context.ts';

/** Creates the services of one emulator. A new action needs a line in `effects` and possibly in `rules`. */
export function newProducts(context: EmulatorContext): Readonly<Record<string, Product>> {
  return { tiw: tiw(context), gme: gme(context), trtc: trtc(context) };
}

function tiw(context: EmulatorContext): Product {
  const tasks = new TiwTasks(context);
  const lists = new TiwLists(tasks, context);
  const generations = new TiwGenerations(tasks, context);
  const recordCallbacks = new TiwCallbacks('tiw', context.store, context);
  const generationCallbacks = new TiwCallbacks('tiw video generation', context.store, context);
  return {
    contract: loadContract<TencentContract>('tiw'),
    codes: TIW_CODES,
    rules: { StartOnlineRecord: tiwStartRule },
    effects: {
      StartOnlineRecord: (parameters) => tasks.start(parameters),
      PauseOnlineRecord: (parameters) => tasks.pause(parameters),
      ResumeOnlineRecord: (parameters) => tasks.resume(parameters),
      StopOnlineRecord: (parameters) => tasks.stop(parameters),
      DescribeOnlineRecord: (parameters) => tasks.describe(parameters),
      SetOnlineRecordCallback: (parameters) => recordCallbacks.setAddress(parameters),
      SetOnlineRecordCallbackKey: (parameters) => recordCallbacks.setKey(parameters),
      DescribeOnlineRecordCallback: (parameters) => recordCallbacks.describe(parameters),
      DescribeRunningTasks: (parameters) => lists.running(parameters),
      DescribeRecordSearch: (parameters) => lists.search(parameters),
      CreateVideoGenerationTask: (parameters) => generations.create(parameters),
      DescribeVideoGenerationTask: (parameters) => generations.describe(parameters),
      SetVideoGenerationTaskCallback: (parameters) => generationCallbacks.setAddress(parameters),
      SetVideoGenerationTaskCallbackKey: (parameters) => generationCallbacks.setKey(parameters),
      DescribeVideoGenerationTaskCallback: (parameters) => generationCallbacks.describe(parameters),
    },
    refused: {},
    callbackLines: [
      tiwLine('tencent/tiw', recordCallbacks, context.callbackKeys.tiw),
      tiwLine('tencent/tiw-video-generation', generationCallbacks, context.callbackKeys.tiw),
    ],
    tasks: () => [...tasks.records(), ...generations.records()],
    files: (taskId) => [...tasks.files(taskId), ...generations.files(taskId)],
    endOf: (taskId) => tasks.endOf(taskId),
    forget(moment) {
      generations.forget(moment);
      tasks.forget(moment, generations.recordingIds());
    },
  };
}

function gme(context: EmulatorContext): Product {
  const tasks = new GmeTasks(context);
  return {
    contract: loadContract<TencentContract>('gme'),
    codes: GME_CODES,
    rules: { StartRecord: gmeStartRule, ModifyRecordInfo: gmeStartRule },
    effects: {
      StartRecord: (parameters) => tasks.start(parameters),
      StopRecord: (parameters) => tasks.stop(parameters),
      ModifyRecordInfo: (parameters) => tasks.modify(parameters),
      DescribeRecordInfo: (parameters) => tasks.describeFiles(parameters),
      DescribeTaskInfo: (parameters) => tasks.describeRoom(parameters),
    },
    refused: {},
    callbackLines: [gmeLine(context.callbackKeys.gme, context.gmeCallbackForm)],
    tasks: () => tasks.records(),
    files: (taskId) => tasks.files(taskId),
    endOf: (taskId) => tasks.endOf(taskId),
    forget: (moment) => tasks.forget(moment),
  };
}

function trtc(context: EmulatorContext): Product {
  const rooms = new TrtcCloudTasks(context);
  const pages = new TrtcWebTasks(context);
  return {
    contract: loadContract<TencentContract>('trtc'),
    codes: TRTC_CODES,
    rules: {
      CreateCloudRecording: trtcCloudStartRule,
      ModifyCloudRecording: trtcCloudModifyRule,
      StartWebRecord: trtcWebStartRule,
    },
    effects: {
      CreateCloudRecording: (parameters) => rooms.start(parameters),
      DescribeCloudRecording: (parameters) => rooms.describe(parameters),
      ModifyCloudRecording: (parameters) => rooms.modify(parameters),
      DeleteCloudRecording: (parameters) => rooms.delete(parameters),
      StartWebRecord: (parameters) => pages.start(parameters),
      DescribeWebRecord: (parameters) => pages.describe(parameters),
      StopWebRecord: (parameters) => pages.stop(parameters),
    },
    refused: { StartWebRecord: (parameters, code) => pages.startRefused(parameters, code) },
    callbackLines: [trtcLine(context.callbackKeys.trtc)],
    tasks: () => [...rooms.records(), ...pages.records()],
    files: (taskId) => [...rooms.files(taskId), ...pages.files(taskId)],
    endOf: (taskId) => rooms.endOf(taskId), // a web page has no users
    forget(moment) {
      rooms.forget(moment);
      pages.forget(moment);
    },
  };
}
