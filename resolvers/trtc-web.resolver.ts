import { Resolver } from 'type-graphql';
import { InputArg, PayloadMutation, PayloadQuery, StartMutation } from '../src/graphql/root-fields.ts';
import type { Answer } from '../src/graphql/payload.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { ofTask, runAction } from './vendor-action.ts';
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

  @StartMutation(
    TrtcStartWebRecordPayload,
    'Starts recording a web page (TRTC StartWebRecord), about 5 s after the call. A page that cannot be opened is reported by callback only.',
  )
  trtcStartWebRecord(
    @InputArg(TrtcStartWebRecordInput, 'The page to record, and how.') input: TrtcStartWebRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, TRTC_WEB, input);
  }

  @PayloadQuery(
    TrtcDescribeWebRecordPayload,
    'Reads the state of a running web page recording, by task id or by recordId. After the end the vendor returns an error.',
  )
  trtcDescribeWebRecord(
    @InputArg(TrtcDescribeWebRecordInput, 'Identifies the recording.') input: TrtcDescribeWebRecordInput,
  ): Promise<Answer<TrtcDescribeWebRecordPayload>> {
    return this.recordings.vendorActions.read(TRTC_WEB.name, ofTask(this.recordings, TRTC_WEB, input), () =>
      this.trtcWeb.describeWebRecord(input),
    );
  }

  @PayloadMutation(TrtcStopWebRecordPayload, 'Stops a web page recording (TRTC StopWebRecord).')
  trtcStopWebRecord(
    @InputArg(TrtcStopWebRecordInput, 'Identifies the recording.') input: TrtcStopWebRecordInput,
  ): Promise<Answer<TrtcStopWebRecordPayload>> {
    return runAction(this.recordings, ofTask(this.recordings, TRTC_WEB, input), 'stop', () =>
      this.trtcWeb.stopWebRecord(input),
    );
  }
}
