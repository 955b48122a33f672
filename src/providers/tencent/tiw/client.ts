import type { CallOptions } from '../../../calls/call-options.ts';
import type { Answer } from '../../../graphql/payload.ts';
import type { WireView } from '../../../domain/recorder.ts';
import { maskUrl } from '../../../wire/mask-urls.ts';
import type { Secret } from '../../../wire/secret.ts';
import { pascalNames } from '../../../wire/names.ts';
import { refuse } from '../../adopted.ts';
import { filled } from '../../filled.ts';
import type { Site } from '../api/account.ts';
import { CloudApi, type Action, type CloudCalls } from '../api/cloud-api.ts';
import { TIW_REGIONS } from '../api/regions.ts';
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

/** A start that is complete. */
export type TiwStart = TiwStartOnlineRecordInput & { readonly recordUserId: string; readonly recordUserSig: Secret };

const START: Action = { name: 'StartOnlineRecord', effect: 'create' };

/** The one action that spells some of its names in another way, in the request and in the answer. */
const LIST_RUNNING: Action = {
  name: 'DescribeRunningTasks',
  effect: 'read',
  onlyAt: 'china',
  names: pascalNames({ sdkAppId: 'SdkAppID', taskId: 'TaskID', roomId: 'RoomID', fileUrl: 'FileURL' }),
};

/** Records interactive whiteboard classes. */
export class TiwClient {
  readonly #api: CloudApi;
  readonly #robots: Robots;

  constructor(calls: CloudCalls, robots: Robots) {
    this.#robots = robots;
    this.#api = new CloudApi(
      {
        name: 'tiw',
        version: '2019-09-19',
        names: pascalNames({ trtcRoomId: 'TRTCRoomId', trtcRoomIdStr: 'TRTCRoomIdStr' }),
        regions: TIW_REGIONS,
      },
      calls,
    );
  }

  /** Site of the account. The sites find recordings in different ways. */
  get site(): Site {
    return this.#api.site;
  }

  /** Adds the robot to a start and checks the start. Throws the errors that a start throws before sending. */
  prepareStart(input: TiwStartOnlineRecordInput, seed: string): TiwStart {
    const { userId, userSig } = this.#robots.tiw(input, seed);
    const start = filled(input, { recordUserId: userId, recordUserSig: userSig });
    this.#api.check(START, start);
    return start;
  }

  /** Describes the request that `start` would send. */
  showStart(start: TiwStart): WireView {
    return this.#api.show(START, start);
  }

  start(start: TiwStart, terms?: CallOptions): Promise<Answer<TiwStartOnlineRecordPayload>> {
    return this.#api.call(START, start, terms);
  }

  /** Returns the region of a call. Throws `InvalidInput` if the call cannot go to the given region. */
  regionOf(asked?: string | null): string | undefined {
    refuse(this.#api.regionFaults(asked));
    return this.#api.regionOf(asked);
  }

  pauseOnlineRecord(
    input: Readonly<TiwPauseOnlineRecordInput>,
    terms?: CallOptions,
  ): Promise<Answer<TiwPauseOnlineRecordPayload>> {
    return this.#api.call({ name: 'PauseOnlineRecord', effect: 'update' }, input, terms);
  }

  resumeOnlineRecord(
    input: Readonly<TiwResumeOnlineRecordInput>,
    terms?: CallOptions,
  ): Promise<Answer<TiwResumeOnlineRecordPayload>> {
    return this.#api.call({ name: 'ResumeOnlineRecord', effect: 'update' }, input, terms);
  }

  stopOnlineRecord(
    input: Readonly<TiwStopOnlineRecordInput>,
    terms?: CallOptions,
  ): Promise<Answer<TiwStopOnlineRecordPayload>> {
    return this.#api.call({ name: 'StopOnlineRecord', effect: 'delete' }, input, terms);
  }

  describeOnlineRecord(
    input: Readonly<TiwDescribeOnlineRecordInput>,
    terms?: CallOptions,
  ): Promise<Answer<TiwDescribeOnlineRecordPayload>> {
    return this.#api.call({ name: 'DescribeOnlineRecord', effect: 'read' }, input, terms);
  }

  setOnlineRecordCallback(
    input: TiwSetOnlineRecordCallbackInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwSetOnlineRecordCallbackPayload>> {
    return this.#api.call({ name: 'SetOnlineRecordCallback', effect: 'update' }, input, terms);
  }

  setOnlineRecordCallbackKey(
    input: TiwSetOnlineRecordCallbackKeyInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwSetOnlineRecordCallbackKeyPayload>> {
    return this.#api.call({ name: 'SetOnlineRecordCallbackKey', effect: 'update' }, input, terms);
  }

  describeOnlineRecordCallback(
    input: TiwDescribeOnlineRecordCallbackInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwDescribeOnlineRecordCallbackPayload>> {
    return shownCallback(
      this.#api.call<Answer<TiwDescribeOnlineRecordCallbackPayload>>(
        { name: 'DescribeOnlineRecordCallback', effect: 'read' },
        input,
        terms,
      ),
    );
  }

  describeRunningTasks(
    input: Readonly<TiwDescribeRunningTasksInput>,
    terms?: CallOptions,
  ): Promise<Answer<TiwDescribeRunningTasksPayload>> {
    return this.#api.call(LIST_RUNNING, input, terms);
  }

  createVideoGenerationTask(
    input: TiwCreateVideoGenerationTaskInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwCreateVideoGenerationTaskPayload>> {
    return this.#api.call({ name: 'CreateVideoGenerationTask', effect: 'create' }, input, terms);
  }

  describeVideoGenerationTask(
    input: TiwDescribeVideoGenerationTaskInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskPayload>> {
    return this.#api.call({ name: 'DescribeVideoGenerationTask', effect: 'read' }, input, terms);
  }

  setVideoGenerationTaskCallback(
    input: TiwSetVideoGenerationTaskCallbackInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackPayload>> {
    return this.#api.call({ name: 'SetVideoGenerationTaskCallback', effect: 'update' }, input, terms);
  }

  setVideoGenerationTaskCallbackKey(
    input: TiwSetVideoGenerationTaskCallbackKeyInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackKeyPayload>> {
    return this.#api.call({ name: 'SetVideoGenerationTaskCallbackKey', effect: 'update' }, input, terms);
  }

  describeVideoGenerationTaskCallback(
    input: TiwDescribeVideoGenerationTaskCallbackInput,
    terms?: CallOptions,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskCallbackPayload>> {
    return shownCallback(
      this.#api.call<Answer<TiwDescribeVideoGenerationTaskCallbackPayload>>(
        { name: 'DescribeVideoGenerationTaskCallback', effect: 'read' },
        input,
        terms,
      ),
    );
  }

  describeRecordSearch(
    input: Readonly<TiwDescribeRecordSearchInput>,
    terms?: CallOptions,
  ): Promise<Answer<TiwDescribeRecordSearchPayload>> {
    return this.#api.call({ name: 'DescribeRecordSearch', effect: 'read', onlyAt: 'intl' }, input, terms);
  }
}

/** The address that is set at the vendor, without its credentials: that of a Tapedeck ends in a secret. */
async function shownCallback<Settings extends { callback?: string }>(answer: Promise<Settings>): Promise<Settings> {
  const settings = await answer;
  return settings.callback == null ? settings : { ...settings, callback: maskUrl(settings.callback) };
}
