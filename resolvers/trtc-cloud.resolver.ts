import { Arg, Mutation, Resolver } from 'type-graphql';
import type { Answer } from '../src/payload.ts';
import type { TrtcCloudClient } from '../src/providers/tencent/trtc-cloud.client.ts';
import {
  TrtcCreateCloudRecordingInput,
  TrtcCreateCloudRecordingPayload,
} from '../src/providers/tencent/trtc-cloud.types.ts';

@Resolver()
export class TrtcCloudResolver {
  constructor(private readonly trtcCloud: TrtcCloudClient) {}

  @Mutation(() => TrtcCreateCloudRecordingPayload, {
    description: 'Starts the recording of a real-time room (TRTC CreateCloudRecording).',
  })
  trtcCreateCloudRecording(
    @Arg('input', () => TrtcCreateCloudRecordingInput, { description: 'What to record.' })
    input: TrtcCreateCloudRecordingInput,
  ): Promise<Answer<TrtcCreateCloudRecordingPayload>> {
    return this.trtcCloud.createCloudRecording(input);
  }
}
