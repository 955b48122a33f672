import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TRTC_CLOUD_REGIONS } from './regions.ts';
import type { TrtcCreateCloudRecordingInput, TrtcCreateCloudRecordingPayload } from './trtc-cloud.types.ts';

/** Records real-time rooms. */
export class TrtcCloudClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi(
      {
        name: 'trtc',
        version: '2019-07-22',
        names: pascalNames(),
        regions: TRTC_CLOUD_REGIONS,
      },
      calls,
    );
  }

  createCloudRecording({
    region,
    ...params
  }: TrtcCreateCloudRecordingInput): Promise<Answer<TrtcCreateCloudRecordingPayload>> {
    return this.#api.call('CreateCloudRecording', params, region);
  }
}
