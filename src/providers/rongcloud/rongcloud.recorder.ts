import type { CallTerms } from '../../calls/terms.ts';
import {
  Capability,
  type AdoptedTask,
  type Finding,
  type JsonMembers,
  type Recorder,
  type Report,
  type StartPlan,
  type TaskRef,
} from '../../recordings/recorder.ts';
import { RecordingCause } from '../../recordings/recording.ts';
import { refuse, withMembers } from '../adopted.ts';
import { RecordingProduct } from '../product.ts';
import { NO_NEWS, ended, startAnswer, unlessRefused } from '../reports.ts';
import { restoredInput, storableParams } from '../start-params.ts';
import type { RongcloudClient } from './rongcloud.client.ts';
import type { RongcloudLayout } from './rongcloud.layout-fields.ts';
import { RongcloudMode, RongcloudRecordType, RongcloudStartRecordInput } from './rongcloud.types.ts';

const HOUR_MS = 3_600_000;

/** A call with correct parameters that is refused so is about a room, or a recording, that is not there (any more). */
const NOT_THERE = ['1002'];

const ROOM = /^[A-Za-z0-9+=_-]{1,64}$/;
const ROOM_WORDS = 'room must have 1 to 64 letters, digits, +, =, - or _';

const MIXED_PICTURES: readonly unknown[] = [RongcloudMode.MIXED_AUDIO_AND_VIDEO, RongcloudMode.MIXED_VIDEO];

/** Recordings of RTC sessions, as the life cycle uses them. */
export class RongcloudRecorder implements Recorder<RongcloudStartRecordInput, RongcloudLayout> {
  readonly product = RecordingProduct.RONGCLOUD;
  readonly capabilities = [Capability.STOP, Capability.REFRESH, Capability.UPDATE_LAYOUT];
  // What a second start of a session does is not documented, so none is sent.
  readonly repeatRule = { quietMs: 20_000, repeat: false, replaces: false };
  readonly filesWithinMs = 2 * HOUR_MS;
  readonly readableAfterEnd = false;
  readonly advice =
    'RongCloud cannot be asked for recordings. Its callback of type 1 with this session and tag tells that one runs. stopRecording ends whatever is recorded of the session; it ends by itself with the session.';

  constructor(
    private readonly client: RongcloudClient,
    /** Unix ms. */
    private readonly now: () => number,
  ) {}

  plan(input: RongcloudStartRecordInput, recordingId: string): StartPlan {
    const { client } = this;
    const start = client.prepareStart(input, recordingId);
    const { roomId, sessionId } = start;
    return {
      account: client.appKey,
      room: roomId,
      vendorKey: start.tag,
      ref: { roomId, sessionId },
      params: storableParams(input),
      controllableForMs: null,
      async send(terms) {
        const answer = await client.start(start, terms);
        return startAnswer(answer.recordId, answer);
      },
      wire: () => client.showStart(start),
      layout: layoutOf(start),
    };
  }

  replan(params: JsonMembers, recordingId: string): StartPlan {
    return this.plan(restoredInput(RongcloudStartRecordInput, params), recordingId);
  }

  /** Recordings cannot be read. But where the session has ended, nothing of it can be recorded. */
  async findStart(task: TaskRef, _ownedElsewhere: unknown, terms: CallTerms): Promise<Finding> {
    return (await this.#isOver(task, terms)) ? { kind: 'absent' } : { kind: 'unknowable', advice: this.advice };
  }

  /** A session that goes on says nothing: it may be recorded or not. */
  async poll(task: TaskRef, terms: CallTerms): Promise<Report> {
    return (await this.#isOver(task, terms)) ? ended(this.now(), RecordingCause.ROOM_ENDED) : NO_NEWS;
  }

  stop(task: TaskRef, terms: CallTerms): Promise<Report> {
    const call = async (): Promise<Report> => {
      await this.client.stopRecord(sessionOf(task), terms);
      return ended(this.now(), RecordingCause.CLIENT);
    };
    return unlessRefused(call(), NOT_THERE, () => ended(this.now()));
  }

  async updateLayout(task: TaskRef, layout: RongcloudLayout, terms: CallTerms): Promise<Report> {
    await this.client.updateRecordLayout({ ...layout, ...sessionOf(task) }, terms);
    return NO_NEWS;
  }

  adopt(given: AdoptedTask): Omit<TaskRef, 'recordingId' | 'sentAt'> {
    const { account, taskId, room, sessionId } = withMembers(given, ['room', 'sessionId']);
    const words = 'account must be the app key that this server is set to';
    refuse(account === this.client.appKey ? [] : [{ path: ['input', 'account'], message: words }]);
    refuse(ROOM.test(room) ? [] : [{ path: ['input', 'room'], message: ROOM_WORDS }]);
    return { account, room, vendorKey: null, taskId, ref: { roomId: room, sessionId } };
  }

  /** Whether the session has ended: its room is empty, or in use by a later session. */
  #isOver(task: TaskRef, terms: CallTerms): Promise<boolean> {
    const { roomId, sessionId } = sessionOf(task);
    const read = async (): Promise<boolean> => {
      const room = await this.client.queryRoom({ roomId }, terms);
      return room.sessionId !== sessionId;
    };
    return unlessRefused(read(), NOT_THERE, () => true);
  }
}

function sessionOf({ ref }: TaskRef): { readonly roomId: string; readonly sessionId: string } {
  const { roomId, sessionId } = ref;
  if (typeof roomId !== 'string' || typeof sessionId !== 'string') throw new Error('a task without room and session');
  return { roomId, sessionId };
}

/** As the input of its preview has it. */
function layoutOf({ config }: RongcloudStartRecordInput): object | null {
  const { recordType, mode, videoResolution } = config;
  const { mixLayout, renderMode, hostUserId, hostStreamId, input } = config;
  const isMixed = recordType !== RongcloudRecordType.MCU && MIXED_PICTURES.includes(mode);
  if (!isMixed || videoResolution == null) return null;
  return { videoResolution, mixLayout, renderMode, hostUserId, hostStreamId, input };
}
