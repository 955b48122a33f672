import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import type { Answer } from '../src/graphql/payload.ts';
import { mutation, Operation, payloadQuery, start } from '../src/graphql/operation.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { runAction } from './vendor-action.ts';
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

  @Operation(start)
  @Mutation(() => TrtcStartWebRecordPayload, {
    description:
      'Starts recording a web page (TRTC StartWebRecord), about 5 s after the call. A page that cannot be opened is reported by callback only.',
  })
  trtcStartWebRecord(
    @Arg('input', () => TrtcStartWebRecordInput, { description: 'The page to record, and how.' })
    input: TrtcStartWebRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, TRTC_WEB, input);
  }

  @Operation(payloadQuery)
  @Query(() => TrtcDescribeWebRecordPayload, {
    description:
      'Reads the state of a running web page recording, by task id or by recordId. After the end the vendor returns an error.',
  })
  trtcDescribeWebRecord(
    @Arg('input', () => TrtcDescribeWebRecordInput, { description: 'Identifies the recording.' })
    input: TrtcDescribeWebRecordInput,
  ): Promise<Answer<TrtcDescribeWebRecordPayload>> {
    return this.recordings.vendorActions.read(TRTC_WEB.name, this.#of(input), () =>
      this.trtcWeb.describeWebRecord(input),
    );
  }

  @Operation(mutation)
  @Mutation(() => TrtcStopWebRecordPayload, { description: 'Stops a web page recording (TRTC StopWebRecord).' })
  trtcStopWebRecord(
    @Arg('input', () => TrtcStopWebRecordInput, { description: 'Identifies the recording.' })
    input: TrtcStopWebRecordInput,
  ): Promise<Answer<TrtcStopWebRecordPayload>> {
    return runAction(this.recordings, this.#of(input), 'stop', () => this.trtcWeb.stopWebRecord(input));
  }

  /** Finds the recording of a task id. */
  #of({ taskId }: { readonly taskId?: string | null }): () => Promise<KnownRecording | undefined> {
    return () =>
      taskId == null ? Promise.resolve(undefined) : this.recordings.reader.findByTask(TRTC_WEB.name, taskId);
  }
}
