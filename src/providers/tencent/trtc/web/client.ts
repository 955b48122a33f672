import type { CallOptions } from '../../../../calls/call-options.ts';
import type { Answer } from '../../../../graphql/payload.ts';
import type { WireView } from '../../../../domain/recorder.ts';
import { markOf } from '../../../own-key.ts';
import { pascalNames } from '../../../../wire/names.ts';
import { refuse } from '../../../adopted.ts';
import { filled } from '../../../filled.ts';
import { CloudApi, type Action, type CloudCalls } from '../../api/cloud-api.ts';
import { TRTC_WEB_REGIONS } from '../../api/regions.ts';
import type { StorageProfiles } from '../../shared/storage-profiles.ts';
import type {
  TrtcDescribeWebRecordInput,
  TrtcDescribeWebRecordPayload,
  TrtcStopWebRecordInput,
  TrtcStopWebRecordPayload,
} from './control.types.ts';
import {
  TrtcCdn,
  type TrtcPublishCdnParamInput,
  type TrtcStartWebRecordInput,
  type TrtcStartWebRecordPayload,
  SAFE_MAX_DURATION_S,
} from './start.types.ts';

/** Letters and digits of the server's key. With the two prefixes the key stays well below the limit of 32 bytes. */
const RECORD_ID_TAIL = 24;

/** A start that is complete. */
export type TrtcWebStart = TrtcStartWebRecordInput & { readonly recordId: string };

const START: Action = { name: 'StartWebRecord', effect: 'create' };

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

  /**
   * Adds the key and the storage to a start and checks the start. Throws the errors that a start throws before sending.
   */
  prepareStart(input: TrtcStartWebRecordInput, seed: string): TrtcWebStart {
    const placed = this.#storage.resolve(input);
    const start = filled(placed, {
      recordId: placed.recordId || `td${markOf(seed, RECORD_ID_TAIL)}`,
      maxDurationLimit: placed.maxDurationLimit ?? SAFE_MAX_DURATION_S,
      ...(placed.publishCdnParams != null && { publishCdnParams: placed.publishCdnParams.map(ofTencent) }),
    });
    this.#api.check(START, start);
    return start;
  }

  /** Describes the request that `start` would send. */
  showStart(start: TrtcWebStart): WireView {
    return this.#api.show(START, start);
  }

  start(start: TrtcWebStart, terms?: CallOptions): Promise<Answer<TrtcStartWebRecordPayload>> {
    return this.#api.call(START, start, terms);
  }

  /** Returns the region of a call. Throws `InvalidInput` if the call cannot go to the given region. */
  regionOf(asked?: string | null): string | undefined {
    refuse(this.#api.regionFaults(asked));
    return this.#api.regionOf(asked);
  }

  describeWebRecord(
    input: Readonly<TrtcDescribeWebRecordInput>,
    terms?: CallOptions,
  ): Promise<Answer<TrtcDescribeWebRecordPayload>> {
    return this.#api.call({ name: 'DescribeWebRecord', effect: 'read' }, input, terms);
  }

  stopWebRecord(
    input: Readonly<TrtcStopWebRecordInput>,
    terms?: CallOptions,
  ): Promise<Answer<TrtcStopWebRecordPayload>> {
    return this.#api.call({ name: 'StopWebRecord', effect: 'delete' }, input, terms);
  }
}

/** The vendor's own CDN unless another is named: others cost extra. */
function ofTencent(target: TrtcPublishCdnParamInput): TrtcPublishCdnParamInput {
  return filled(target, { isTencentCdn: target.isTencentCdn ?? TrtcCdn.TENCENT });
}
