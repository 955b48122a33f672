import type { Payload } from '../../../graphql/payload.ts';
import { maskUrl } from '../../../wire/mask-urls.ts';
import type { Secret } from '../../../wire/secret.ts';
import { pascalNames } from '../../../wire/names.ts';
import { filled } from '../../filled.ts';
import type { CloudCalls } from '../api/cloud-api.ts';
import { TIW_REGIONS } from '../api/regions.ts';
import { ProductClient, type Call } from '../shared/product-client.ts';
import type { Robots } from '../shared/robots.ts';
import type {
  TiwDescribeOnlineRecordCallbackInput,
  TiwDescribeOnlineRecordCallbackPayload,
  TiwDescribeVideoGenerationTaskCallbackInput,
  TiwDescribeVideoGenerationTaskCallbackPayload,
  TiwSetOnlineRecordCallbackInput,
  TiwSetOnlineRecordCallbackKeyInput,
  TiwSetOnlineRecordCallbackKeyPayload,
  TiwSetOnlineRecordCallbackPayload,
  TiwSetVideoGenerationTaskCallbackInput,
  TiwSetVideoGenerationTaskCallbackKeyInput,
  TiwSetVideoGenerationTaskCallbackKeyPayload,
  TiwSetVideoGenerationTaskCallbackPayload,
} from './callback-settings.types.ts';
import type {
  TiwDescribeOnlineRecordInput,
  TiwDescribeOnlineRecordPayload,
  TiwPauseOnlineRecordInput,
  TiwPauseOnlineRecordPayload,
  TiwResumeOnlineRecordInput,
  TiwResumeOnlineRecordPayload,
  TiwStopOnlineRecordInput,
  TiwStopOnlineRecordPayload,
} from './control.types.ts';
import type {
  TiwDescribeRecordSearchInput,
  TiwDescribeRecordSearchPayload,
  TiwDescribeRunningTasksInput,
  TiwDescribeRunningTasksPayload,
} from './search.types.ts';
import type { TiwStartOnlineRecordInput, TiwStartOnlineRecordPayload } from './start.types.ts';
import type {
  TiwCreateVideoGenerationTaskInput,
  TiwCreateVideoGenerationTaskPayload,
  TiwDescribeVideoGenerationTaskInput,
  TiwDescribeVideoGenerationTaskPayload,
} from './video-generation.types.ts';

/** A complete start. */
export type TiwStart = TiwStartOnlineRecordInput & { readonly recordUserId: string; readonly recordUserSig: Secret };

/** DescribeRunningTasks spells some names in another way than all other actions, in the request and in the answer. */
const RUNNING_TASK_NAMES = pascalNames({
  sdkAppId: 'SdkAppID',
  taskId: 'TaskID',
  roomId: 'RoomID',
  fileUrl: 'FileURL',
});

/** Records interactive whiteboard classes. */
export class TiwClient extends ProductClient<TiwStart, TiwStartOnlineRecordPayload> {
  readonly #robots: Robots;

  constructor(calls: CloudCalls, robots: Robots) {
    const names = pascalNames({ trtcRoomId: 'TRTCRoomId', trtcRoomIdStr: 'TRTCRoomIdStr' });
    super(calls, { name: 'tiw', version: '2019-09-19', names, regions: TIW_REGIONS }, 'StartOnlineRecord');
    this.#robots = robots;
  }

  /** Returns a complete start with its robot. Throws as `start` before sending. */
  prepareStart(input: TiwStartOnlineRecordInput, seed: string): TiwStart {
    const { userId, userSig } = this.#robots.tiw(input, seed);
    return this.checked(filled(input, { recordUserId: userId, recordUserSig: userSig }));
  }

  readonly pauseOnlineRecord = this.action<TiwPauseOnlineRecordInput, TiwPauseOnlineRecordPayload>(
    'PauseOnlineRecord',
    'update',
  );
  readonly resumeOnlineRecord = this.action<TiwResumeOnlineRecordInput, TiwResumeOnlineRecordPayload>(
    'ResumeOnlineRecord',
    'update',
  );
  readonly stopOnlineRecord = this.action<TiwStopOnlineRecordInput, TiwStopOnlineRecordPayload>(
    'StopOnlineRecord',
    'delete',
  );
  readonly describeOnlineRecord = this.action<TiwDescribeOnlineRecordInput, TiwDescribeOnlineRecordPayload>(
    'DescribeOnlineRecord',
    'read',
  );
  readonly setOnlineRecordCallback = this.action<TiwSetOnlineRecordCallbackInput, TiwSetOnlineRecordCallbackPayload>(
    'SetOnlineRecordCallback',
    'update',
  );
  readonly setOnlineRecordCallbackKey = this.action<
    TiwSetOnlineRecordCallbackKeyInput,
    TiwSetOnlineRecordCallbackKeyPayload
  >('SetOnlineRecordCallbackKey', 'update');
  readonly describeOnlineRecordCallback = masked(
    this.action<TiwDescribeOnlineRecordCallbackInput, TiwDescribeOnlineRecordCallbackPayload>(
      'DescribeOnlineRecordCallback',
      'read',
    ),
  );
  readonly describeRunningTasks = this.action<TiwDescribeRunningTasksInput, TiwDescribeRunningTasksPayload>(
    'DescribeRunningTasks',
    'read',
    { onlyAt: 'china', names: RUNNING_TASK_NAMES },
  );
  readonly createVideoGenerationTask = this.action<
    TiwCreateVideoGenerationTaskInput,
    TiwCreateVideoGenerationTaskPayload
  >('CreateVideoGenerationTask', 'create');
  readonly describeVideoGenerationTask = this.action<
    TiwDescribeVideoGenerationTaskInput,
    TiwDescribeVideoGenerationTaskPayload
  >('DescribeVideoGenerationTask', 'read');
  readonly setVideoGenerationTaskCallback = this.action<
    TiwSetVideoGenerationTaskCallbackInput,
    TiwSetVideoGenerationTaskCallbackPayload
  >('SetVideoGenerationTaskCallback', 'update');
  readonly setVideoGenerationTaskCallbackKey = this.action<
    TiwSetVideoGenerationTaskCallbackKeyInput,
    TiwSetVideoGenerationTaskCallbackKeyPayload
  >('SetVideoGenerationTaskCallbackKey', 'update');
  readonly describeVideoGenerationTaskCallback = masked(
    this.action<TiwDescribeVideoGenerationTaskCallbackInput, TiwDescribeVideoGenerationTaskCallbackPayload>(
      'DescribeVideoGenerationTaskCallback',
      'read',
    ),
  );
  readonly describeRecordSearch = this.action<TiwDescribeRecordSearchInput, TiwDescribeRecordSearchPayload>(
    'DescribeRecordSearch',
    'read',
    { onlyAt: 'intl' },
  );
}

/** Masks the credentials in the address of an answer. The address of a Tapedeck ends in a secret. */
function masked<Input, Result extends Payload & { callback?: string }>(call: Call<Input, Result>): Call<Input, Result> {
  return async (input, options) => {
    const settings = await call(input, options);
    return settings.callback == null ? settings : { ...settings, callback: maskUrl(settings.callback) };
  };
}
