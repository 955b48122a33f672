import { Resolver } from 'type-graphql';
import { InputArg, PayloadMutation, PayloadQuery, StartMutation } from '../src/graphql/root-fields.ts';
import type { Answer } from '../src/graphql/payload.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { ofTask, runAction } from './vendor-action.ts';
import type { TiwClient } from '../src/providers/tencent/tiw/client.ts';
import {
  TiwDescribeOnlineRecordCallbackInput,
  TiwDescribeOnlineRecordCallbackPayload,
  TiwDescribeVideoGenerationTaskCallbackInput,
  TiwDescribeVideoGenerationTaskCallbackPayload,
  TiwSetOnlineRecordCallbackInput,
  TiwSetOnlineRecordCallbackKeyInput,
  TiwSetOnlineRecordCallbackKeyPayload,
  TiwSetOnlineRecordCallbackPayload,
  TiwSetVideoGenerationTaskCallbackInput,
  TiwSetVideoGenerationTaskCallbackKeyInput,
  TiwSetVideoGenerationTaskCallbackKeyPayload,
  TiwSetVideoGenerationTaskCallbackPayload,
} from '../src/providers/tencent/tiw/callback-settings.types.ts';
import {
  TiwDescribeOnlineRecordInput,
  TiwDescribeOnlineRecordPayload,
  TiwPauseOnlineRecordInput,
  TiwPauseOnlineRecordPayload,
  TiwResumeOnlineRecordInput,
  TiwResumeOnlineRecordPayload,
  TiwStopOnlineRecordInput,
  TiwStopOnlineRecordPayload,
} from '../src/providers/tencent/tiw/control.types.ts';
import {
  TiwDescribeRecordSearchInput,
  TiwDescribeRecordSearchPayload,
  TiwDescribeRunningTasksInput,
  TiwDescribeRunningTasksPayload,
} from '../src/providers/tencent/tiw/search.types.ts';
import { TiwStartOnlineRecordInput, TiwStartOnlineRecordPayload } from '../src/providers/tencent/tiw/start.types.ts';
import {
  TiwCreateVideoGenerationTaskInput,
  TiwCreateVideoGenerationTaskPayload,
  TiwDescribeVideoGenerationTaskInput,
  TiwDescribeVideoGenerationTaskPayload,
} from '../src/providers/tencent/tiw/video-generation.types.ts';
import { TIW } from '../src/providers/tencent/tiw/product.ts';

@Resolver()
export class TiwResolver {
  constructor(
    private readonly recordings: Recordings,
    private readonly tiw: TiwClient,
  ) {}

