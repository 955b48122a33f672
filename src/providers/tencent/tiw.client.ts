import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TIW_REGIONS } from './regions.ts';
import type { Robots } from './robots.ts';
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
} from './tiw.callback-settings.types.ts';
import type {
  TiwDescribeOnlineRecordInput,
  TiwDescribeOnlineRecordPayload,
  TiwPauseOnlineRecordInput,
  TiwPauseOnlineRecordPayload,
  TiwResumeOnlineRecordInput,
  TiwResumeOnlineRecordPayload,
  TiwStopOnlineRecordInput,
  TiwStopOnlineRecordPayload,
} from './tiw.control.types.ts';
import type {
  TiwDescribeRecordSearchInput,
  TiwDescribeRecordSearchPayload,
  TiwDescribeRunningTasksInput,
  TiwDescribeRunningTasksPayload,
} from './tiw.search.types.ts';
import type { TiwStartOnlineRecordInput, TiwStartOnlineRecordPayload } from './tiw.types.ts';
import type {
  TiwCreateVideoGenerationTaskInput,
  TiwCreateVideoGenerationTaskPayload,
  TiwDescribeVideoGenerationTaskInput,
  TiwDescribeVideoGenerationTaskPayload,
} from './tiw.video-generation.types.ts';

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

  startOnlineRecord(input: TiwStartOnlineRecordInput): Promise<Answer<TiwStartOnlineRecordPayload>> {
    const { userId, userSig } = this.#robots.tiw(input);
    const filled = Object.assign(input, { recordUserId: userId, recordUserSig: userSig });
    return this.#api.call({ name: 'StartOnlineRecord', effect: 'create' }, filled);
  }

  pauseOnlineRecord(input: TiwPauseOnlineRecordInput): Promise<Answer<TiwPauseOnlineRecordPayload>> {
    return this.#api.call({ name: 'PauseOnlineRecord', effect: 'update' }, input);
  }

  resumeOnlineRecord(input: TiwResumeOnlineRecordInput): Promise<Answer<TiwResumeOnlineRecordPayload>> {
    return this.#api.call({ name: 'ResumeOnlineRecord', effect: 'update' }, input);
  }

  stopOnlineRecord(input: TiwStopOnlineRecordInput): Promise<Answer<TiwStopOnlineRecordPayload>> {
    return this.#api.call({ name: 'StopOnlineRecord', effect: 'delete' }, input);
  }

  describeOnlineRecord(input: TiwDescribeOnlineRecordInput): Promise<Answer<TiwDescribeOnlineRecordPayload>> {
    return this.#api.call({ name: 'DescribeOnlineRecord', effect: 'read' }, input);
  }

  setOnlineRecordCallback(input: TiwSetOnlineRecordCallbackInput): Promise<Answer<TiwSetOnlineRecordCallbackPayload>> {
    return this.#api.call({ name: 'SetOnlineRecordCallback', effect: 'update' }, input);
  }

  setOnlineRecordCallbackKey(
    input: TiwSetOnlineRecordCallbackKeyInput,
  ): Promise<Answer<TiwSetOnlineRecordCallbackKeyPayload>> {
    return this.#api.call({ name: 'SetOnlineRecordCallbackKey', effect: 'update' }, input);
  }

  describeOnlineRecordCallback(
    input: TiwDescribeOnlineRecordCallbackInput,
  ): Promise<Answer<TiwDescribeOnlineRecordCallbackPayload>> {
    return this.#api.call({ name: 'DescribeOnlineRecordCallback', effect: 'read' }, input);
  }

  describeRunningTasks(input: TiwDescribeRunningTasksInput): Promise<Answer<TiwDescribeRunningTasksPayload>> {
    return this.#api.call({ name: 'DescribeRunningTasks', effect: 'read', onlyAt: 'china' }, input);
  }

  createVideoGenerationTask(
    input: TiwCreateVideoGenerationTaskInput,
  ): Promise<Answer<TiwCreateVideoGenerationTaskPayload>> {
    return this.#api.call({ name: 'CreateVideoGenerationTask', effect: 'create' }, input);
  }

  describeVideoGenerationTask(
    input: TiwDescribeVideoGenerationTaskInput,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskPayload>> {
    return this.#api.call({ name: 'DescribeVideoGenerationTask', effect: 'read' }, input);
  }

  setVideoGenerationTaskCallback(
    input: TiwSetVideoGenerationTaskCallbackInput,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackPayload>> {
    return this.#api.call({ name: 'SetVideoGenerationTaskCallback', effect: 'update' }, input);
  }

  setVideoGenerationTaskCallbackKey(
    input: TiwSetVideoGenerationTaskCallbackKeyInput,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackKeyPayload>> {
    return this.#api.call({ name: 'SetVideoGenerationTaskCallbackKey', effect: 'update' }, input);
  }

  describeVideoGenerationTaskCallback(
    input: TiwDescribeVideoGenerationTaskCallbackInput,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskCallbackPayload>> {
    return this.#api.call({ name: 'DescribeVideoGenerationTaskCallback', effect: 'read' }, input);
  }

  describeRecordSearch(input: TiwDescribeRecordSearchInput): Promise<Answer<TiwDescribeRecordSearchPayload>> {
    return this.#api.call({ name: 'DescribeRecordSearch', effect: 'read', onlyAt: 'intl' }, input);
  }
}
