import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TRTC_WEB_REGIONS } from './regions.ts';
import type {
  TrtcDescribeWebRecordInput,
  TrtcDescribeWebRecordPayload,
  TrtcStopWebRecordInput,
  TrtcStopWebRecordPayload,
} from './trtc-web.control.types.ts';
import type { TrtcStartWebRecordInput, TrtcStartWebRecordPayload } from './trtc-web.types.ts';

/** Records web pages. */
export class TrtcWebClient {
  readonly #api: CloudApi;

  constructor(calls: CloudCalls) {
    this.#api = new CloudApi(
      { name: 'trtc', version: '2019-07-22', names: pascalNames(), regions: TRTC_WEB_REGIONS },
      calls,
    );
  }

  startWebRecord(input: TrtcStartWebRecordInput): Promise<Answer<TrtcStartWebRecordPayload>> {
    return this.#api.call({ name: 'StartWebRecord', effect: 'create' }, input);
  }

  describeWebRecord(input: TrtcDescribeWebRecordInput): Promise<Answer<TrtcDescribeWebRecordPayload>> {
    return this.#api.call({ name: 'DescribeWebRecord', effect: 'read' }, input);
  }

  stopWebRecord(input: TrtcStopWebRecordInput): Promise<Answer<TrtcStopWebRecordPayload>> {
    return this.#api.call({ name: 'StopWebRecord', effect: 'delete' }, input);
  }
}
