import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import type { Answer } from '../src/graphql/payload.ts';
import { mutation, Operation, payloadQuery, start } from '../src/graphql/operation.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { runAction } from './vendor-action.ts';
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

  @Operation(start)
  @Mutation(() => TiwStartOnlineRecordPayload, {
    description: 'Starts recording an interactive whiteboard class (TIW StartOnlineRecord).',
  })
  tiwStartOnlineRecord(
    @Arg('input', () => TiwStartOnlineRecordInput, { description: 'The class to record, and how.' })
    input: TiwStartOnlineRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, TIW, input);
  }

  @Operation(mutation)
  @Mutation(() => TiwPauseOnlineRecordPayload, {
    description:
      'Pauses a whiteboard recording, about 2 s after the call. A pause of more than 90 minutes ends the recording.',
  })
  tiwPauseOnlineRecord(
    @Arg('input', () => TiwPauseOnlineRecordInput, { description: 'Identifies the recording.' })
    input: TiwPauseOnlineRecordInput,
  ): Promise<Answer<TiwPauseOnlineRecordPayload>> {
    return runAction(this.recordings, this.#of(input), 'change', () => this.tiw.pauseOnlineRecord(input));
  }

  @Operation(mutation)
  @Mutation(() => TiwResumeOnlineRecordPayload, {
    description: 'Resumes a paused whiteboard recording, about 2 s after the call.',
  })
  tiwResumeOnlineRecord(
    @Arg('input', () => TiwResumeOnlineRecordInput, { description: 'Identifies the recording.' })
    input: TiwResumeOnlineRecordInput,
  ): Promise<Answer<TiwResumeOnlineRecordPayload>> {
    return runAction(this.recordings, this.#of(input), 'change', () => this.tiw.resumeOnlineRecord(input));
  }

  @Operation(mutation)
  @Mutation(() => TiwStopOnlineRecordPayload, {
    description: 'Stops a whiteboard recording, about 2 s after the call. The videos are ready later.',
  })
  tiwStopOnlineRecord(
    @Arg('input', () => TiwStopOnlineRecordInput, { description: 'Identifies the recording.' })
    input: TiwStopOnlineRecordInput,
  ): Promise<Answer<TiwStopOnlineRecordPayload>> {
    return runAction(this.recordings, this.#of(input), 'stop', () => this.tiw.stopOnlineRecord(input));
  }

  @Operation(payloadQuery)
  @Query(() => TiwDescribeOnlineRecordPayload, {
    description:
      'Reads the state of a whiteboard recording, and its videos when it has FINISHED. A failed recording returns the error VENDOR_FAILED.',
  })
  tiwDescribeOnlineRecord(
    @Arg('input', () => TiwDescribeOnlineRecordInput, { description: 'Identifies the recording.' })
    input: TiwDescribeOnlineRecordInput,
  ): Promise<Answer<TiwDescribeOnlineRecordPayload>> {
    return this.recordings.vendorActions.read(TIW.name, this.#of(input), () => this.tiw.describeOnlineRecord(input));
  }

  @Operation(mutation)
  @Mutation(() => TiwSetOnlineRecordCallbackPayload, {
    description: 'Sets the address that receives the recording events of a whiteboard application.',
  })
  tiwSetOnlineRecordCallback(
    @Arg('input', () => TiwSetOnlineRecordCallbackInput, { description: 'The application and the address.' })
    input: TiwSetOnlineRecordCallbackInput,
  ): Promise<Answer<TiwSetOnlineRecordCallbackPayload>> {
    return this.tiw.setOnlineRecordCallback(input);
  }

  @Operation(mutation)
  @Mutation(() => TiwSetOnlineRecordCallbackKeyPayload, {
    description: 'Sets the key that signs the recording events of a whiteboard application.',
  })
  tiwSetOnlineRecordCallbackKey(
    @Arg('input', () => TiwSetOnlineRecordCallbackKeyInput, { description: 'The application and the key.' })
    input: TiwSetOnlineRecordCallbackKeyInput,
  ): Promise<Answer<TiwSetOnlineRecordCallbackKeyPayload>> {
    return this.tiw.setOnlineRecordCallbackKey(input);
  }

  @Operation(payloadQuery)
  @Query(() => TiwDescribeOnlineRecordCallbackPayload, {
    description: 'Reads the address and the key of the recording events of a whiteboard application.',
  })
  tiwDescribeOnlineRecordCallback(
    @Arg('input', () => TiwDescribeOnlineRecordCallbackInput, { description: 'Identifies the application.' })
    input: TiwDescribeOnlineRecordCallbackInput,
  ): Promise<Answer<TiwDescribeOnlineRecordCallbackPayload>> {
    return this.tiw.describeOnlineRecordCallback(input);
  }

  @Operation(payloadQuery)
  @Query(() => TiwDescribeRunningTasksPayload, {
    description: 'Lists unfinished whiteboard tasks of the last 3 days. China site only.',
  })
  tiwDescribeRunningTasks(
    @Arg('input', () => TiwDescribeRunningTasksInput, { description: 'Selects the tasks.' })
    input: TiwDescribeRunningTasksInput,
  ): Promise<Answer<TiwDescribeRunningTasksPayload>> {
    return this.tiw.describeRunningTasks(input);
  }

  @Operation(mutation)
  @Mutation(() => TiwCreateVideoGenerationTaskPayload, {
    description:
      'Generates videos of a whiteboard recording made in VIDEO_GENERATION_MODE. Starts when all users have left the room.',
  })
  tiwCreateVideoGenerationTask(
    @Arg('input', () => TiwCreateVideoGenerationTaskInput, {
      description: 'Identifies the recording, with the videos to generate.',
    })
    input: TiwCreateVideoGenerationTaskInput,
  ): Promise<Answer<TiwCreateVideoGenerationTaskPayload>> {
    return this.tiw.createVideoGenerationTask(input);
  }

  @Operation(payloadQuery)
  @Query(() => TiwDescribeVideoGenerationTaskPayload, {
    description: 'Reads the state and the videos of a video generation task.',
  })
  tiwDescribeVideoGenerationTask(
    @Arg('input', () => TiwDescribeVideoGenerationTaskInput, { description: 'Identifies the task.' })
    input: TiwDescribeVideoGenerationTaskInput,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskPayload>> {
    return this.tiw.describeVideoGenerationTask(input);
  }

  @Operation(mutation)
  @Mutation(() => TiwSetVideoGenerationTaskCallbackPayload, {
    description: 'Sets the address that receives the video generation events of a whiteboard application.',
  })
  tiwSetVideoGenerationTaskCallback(
    @Arg('input', () => TiwSetVideoGenerationTaskCallbackInput, { description: 'The application and the address.' })
    input: TiwSetVideoGenerationTaskCallbackInput,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackPayload>> {
    return this.tiw.setVideoGenerationTaskCallback(input);
  }

  @Operation(mutation)
  @Mutation(() => TiwSetVideoGenerationTaskCallbackKeyPayload, {
    description: 'Sets the key that signs the video generation events of a whiteboard application.',
  })
  tiwSetVideoGenerationTaskCallbackKey(
    @Arg('input', () => TiwSetVideoGenerationTaskCallbackKeyInput, { description: 'The application and the key.' })
    input: TiwSetVideoGenerationTaskCallbackKeyInput,
  ): Promise<Answer<TiwSetVideoGenerationTaskCallbackKeyPayload>> {
    return this.tiw.setVideoGenerationTaskCallbackKey(input);
  }

  @Operation(payloadQuery)
  @Query(() => TiwDescribeVideoGenerationTaskCallbackPayload, {
    description: 'Reads the address and the key of the video generation events of a whiteboard application.',
  })
  tiwDescribeVideoGenerationTaskCallback(
    @Arg('input', () => TiwDescribeVideoGenerationTaskCallbackInput, { description: 'Identifies the application.' })
    input: TiwDescribeVideoGenerationTaskCallbackInput,
  ): Promise<Answer<TiwDescribeVideoGenerationTaskCallbackPayload>> {
    return this.tiw.describeVideoGenerationTaskCallback(input);
  }

  @Operation(payloadQuery)
  @Query(() => TiwDescribeRecordSearchPayload, {
    description: 'Finds whiteboard recordings of a room. International site only.',
  })
  tiwDescribeRecordSearch(
    @Arg('input', () => TiwDescribeRecordSearchInput, { description: 'Selects the recordings.' })
    input: TiwDescribeRecordSearchInput,
  ): Promise<Answer<TiwDescribeRecordSearchPayload>> {
    return this.tiw.describeRecordSearch(input);
  }

  /** Finds the recording of a task id. */
  #of({ taskId }: { readonly taskId: string | bigint }): () => Promise<KnownRecording | undefined> {
    return () => this.recordings.reader.findByTask(TIW.name, String(taskId));
  }
}
