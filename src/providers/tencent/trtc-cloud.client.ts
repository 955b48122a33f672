import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
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
        regions: {
          intl: ['ap-singapore', 'ap-beijing', 'ap-guangzhou', 'ap-mumbai', 'ap-shanghai'],
          china: ['ap-guangzhou', 'ap-beijing', 'ap-shanghai'],
        },
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
