import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import type { Answer } from '../src/graphql/payload.ts';
import { mutation, Operation, payloadQuery, start } from '../src/graphql/operation.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { changeSettings, runAction } from './vendor-action.ts';
import { filled } from '../src/providers/filled.ts';
import type { TrtcCloudClient } from '../src/providers/tencent/trtc/room/client.ts';
import {
  TrtcDeleteCloudRecordingInput,
  TrtcDeleteCloudRecordingPayload,
  TrtcDescribeCloudRecordingInput,
  TrtcDescribeCloudRecordingPayload,
  TrtcModifyCloudRecordingInput,
  TrtcModifyCloudRecordingPayload,
} from '../src/providers/tencent/trtc/room/control.types.ts';
import { completeTrtcRoomChange } from '../src/providers/tencent/trtc/room/settings.ts';
import {
  TrtcCreateCloudRecordingInput,
  TrtcCreateCloudRecordingPayload,
} from '../src/providers/tencent/trtc/room/start.types.ts';
import { TRTC_ROOM } from '../src/providers/tencent/trtc/room/product.ts';

@Resolver()
export class TrtcCloudResolver {
  constructor(
    private readonly recordings: Recordings,
    private readonly trtcCloud: TrtcCloudClient,
  ) {}

  @Operation(start)
  @Mutation(() => TrtcCreateCloudRecordingPayload, {
    description: 'Starts recording a real-time room (TRTC CreateCloudRecording).',
  })
  trtcCreateCloudRecording(
    @Arg('input', () => TrtcCreateCloudRecordingInput, { description: 'The room to record, and how.' })
    input: TrtcCreateCloudRecordingInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, TRTC_ROOM, input);
  }

  @Operation(payloadQuery)
  @Query(() => TrtcDescribeCloudRecordingPayload, {
    description:
      'Reads the state and the files of a running room recording. After the end the vendor returns an error.',
  })
  trtcDescribeCloudRecording(
    @Arg('input', () => TrtcDescribeCloudRecordingInput, { description: 'Identifies the recording.' })
    input: TrtcDescribeCloudRecordingInput,
  ): Promise<Answer<TrtcDescribeCloudRecordingPayload>> {
    return this.recordings.vendorActions.read(TRTC_ROOM.name, this.#of(input), () =>
      this.trtcCloud.describeCloudRecording(input),
    );
  }

  @Operation(mutation)
  @Mutation(() => TrtcModifyCloudRecordingPayload, {
    description:
      'Changes the picture and the user lists of a running room recording (TRTC ModifyCloudRecording). The vendor replaces both at once; for the one that is left out the server sends the current one, if known.',
  })
  trtcModifyCloudRecording(
    @Arg('input', () => TrtcModifyCloudRecordingInput, {
      description: 'Identifies the recording, with its new settings.',
    })
    input: TrtcModifyCloudRecordingInput,
  ): Promise<Answer<TrtcModifyCloudRecordingPayload>> {
    return changeSettings(
      this.recordings,
      this.#of(input),
      (ref) => completeTrtcRoomChange(input, ref),
      ({ settings }) => this.trtcCloud.modifyCloudRecording(filled(input, settings)),
    );
  }

  @Operation(mutation)
  @Mutation(() => TrtcDeleteCloudRecordingPayload, {
    description: 'Stops a room recording (TRTC DeleteCloudRecording). Uploads may continue afterwards.',
  })
  trtcDeleteCloudRecording(
    @Arg('input', () => TrtcDeleteCloudRecordingInput, { description: 'Identifies the recording.' })
    input: TrtcDeleteCloudRecordingInput,
  ): Promise<Answer<TrtcDeleteCloudRecordingPayload>> {
    return runAction(this.recordings, this.#of(input), 'stop', () => this.trtcCloud.deleteCloudRecording(input));
  }

  /** Finds the recording of a task id. */
  #of({ taskId }: { readonly taskId: string | bigint }): () => Promise<KnownRecording | undefined> {
    return () => this.recordings.reader.findByTask(TRTC_ROOM.name, String(taskId));
  }
}
