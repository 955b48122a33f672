import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TRTC_WEB_REGIONS } from './regions.ts';
import type { StorageProfiles } from './storage-profiles.ts';
import type {
  TrtcDescribeWebRecordInput,
  TrtcDescribeWebRecordPayload,
  TrtcStopWebRecordInput,
  TrtcStopWebRecordPayload,
} from './trtc-web.control.types.ts';
import { TrtcCdn, type TrtcStartWebRecordInput, type TrtcStartWebRecordPayload } from './trtc-web.types.ts';

/** Right under both published bounds, and the shorter of the two published defaults: it decides what a forgotten one bills. */
const SAFE_MAX_DURATION_S = 36_000;

/** Records web pages. */
export class TrtcWebClient {
  readonly #api: CloudApi;
  readonly #storage: StorageProfiles;

  constructor(calls: CloudCalls, storage: StorageProfiles) {
    this.#storage = storage;
    this.#api = new CloudApi(
      { name: 'trtc', version: '2019-07-22', names: pascalNames(), regions: TRTC_WEB_REGIONS },
      calls,
    );
  }

  startWebRecord(input: TrtcStartWebRecordInput): Promise<Answer<TrtcStartWebRecordPayload>> {
    const filled = this.#storage.resolve(input);
    filled.maxDurationLimit ??= SAFE_MAX_DURATION_S;
    for (const target of filled.publishCdnParams ?? []) target.isTencentCdn ??= TrtcCdn.TENCENT;
    return this.#api.call({ name: 'StartWebRecord', effect: 'create' }, filled);
  }

  describeWebRecord(input: TrtcDescribeWebRecordInput): Promise<Answer<TrtcDescribeWebRecordPayload>> {
    return this.#api.call({ name: 'DescribeWebRecord', effect: 'read' }, input);
  }

  stopWebRecord(input: TrtcStopWebRecordInput): Promise<Answer<TrtcStopWebRecordPayload>> {
    return this.#api.call({ name: 'StopWebRecord', effect: 'delete' }, input);
  }
}
