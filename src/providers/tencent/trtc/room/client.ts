import { filled } from '../../../filled.ts';
import type { CloudCalls } from '../../api/cloud-api.ts';
import { TRTC_CLOUD_REGIONS } from '../../api/regions.ts';
import { ProductClient } from '../../shared/product-client.ts';
import type { Robot, Robots } from '../../shared/robots.ts';
import type { StorageProfiles } from '../../shared/storage-profiles.ts';
import { TRTC_SERVICE } from '../service.ts';
import { TrtcStreamType } from './record.types.ts';
import { settledStreams } from './settings.ts';
import type {
  TrtcDeleteCloudRecordingInput,
  TrtcDeleteCloudRecordingPayload,
  TrtcDescribeCloudRecordingInput,
  TrtcDescribeCloudRecordingPayload,
  TrtcModifyCloudRecordingInput,
  TrtcModifyCloudRecordingPayload,
} from './control.types.ts';
import {
  TrtcRoomIdType,
  type TrtcCreateCloudRecordingInput,
  type TrtcCreateCloudRecordingPayload,
} from './start.types.ts';

/** A complete start. */
export type TrtcCloudStart = TrtcCreateCloudRecordingInput & Robot;

/** Records real-time rooms. */
export class TrtcCloudClient extends ProductClient<TrtcCloudStart, TrtcCreateCloudRecordingPayload> {
  readonly #robots: Robots;
  readonly #storage: StorageProfiles;

  constructor(calls: CloudCalls, robots: Robots, storage: StorageProfiles) {
    super(calls, { ...TRTC_SERVICE, regions: TRTC_CLOUD_REGIONS }, 'CreateCloudRecording');
    this.#robots = robots;
    this.#storage = storage;
  }

  /** Returns a complete start with its robot and the storage of its files. Throws as `start` before sending. */
  prepareStart(input: TrtcCreateCloudRecordingInput, seed: string): TrtcCloudStart {
    const placed = this.#storage.resolve(input);
    const { recordParams, roomIdType } = placed;
    const robot = this.#robots.trtc(placed, roomIdType === TrtcRoomIdType.STRING, seed);
    // Optional in the SDKs, but the vendor has an error code for a missing stream type.
    const streamType = recordParams.streamType ?? TrtcStreamType.AUDIO_AND_VIDEO;
    const subscribeStreamUserIds = settledStreams(recordParams.subscribeStreamUserIds);
    return this.checked(
      filled(placed, { ...robot, recordParams: filled(recordParams, { streamType, subscribeStreamUserIds }) }),
    );
  }

  readonly describeCloudRecording = this.action<TrtcDescribeCloudRecordingInput, TrtcDescribeCloudRecordingPayload>(
    'DescribeCloudRecording',
    'read',
  );
  readonly modifyCloudRecording = this.action<TrtcModifyCloudRecordingInput, TrtcModifyCloudRecordingPayload>(
    'ModifyCloudRecording',
    'update',
  );
  readonly deleteCloudRecording = this.action<TrtcDeleteCloudRecordingInput, TrtcDeleteCloudRecordingPayload>(
    'DeleteCloudRecording',
    'delete',
  );
}
