import { Resolver } from 'type-graphql';
import { InputArg, PayloadMutation, PayloadQuery, StartMutation } from '../src/graphql/root-fields.ts';
import type { Answer } from '../src/graphql/payload.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { changeSettings, ofTask, runAction } from './vendor-action.ts';
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

  @StartMutation(TrtcCreateCloudRecordingPayload, 'Starts recording a real-time room (TRTC CreateCloudRecording).')
  trtcCreateCloudRecording(
    @InputArg(TrtcCreateCloudRecordingInput, 'The room to record, and how.') input: TrtcCreateCloudRecordingInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, TRTC_ROOM, input);
  }

  @PayloadQuery(
    TrtcDescribeCloudRecordingPayload,
    'Reads the state and the files of a running room recording. After the end the vendor returns an error.',
  )
  trtcDescribeCloudRecording(
    @InputArg(TrtcDescribeCloudRecordingInput, 'Identifies the recording.') input: TrtcDescribeCloudRecordingInput,
  ): Promise<Answer<TrtcDescribeCloudRecordingPayload>> {
    return this.recordings.vendorActions.read(TRTC_ROOM.name, ofTask(this.recordings, TRTC_ROOM, input), () =>
      this.trtcCloud.describeCloudRecording(input),
    );
  }

  @PayloadMutation(
    TrtcModifyCloudRecordingPayload,
    'Changes the picture and the user lists of a running room recording (TRTC ModifyCloudRecording). The vendor replaces both at once; for the one that is left out the server sends the current one, if known.',
  )
  trtcModifyCloudRecording(
    @InputArg(TrtcModifyCloudRecordingInput, 'Identifies the recording, with its new settings.')
    input: TrtcModifyCloudRecordingInput,
  ): Promise<Answer<TrtcModifyCloudRecordingPayload>> {
    return changeSettings(
      this.recordings,
      ofTask(this.recordings, TRTC_ROOM, input),
      (ref) => completeTrtcRoomChange(input, ref),
      ({ settings }) => this.trtcCloud.modifyCloudRecording(filled(input, settings)),
    );
  }

  @PayloadMutation(
    TrtcDeleteCloudRecordingPayload,
    'Stops a room recording (TRTC DeleteCloudRecording). Uploads may continue afterwards.',
  )
  trtcDeleteCloudRecording(
    @InputArg(TrtcDeleteCloudRecordingInput, 'Identifies the recording.') input: TrtcDeleteCloudRecordingInput,
  ): Promise<Answer<TrtcDeleteCloudRecordingPayload>> {
    return runAction(this.recordings, ofTask(this.recordings, TRTC_ROOM, input), 'stop', () =>
      this.trtcCloud.deleteCloudRecording(input),
    );
  }
}
