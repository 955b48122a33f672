import { Arg, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import type { Answer } from '../src/graphql/payload.ts';
import type { KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { exactly, start } from './recorded.ts';
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

  @Extensions({ start: true })
  @Mutation(() => RongcloudStartRecordPayload, {
    description: 'Starts recording a running RTC session (RongCloud startRecord).',
  })
  rongcloudStartRecord(
    @Arg('input', () => RongcloudStartRecordInput, { description: 'The session to record, and how.' })
    input: RongcloudStartRecordInput,
  ): Promise<Answer<RongcloudStartRecordPayload>> {
    return start(this.recordings, RONGCLOUD_RTC, input);
  }

  @Mutation(() => RongcloudStopRecordPayload, {
    description: 'Stops recording a session (RongCloud stopRecord). The vendor cuts and uploads the files afterwards.',
  })
  rongcloudStopRecord(
    @Arg('input', () => RongcloudStopRecordInput, { description: 'Identifies the session.' })
    input: RongcloudStopRecordInput,
  ): Promise<Answer<RongcloudStopRecordPayload>> {
    return exactly(this.recordings, this.#of(input), 'stop', () => this.rongcloud.stopRecord(input));
  }

  @Mutation(() => RongcloudUpdateRecordLayoutPayload, {
    description: 'Replaces the layout of a running SPLIT recording (RongCloud updateRecordLayout).',
  })
  rongcloudUpdateRecordLayout(
    @Arg('input', () => RongcloudUpdateRecordLayoutInput, {
      description: 'Identifies the session, with the new layout.',
    })
    input: RongcloudUpdateRecordLayoutInput,
  ): Promise<Answer<RongcloudUpdateRecordLayoutPayload>> {
    return exactly(this.recordings, this.#of(input), 'change', () => this.rongcloud.updateRecordLayout(input));
  }

  @Query(() => RongcloudQueryRoomPayload, {
    description: 'Reads the running session, the members and the streams of a room (RongCloud queryRoom).',
  })
  rongcloudQueryRoom(
    @Arg('input', () => RongcloudQueryRoomInput, { description: 'Identifies the room.' })
    input: RongcloudQueryRoomInput,
  ): Promise<Answer<RongcloudQueryRoomPayload>> {
    return this.rongcloud.queryRoom(input);
  }

  @Mutation(() => RongcloudDestroyRoomPayload, {
    description: 'Closes a room and removes all members (RongCloud destroyRoom).',
  })
  rongcloudDestroyRoom(
    @Arg('input', () => RongcloudDestroyRoomInput, { description: 'Identifies the room.' })
    input: RongcloudDestroyRoomInput,
  ): Promise<Answer<RongcloudDestroyRoomPayload>> {
    return this.rongcloud.destroyRoom(input);
  }

  /** The live recording of a session, if the ledger has it. The vendor's calls name the session, not the recording. */
  #of({ roomId, sessionId }: { roomId: string; sessionId: string }): () => Promise<KnownRecording | undefined> {
    return () => this.recordings.findLive(RONGCLOUD_RTC.name, roomId, ({ ref }) => ref['sessionId'] === sessionId);
  }
}
