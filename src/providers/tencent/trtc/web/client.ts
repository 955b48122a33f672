import { markOf } from '../../../own-key.ts';
import { filled } from '../../../filled.ts';
import type { CloudCalls } from '../../api/cloud-api.ts';
import { TRTC_WEB_REGIONS } from '../../api/regions.ts';
import { ProductClient } from '../../shared/product-client.ts';
import type { StorageProfiles } from '../../shared/storage-profiles.ts';
import type {
  TrtcDescribeWebRecordInput,
  TrtcDescribeWebRecordPayload,
  TrtcStopWebRecordInput,
  TrtcStopWebRecordPayload,
} from './control.types.ts';
import { TRTC_SERVICE } from '../service.ts';
import {
  TrtcCdn,
  type TrtcPublishCdnParamInput,
  type TrtcStartWebRecordInput,
  type TrtcStartWebRecordPayload,
  SAFE_MAX_DURATION_S,
} from './start.types.ts';

/** Letters and digits of the server's key. With the two prefixes the key stays well below the limit of 32 bytes. */
const RECORD_ID_TAIL = 24;

/** A complete start. */
export type TrtcWebStart = TrtcStartWebRecordInput & { readonly recordId: string };

/** Records web pages. */
export class TrtcWebClient extends ProductClient<TrtcWebStart, TrtcStartWebRecordPayload> {
  readonly #storage: StorageProfiles;

  constructor(calls: CloudCalls, storage: StorageProfiles) {
    super(calls, { ...TRTC_SERVICE, regions: TRTC_WEB_REGIONS }, 'StartWebRecord');
    this.#storage = storage;
  }

  /** Returns a complete start with its key and the storage of its files. Throws as `start` before sending. */
  prepareStart(input: TrtcStartWebRecordInput, seed: string): TrtcWebStart {
    const placed = this.#storage.resolve(input);
    const start = filled(placed, {
      recordId: placed.recordId || `td${markOf(seed, RECORD_ID_TAIL)}`,
      maxDurationLimit: placed.maxDurationLimit ?? SAFE_MAX_DURATION_S,
      ...(placed.publishCdnParams != null && { publishCdnParams: placed.publishCdnParams.map(ofTencent) }),
    });
    return this.checked(start);
  }

  readonly describeWebRecord = this.action<TrtcDescribeWebRecordInput, TrtcDescribeWebRecordPayload>(
    'DescribeWebRecord',
    'read',
  );
  readonly stopWebRecord = this.action<TrtcStopWebRecordInput, TrtcStopWebRecordPayload>('StopWebRecord', 'delete');
}

/** Adds the vendor's CDN if the client names no provider, because other CDNs cost extra. */
function ofTencent(target: TrtcPublishCdnParamInput): TrtcPublishCdnParamInput {
  return filled(target, { isTencentCdn: target.isTencentCdn ?? TrtcCdn.TENCENT });
}
