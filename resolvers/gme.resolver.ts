import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import type { Answer } from '../src/graphql/payload.ts';
import { mutation, Operation, payloadQuery, start } from '../src/graphql/operation.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { changeSettings, runAction } from './vendor-action.ts';
import { filled } from '../src/providers/filled.ts';
import type { GmeClient } from '../src/providers/tencent/gme/client.ts';
import {
  GmeDescribeRecordInfoInput,
  GmeDescribeRecordInfoPayload,
  GmeDescribeTaskInfoInput,
  GmeDescribeTaskInfoPayload,
  GmeModifyRecordInfoInput,
  GmeModifyRecordInfoPayload,
  GmeStopRecordInput,
  GmeStopRecordPayload,
} from '../src/providers/tencent/gme/control.types.ts';
import { completeGmeChange, readGmeSettings } from '../src/providers/tencent/gme/settings.ts';
import { GmeStartRecordInput, GmeStartRecordPayload } from '../src/providers/tencent/gme/start.types.ts';
import { GME } from '../src/providers/tencent/gme/product.ts';

@Resolver()
export class GmeResolver {
  constructor(
    private readonly recordings: Recordings,
    private readonly gme: GmeClient,
  ) {}

  @Operation(start)
  @Mutation(() => GmeStartRecordPayload, {
    description: 'Starts recording a game voice room (GME StartRecord).',
  })
  gmeStartRecord(
    @Arg('input', () => GmeStartRecordInput, { description: 'The room to record, and how.' })
    input: GmeStartRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, GME, input);
  }

  @Operation(mutation)
  @Mutation(() => GmeStopRecordPayload, {
    description: 'Stops a voice recording (GME StopRecord). The vendor then forgets the task id.',
  })
  gmeStopRecord(
    @Arg('input', () => GmeStopRecordInput, { description: 'Identifies the recording.' })
    input: GmeStopRecordInput,
  ): Promise<Answer<GmeStopRecordPayload>> {
    return runAction(this.recordings, this.#of(input), 'stop', () => this.gme.stopRecord(input));
  }

  @Operation(mutation)
  @Mutation(() => GmeModifyRecordInfoPayload, {
    description:
      'Changes the mode and the users of a running voice recording (GME ModifyRecordInfo). The vendor replaces mode and lists at once; for a list that is left out the server sends the current one, if known.',
  })
  gmeModifyRecordInfo(
    @Arg('input', () => GmeModifyRecordInfoInput, { description: 'Identifies the recording, with its new settings.' })
    input: GmeModifyRecordInfoInput,
  ): Promise<Answer<GmeModifyRecordInfoPayload>> {
    return changeSettings(
      this.recordings,
      this.#of(input),
      async (ref) => completeGmeChange(input, await readGmeSettings(this.gme, input, ref)),
      ({ settings }) => this.gme.modifyRecordInfo(filled(input, settings)),
    );
  }

  @Operation(payloadQuery)
  @Query(() => GmeDescribeRecordInfoPayload, {
    description: 'Reads the files of a voice recording (GME DescribeRecordInfo).',
  })
  gmeDescribeRecordInfo(
    @Arg('input', () => GmeDescribeRecordInfoInput, { description: 'Identifies the recording.' })
    input: GmeDescribeRecordInfoInput,
  ): Promise<Answer<GmeDescribeRecordInfoPayload>> {
    return this.recordings.vendorActions.read(GME.name, this.#of(input), () => this.gme.describeRecordInfo(input));
  }

  @Operation(payloadQuery)
  @Query(() => GmeDescribeTaskInfoPayload, {
    description:
      'Finds the running voice recording of a room (GME DescribeTaskInfo). Use it to recover a lost task id.',
  })
  gmeDescribeTaskInfo(
    @Arg('input', () => GmeDescribeTaskInfoInput, { description: 'Identifies the room.' })
    input: GmeDescribeTaskInfoInput,
  ): Promise<Answer<GmeDescribeTaskInfoPayload>> {
    return this.gme.describeTaskInfo(input);
  }

  /** Finds the recording of a task id. */
  #of({ taskId }: { readonly taskId: string | bigint }): () => Promise<KnownRecording | undefined> {
    return () => this.recordings.reader.findByTask(GME.name, String(taskId));
  }
}
