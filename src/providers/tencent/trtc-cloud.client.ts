import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TRTC_CLOUD_REGIONS } from './regions.ts';
import type {
  TrtcDeleteCloudRecordingInput,
  TrtcDeleteCloudRecordingPayload,
  TrtcDescribeCloudRecordingInput,
  TrtcDescribeCloudRecordingPayload,
  TrtcModifyCloudRecordingInput,
  TrtcModifyCloudRecordingPayload,
} from './trtc-cloud.control.types.ts';
import type { TrtcCreateCloudRecordingInput, TrtcCreateCloudRecordingPayload } from './trtc-cloud.types.ts';

/** Records real-time rooms. */
export class TrtcCloudClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi(
      { name: 'trtc', version: '2019-07-22', names: pascalNames(), regions: TRTC_CLOUD_REGIONS },
      calls,
    );
  }

  createCloudRecording(input: TrtcCreateCloudRecordingInput): Promise<Answer<TrtcCreateCloudRecordingPayload>> {
    return this.#api.call({ name: 'CreateCloudRecording', effect: 'create' }, input);
  }

  describeCloudRecording(input: TrtcDescribeCloudRecordingInput): Promise<Answer<TrtcDescribeCloudRecordingPayload>> {
    return this.#api.call({ name: 'DescribeCloudRecording', effect: 'read' }, input);
  }

  modifyCloudRecording(input: TrtcModifyCloudRecordingInput): Promise<Answer<TrtcModifyCloudRecordingPayload>> {
    return this.#api.call({ name: 'ModifyCloudRecording', effect: 'update' }, input);
  }

  deleteCloudRecording(input: TrtcDeleteCloudRecordingInput): Promise<Answer<TrtcDeleteCloudRecordingPayload>> {
    return this.#api.call({ name: 'DeleteCloudRecording', effect: 'delete' }, input);
  }
}
