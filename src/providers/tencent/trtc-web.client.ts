import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TRTC_WEB_REGIONS } from './regions.ts';
import type { TrtcStartWebRecordInput, TrtcStartWebRecordPayload } from './trtc-web.types.ts';

/** Records web pages. */
export class TrtcWebClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi(
      {
        name: 'trtc',
        version: '2019-07-22',
        names: pascalNames(),
        regions: TRTC_WEB_REGIONS,
      },
      calls,
    );
  }

  startWebRecord({ region, ...params }: TrtcStartWebRecordInput): Promise<Answer<TrtcStartWebRecordPayload>> {
    return this.#api.call('StartWebRecord', params, region);
  }
}
