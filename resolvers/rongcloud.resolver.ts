import { Resolver } from 'type-graphql';
import { InputArg, PayloadMutation, PayloadQuery, StartMutation } from '../src/graphql/root-fields.ts';
import type { Answer } from '../src/graphql/payload.ts';
import { findLive, type KnownRecording, type Recordings } from '../src/recordings/recordings.ts';
import { startRecording, type StartAnswer } from './start-mutation.ts';
import { runAction } from './vendor-action.ts';
import type { RongcloudClient } from '../src/providers/rongcloud/recording/client.ts';
import {
  RongcloudStopRecordInput,
  RongcloudStopRecordPayload,
  RongcloudUpdateRecordLayoutInput,
  RongcloudUpdateRecordLayoutPayload,
} from '../src/providers/rongcloud/recording/control.types.ts';
import {
  RongcloudDestroyRoomInput,
  RongcloudDestroyRoomPayload,
  RongcloudQueryRoomInput,
  RongcloudQueryRoomPayload,
} from '../src/providers/rongcloud/recording/room.types.ts';
import {
  RongcloudStartRecordInput,
  RongcloudStartRecordPayload,
} from '../src/providers/rongcloud/recording/start.types.ts';
import { RONGCLOUD_RTC } from '../src/providers/rongcloud/recording/product.ts';

@Resolver()
export class RongcloudResolver {
  constructor(
    private readonly recordings: Recordings,
    private readonly rongcloud: RongcloudClient,
  ) {}

  @StartMutation(RongcloudStartRecordPayload, 'Starts recording a running RTC session (RongCloud startRecord).')
  rongcloudStartRecord(
    @InputArg(RongcloudStartRecordInput, 'The session to record, and how.') input: RongcloudStartRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, RONGCLOUD_RTC, input);
  }

  @PayloadMutation(
    RongcloudStopRecordPayload,
    'Stops recording a session (RongCloud stopRecord). The vendor cuts and uploads the files afterwards.',
  )
  rongcloudStopRecord(
    @InputArg(RongcloudStopRecordInput, 'Identifies the session.') input: RongcloudStopRecordInput,
  ): Promise<Answer<RongcloudStopRecordPayload>> {
    return runAction(this.recordings, this.#of(input), 'stop', () => this.rongcloud.stopRecord(input));
  }

  @PayloadMutation(
    RongcloudUpdateRecordLayoutPayload,
    'Replaces the layout of a running SPLIT recording (RongCloud updateRecordLayout).',
  )
  rongcloudUpdateRecordLayout(
    @InputArg(RongcloudUpdateRecordLayoutInput, 'Identifies the session, with the new layout.')
    input: RongcloudUpdateRecordLayoutInput,
  ): Promise<Answer<RongcloudUpdateRecordLayoutPayload>> {
    return runAction(this.recordings, this.#of(input), 'change', () => this.rongcloud.updateRecordLayout(input));
  }

  @PayloadQuery(
    RongcloudQueryRoomPayload,
    'Reads the running session, the members and the streams of a room (RongCloud queryRoom).',
  )
  rongcloudQueryRoom(
    @InputArg(RongcloudQueryRoomInput, 'Identifies the room.') input: RongcloudQueryRoomInput,
  ): Promise<Answer<RongcloudQueryRoomPayload>> {
    return this.rongcloud.queryRoom(input);
  }

  @PayloadMutation(RongcloudDestroyRoomPayload, 'Closes a room and removes all members (RongCloud destroyRoom).')
  rongcloudDestroyRoom(
    @InputArg(RongcloudDestroyRoomInput, 'Identifies the room.') input: RongcloudDestroyRoomInput,
  ): Promise<Answer<RongcloudDestroyRoomPayload>> {
    return this.rongcloud.destroyRoom(input);
  }

  /** Finds the live recording of a session. RongCloud's calls name the session, not the recording. */
  #of({ roomId, sessionId }: { roomId: string; sessionId: string }): () => Promise<KnownRecording | undefined> {
    return () =>
      findLive(this.recordings.reader, RONGCLOUD_RTC.name, roomId, ({ ref }) => ref['sessionId'] === sessionId);
  }
}
