import { Resolver } from 'type-graphql';
import { InputArg, PayloadMutation, PayloadQuery, StartMutation } from '../src/graphql/root-fields.ts';
import type { Answer } from '../src/graphql/payload.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { changeSettings, ofTask, runAction } from './vendor-action.ts';
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

  @StartMutation(GmeStartRecordPayload, 'Starts recording a game voice room (GME StartRecord).')
  gmeStartRecord(
    @InputArg(GmeStartRecordInput, 'The room to record, and how.') input: GmeStartRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, GME, input);
  }

  @PayloadMutation(
    GmeStopRecordPayload,
    'Stops a voice recording (GME StopRecord). The vendor then forgets the task id.',
  )
  gmeStopRecord(
    @InputArg(GmeStopRecordInput, 'Identifies the recording.') input: GmeStopRecordInput,
  ): Promise<Answer<GmeStopRecordPayload>> {
    return runAction(this.recordings, ofTask(this.recordings, GME, input), 'stop', () => this.gme.stopRecord(input));
  }

  @PayloadMutation(
    GmeModifyRecordInfoPayload,
    'Changes the mode and the users of a running voice recording (GME ModifyRecordInfo). The vendor replaces mode and lists at once; for a list that is left out the server sends the current one, if known.',
  )
  gmeModifyRecordInfo(
    @InputArg(GmeModifyRecordInfoInput, 'Identifies the recording, with its new settings.')
    input: GmeModifyRecordInfoInput,
  ): Promise<Answer<GmeModifyRecordInfoPayload>> {
    return changeSettings(
      this.recordings,
      ofTask(this.recordings, GME, input),
      async (ref) => completeGmeChange(input, await readGmeSettings(this.gme, input, ref)),
      ({ settings }) => this.gme.modifyRecordInfo(filled(input, settings)),
    );
  }

  @PayloadQuery(GmeDescribeRecordInfoPayload, 'Reads the files of a voice recording (GME DescribeRecordInfo).')
  gmeDescribeRecordInfo(
    @InputArg(GmeDescribeRecordInfoInput, 'Identifies the recording.') input: GmeDescribeRecordInfoInput,
  ): Promise<Answer<GmeDescribeRecordInfoPayload>> {
    return this.recordings.vendorActions.read(GME.name, ofTask(this.recordings, GME, input), () =>
      this.gme.describeRecordInfo(input),
    );
  }

  @PayloadQuery(
    GmeDescribeTaskInfoPayload,
    'Finds the running voice recording of a room (GME DescribeTaskInfo). Use it to recover a lost task id.',
  )
  gmeDescribeTaskInfo(
    @InputArg(GmeDescribeTaskInfoInput, 'Identifies the room.') input: GmeDescribeTaskInfoInput,
  ): Promise<Answer<GmeDescribeTaskInfoPayload>> {
    return this.gme.describeTaskInfo(input);
  }
}