  @StartMutation(
    TiwStartOnlineRecordPayload,
    'Starts recording an interactive whiteboard class (TIW StartOnlineRecord).',
  )
  tiwStartOnlineRecord(
    @InputArg(TiwStartOnlineRecordInput, 'The class to record, and how.') input: TiwStartOnlineRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, TIW, input);
  }

  @PayloadMutation(
    TiwPauseOnlineRecordPayload,
    'Pauses a whiteboard recording, about 2 s after the call. A pause of more than 90 minutes ends the recording.',
  )
  tiwPauseOnlineRecord(
    @InputArg(TiwPauseOnlineRecordInput, 'Identifies the recording.') input: TiwPauseOnlineRecordInput,
  ): Promise<Answer<TiwPauseOnlineRecordPayload>> {
    return runAction(this.recordings, ofTask(this.recordings, TIW, input), 'change', () =>
      this.tiw.pauseOnlineRecord(input),
    );
  }

  @PayloadMutation(TiwResumeOnlineRecordPayload, 'Resumes a paused whiteboard recording, about 2 s after the call.')
  tiwResumeOnlineRecord(
    @InputArg(TiwResumeOnlineRecordInput, 'Identifies the recording.') input: TiwResumeOnlineRecordInput,
  ): Promise<Answer<TiwResumeOnlineRecordPayload>> {
    return runAction(this.recordings, ofTask(this.recordings, TIW, input), 'change', () =>
      this.tiw.resumeOnlineRecord(input),
    );
  }

  @PayloadMutation(
    TiwStopOnlineRecordPayload,
    'Stops a whiteboard recording, about 2 s after the call. The videos are ready later.',
  )
  tiwStopOnlineRecord(
    @InputArg(TiwStopOnlineRecordInput, 'Identifies the recording.') input: TiwStopOnlineRecordInput,
  ): Promise<Answer<TiwStopOnlineRecordPayload>> {
    return runAction(this.recordings, ofTask(this.recordings, TIW, input), 'stop', () =>
      this.tiw.stopOnlineRecord(input),
    );
  }

  @PayloadQuery(
    TiwDescribeOnlineRecordPayload,
    'Reads the state of a whiteboard recording, and its videos when it has FINISHED. A failed recording returns the error VENDOR_FAILED.',
  )
  tiwDescribeOnlineRecord(
    @InputArg(TiwDescribeOnlineRecordInput, 'Identifies the recording.') input: TiwDescribeOnlineRecordInput,
  ): Promise<Answer<TiwDescribeOnlineRecordPayload>> {
    return this.recordings.vendorActions.read(TIW.name, ofTask(this.recordings, TIW, input), () =>
      this.tiw.describeOnlineRecord(input),
    );
  }

  @PayloadMutation(
    TiwSetOnlineRecordCallbackPayload,
    'Sets the address that receives the recording events of a whiteboard application.',
  )
  tiwSetOnlineRecordCallback(
    @InputArg(TiwSetOnlineRecordCallbackInput, 'The application and the address.')
    input: TiwSetOnlineRecordCallbackInput,
  ): Promise<Answer<TiwSetOnlineRecordCallbackPayload>> {
    return this.tiw.setOnlineRecordCallback(input);
  }

  @PayloadMutation(
    TiwSetOnlineRecordCallbackKeyPayload,
    'Sets the key that signs the recording events of a whiteboard application.',
  )
  tiwSetOnlineRecordCallbackKey(
    @InputArg(TiwSetOnlineRecordCallbackKeyInput, 'The application and the key.')
    input: TiwSetOnlineRecordCallbackKeyInput,
  ): Promise<Answer<TiwSetOnlineRecordCallbackKeyPayload>> {
    return this.tiw.setOnlineRecordCallbackKey(input);
  }

  @PayloadQuery(
    TiwDescribeOnlineRecordCallbackPayload,
    'Reads the address and the key of the recording events of a whiteboard application.',
  )
  tiwDescribeOnlineRecordCallback(
    @InputArg(TiwDescribeOnlineRecordCallbackInput, 'Identifies the application.')
    input: TiwDescribeOnlineRecordCallbackInput,
  ): Promise<Answer<TiwDescribeOnlineRecordCallbackPayload>> {
    return this.tiw.describeOnlineRecordCallback(input);
  }

  @PayloadQuery(
    TiwDescribeRunningTasksPayload,
    'Lists unfinished whiteboard tasks of the last 3 days. China site only.',
  )
  tiwDescribeRunningTasks(
    @InputArg(TiwDescribeRunningTasksInput, 'Selects the tasks.') input: TiwDescribeRunningTasksInput,
  ): Promise<Answer<TiwDescribeRunningTasksPayload>> {
    return this.tiw.describeRunningTasks(input);
  }

  @PayloadMutation(
    TiwCreateVideoGenerationTaskPayload,
    'Generates videos of a whiteboard recording made in VIDEO_GENERATION_MODE. Starts when all users have left the room.',
  )
  tiwCreateVideoGenerationTask(
    @InputArg(TiwCreateVideoGenerationTaskInput, 'Identifies the recording, with the videos to generate.')
    input: TiwCreateVideoGenerationTaskInput,
  ): Promise<Answer<TiwCreateVideoGenerationTaskPayload>> {
    return this.tiw.createVideoGenerationTask(input);
  }

  @PayloadQuery(TiwDescribeVideoGenerationTaskPayload, 'Reads the state and the videos of a video generation task.')
  tiwDescribeVideoGenerationTask(
    @InputArg(TiwDescribeVideoGenerationTaskInput, 'Identifies the task.') input: TiwDescribeVideoGenerationTaskInput,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskPayload>> {
    return this.tiw.describeVideoGenerationTask(input);
  }

  @PayloadMutation(
    TiwSetVideoGenerationTaskCallbackPayload,
    'Sets the address that receives the video generation events of a whiteboard application.',
  )
  tiwSetVideoGenerationTaskCallback(
    @InputArg(TiwSetVideoGenerationTaskCallbackInput, 'The application and the address.')
    input: TiwSetVideoGenerationTaskCallbackInput,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackPayload>> {
    return this.tiw.setVideoGenerationTaskCallback(input);
  }

  @PayloadMutation(
    TiwSetVideoGenerationTaskCallbackKeyPayload,
    'Sets the key that signs the video generation events of a whiteboard application.',
  )
  tiwSetVideoGenerationTaskCallbackKey(
    @InputArg(TiwSetVideoGenerationTaskCallbackKeyInput, 'The application and the key.')
    input: TiwSetVideoGenerationTaskCallbackKeyInput,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackKeyPayload>> {
    return this.tiw.setVideoGenerationTaskCallbackKey(input);
  }

  @PayloadQuery(
    TiwDescribeVideoGenerationTaskCallbackPayload,
    'Reads the address and the key of the video generation events of a whiteboard application.',
  )
  tiwDescribeVideoGenerationTaskCallback(
    @InputArg(TiwDescribeVideoGenerationTaskCallbackInput, 'Identifies the application.')
    input: TiwDescribeVideoGenerationTaskCallbackInput,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskCallbackPayload>> {
    return this.tiw.describeVideoGenerationTaskCallback(input);
  }

  @PayloadQuery(TiwDescribeRecordSearchPayload, 'Finds whiteboard recordings of a room. International site only.')
  tiwDescribeRecordSearch(
    @InputArg(TiwDescribeRecordSearchInput, 'Selects the recordings.') input: TiwDescribeRecordSearchInput,
  ): Promise<Answer<TiwDescribeRecordSearchPayload>> {
    return this.tiw.describeRecordSearch(input);
  }
}
