import { Arg, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import type { Answer } from '../src/graphql/payload.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { exactly, start } from './recorded.ts';
import type { TrtcWebClient } from '../src/providers/tencent/trtc/web/client.ts';
import {
  TrtcDescribeWebRecordInput,
  TrtcDescribeWebRecordPayload,
  TrtcStopWebRecordInput,
  TrtcStopWebRecordPayload,
} from '../src/providers/tencent/trtc/web/control.types.ts';
import { TrtcStartWebRecordInput, TrtcStartWebRecordPayload } from '../src/providers/tencent/trtc/web/start.types.ts';
import { TRTC_WEB } from '../src/providers/tencent/trtc/web/product.ts';

@Resolver()
export class TrtcWebResolver {
  constructor(
    private readonly recordings: Recordings,
    private readonly trtcWeb: TrtcWebClient,
  ) {}

  @Extensions({ start: true })
  @Mutation(() => TrtcStartWebRecordPayload, {
    description:
      'Starts the recording of a web page (TRTC StartWebRecord). It begins about 5 s later; a page that cannot be opened is reported by event only.',
  })
  trtcStartWebRecord(
    @Arg('input', () => TrtcStartWebRecordInput, { description: 'What to record.' }) input: TrtcStartWebRecordInput,
  ): Promise<Answer<TrtcStartWebRecordPayload>> {
    return start(this.recordings, TRTC_WEB, input);
  }

  @Query(() => TrtcDescribeWebRecordPayload, {
    description:
      'Reads the state of a web page recording, by its id or by your own key. Once it has ended the vendor answers an error.',
  })
  trtcDescribeWebRecord(
    @Arg('input', () => TrtcDescribeWebRecordInput, { description: 'Which one to read.' })
    input: TrtcDescribeWebRecordInput,
  ): Promise<Answer<TrtcDescribeWebRecordPayload>> {
    return this.recordings.exact.read(TRTC_WEB.name, this.#of(input), () => this.trtcWeb.describeWebRecord(input));
  }

  @Mutation(() => TrtcStopWebRecordPayload, { description: 'Stops a web page recording.' })
  trtcStopWebRecord(
    @Arg('input', () => TrtcStopWebRecordInput, { description: 'Which one, and what.' }) input: TrtcStopWebRecordInput,
  ): Promise<Answer<TrtcStopWebRecordPayload>> {
    return exactly(this.recordings, this.#of(input), 'stop', () => this.trtcWeb.stopWebRecord(input));
  }

  /** The recording that an input with a task id is about, if the ledger has it. */
  #of({ taskId }: { readonly taskId?: string | null }): () => Promise<KnownRecording | undefined> {
    return () => (taskId == null ? Promise.resolve(undefined) : this.recordings.findByTask(TRTC_WEB.name, taskId));
  }
}
