import type { Answer } from '../../payload.ts';
import { pascalNames } from '../../wire/names.ts';
import { CloudApi, type CloudCalls } from './cloud-api.ts';
import { TRTC_CLOUD_REGIONS } from './regions.ts';
import type { Robots } from './robots.ts';
import type { StorageProfiles } from './storage-profiles.ts';
import { TrtcStreamType } from './trtc-cloud.record.types.ts';
import type {
  TrtcDeleteCloudRecordingInput,
  TrtcDeleteCloudRecordingPayload,
  TrtcDescribeCloudRecordingInput,
  TrtcDescribeCloudRecordingPayload,
  TrtcModifyCloudRecordingInput,
  TrtcModifyCloudRecordingPayload,
} from './trtc-cloud.control.types.ts';
import {
  TrtcRoomIdType,
  type TrtcCreateCloudRecordingInput,
  type TrtcCreateCloudRecordingPayload,
} from './trtc-cloud.types.ts';

/** Records real-time rooms. */
export class TrtcCloudClient {
  readonly #api: CloudApi;
  readonly #robots: Robots;
  readonly #storage: StorageProfiles;

  constructor(calls: CloudCalls, robots: Robots, storage: StorageProfiles) {
    this.#robots = robots;
    this.#storage = storage;
    this.#api = new CloudApi(
      { name: 'trtc', version: '2019-07-22', names: pascalNames(), regions: TRTC_CLOUD_REGIONS },
      calls,
    );
  }

  createCloudRecording(input: TrtcCreateCloudRecordingInput): Promise<Answer<TrtcCreateCloudRecordingPayload>> {
    const filled = this.#storage.resolve(input);
    // Optional by the SDKs, and yet the vendor has an error code for its absence.
    filled.recordParams.streamType ??= TrtcStreamType.AUDIO_AND_VIDEO;
    const robot = this.#robots.trtc(filled, filled.roomIdType === TrtcRoomIdType.STRING);
    return this.#api.call({ name: 'CreateCloudRecording', effect: 'create' }, Object.assign(filled, robot));
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
