import type { CallOptions } from '../../../../calls/call-options.ts';
import type { Answer } from '../../../../graphql/payload.ts';
import type { WireView } from '../../../../domain/recorder.ts';
import { pascalNames } from '../../../../wire/names.ts';
import { refuse } from '../../../adopted.ts';
import { filled } from '../../../filled.ts';
import { CloudApi, type Action, type CloudCalls } from '../../api/cloud-api.ts';
import { TRTC_CLOUD_REGIONS } from '../../api/regions.ts';
import type { Robot, Robots } from '../../shared/robots.ts';
import type { StorageProfiles } from '../../shared/storage-profiles.ts';
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

/** A start that is complete. */
export type TrtcCloudStart = TrtcCreateCloudRecordingInput & Robot;

const START: Action = { name: 'CreateCloudRecording', effect: 'create' };

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

  /**
   * Adds the robot and the storage to a start and checks the start. Throws the errors that a start throws before
   * sending.
   */
  prepareStart(input: TrtcCreateCloudRecordingInput, seed: string): TrtcCloudStart {
    const placed = this.#storage.resolve(input);
    const { recordParams, roomIdType } = placed;
    const robot = this.#robots.trtc(placed, roomIdType === TrtcRoomIdType.STRING, seed);
    // Optional by the SDKs, and yet the vendor has an error code for its absence.
    const streamType = recordParams.streamType ?? TrtcStreamType.AUDIO_AND_VIDEO;
    const subscribeStreamUserIds = settledStreams(recordParams.subscribeStreamUserIds);
    const start = filled(placed, {
      ...robot,
      recordParams: filled(recordParams, { streamType, subscribeStreamUserIds }),
    });
    this.#api.check(START, start);
    return start;
  }

  /** Describes the request that `start` would send. */
  showStart(start: TrtcCloudStart): WireView {
    return this.#api.show(START, start);
  }

  start(start: TrtcCloudStart, terms?: CallOptions): Promise<Answer<TrtcCreateCloudRecordingPayload>> {
    return this.#api.call(START, start, terms);
  }

  /** Returns the region of a call. Throws `InvalidInput` if the call cannot go to the given region. */
  regionOf(asked?: string | null): string | undefined {
    refuse(this.#api.regionFaults(asked));
    return this.#api.regionOf(asked);
  }

  describeCloudRecording(
    input: Readonly<TrtcDescribeCloudRecordingInput>,
    terms?: CallOptions,
  ): Promise<Answer<TrtcDescribeCloudRecordingPayload>> {
    return this.#api.call({ name: 'DescribeCloudRecording', effect: 'read' }, input, terms);
  }

  modifyCloudRecording(
    input: Readonly<TrtcModifyCloudRecordingInput>,
    terms?: CallOptions,
  ): Promise<Answer<TrtcModifyCloudRecordingPayload>> {
    return this.#api.call({ name: 'ModifyCloudRecording', effect: 'update' }, input, terms);
  }

  deleteCloudRecording(
    input: Readonly<TrtcDeleteCloudRecordingInput>,
    terms?: CallOptions,
  ): Promise<Answer<TrtcDeleteCloudRecordingPayload>> {
    return this.#api.call({ name: 'DeleteCloudRecording', effect: 'delete' }, input, terms);
  }
}
