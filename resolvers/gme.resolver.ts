import { Arg, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import type { Answer } from '../src/graphql/payload.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { change, exactly, start } from './recorded.ts';
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

  @Extensions({ start: true })
  @Mutation(() => GmeStartRecordPayload, {
    description: 'Starts the recording of a game voice room (GME StartRecord).',
  })
  gmeStartRecord(
    @Arg('input', () => GmeStartRecordInput, { description: 'What to record.' }) input: GmeStartRecordInput,
  ): Promise<Answer<GmeStartRecordPayload>> {
    return start(this.recordings, GME, input);
  }

  @Mutation(() => GmeStopRecordPayload, { description: 'Stops a voice recording. Its id then loses its meaning.' })
  gmeStopRecord(
    @Arg('input', () => GmeStopRecordInput, { description: 'Which one, and what.' }) input: GmeStopRecordInput,
  ): Promise<Answer<GmeStopRecordPayload>> {
    return exactly(this.recordings, this.#of(input), 'stop', () => this.gme.stopRecord(input));
  }

  @Mutation(() => GmeModifyRecordInfoPayload, {
    description:
      'Changes what a running voice recording takes. The vendor replaces mode and lists at once; the server sends lists that are left out as the recording has them, where the ledger knows them.',
  })
  gmeModifyRecordInfo(
    @Arg('input', () => GmeModifyRecordInfoInput, { description: 'Which one, and what.' })
    input: GmeModifyRecordInfoInput,
  ): Promise<Answer<GmeModifyRecordInfoPayload>> {
    return change(
      this.recordings,
      this.#of(input),
      async (ref) => completeGmeChange(input, await readGmeSettings(this.gme, input, ref)),
      ({ settings }) => this.gme.modifyRecordInfo(filled(input, settings)),
    );
  }

  @Query(() => GmeDescribeRecordInfoPayload, { description: 'Reads the files of a voice recording.' })
  gmeDescribeRecordInfo(
    @Arg('input', () => GmeDescribeRecordInfoInput, { description: 'Which one to read.' })
    input: GmeDescribeRecordInfoInput,
  ): Promise<Answer<GmeDescribeRecordInfoPayload>> {
    return this.recordings.exact.read(GME.name, this.#of(input), () => this.gme.describeRecordInfo(input));
  }

  @Query(() => GmeDescribeTaskInfoPayload, {
    description: 'Finds the voice recording that runs in a room: the way to get a lost task id back.',
  })
  gmeDescribeTaskInfo(
    @Arg('input', () => GmeDescribeTaskInfoInput, { description: 'Which one to read.' })
    input: GmeDescribeTaskInfoInput,
  ): Promise<Answer<GmeDescribeTaskInfoPayload>> {
    return this.gme.describeTaskInfo(input);
  }

  /** The recording that an input with a task id is about, if the ledger has it. */
  #of({ taskId }: { readonly taskId: string | bigint }): () => Promise<KnownRecording | undefined> {
    return () => this.recordings.findByTask(GME.name, String(taskId));
  }
}
