import type { CallOptions } from '../../../calls/call-options.ts';
import { InvalidInput } from '../../../errors.ts';
import {
  Capability,
  type AdoptedTask,
  type Finding,
  type JsonMembers,
  type Recorder,
  type Report,
  type SettingsChange,
  type StartParams,
  type StartPlan,
  type TaskRef,
} from '../../../domain/recorder.ts';
import { RecordingCause } from '../../../domain/recording.ts';
import { refuse, withMembers } from '../../adopted.ts';
import { filled } from '../../filled.ts';
import type { SessionDirectory } from '../../provider.ts';
import { NO_NEWS, ended, unlessRefused } from '../../reports.ts';
import { restoredInput } from '../../start-params.ts';
import { startPlan } from '../../start-plan.ts';
import { areFilesAll } from './callback-files.ts';
import { askForSession, findSession, NOT_THERE } from './room-session.ts';
import type { RongcloudClient } from './client.ts';
import type { RongcloudLayoutInput } from './control.types.ts';
import { RongcloudMode, RongcloudRecordType, RongcloudStartRecordInput } from './start.types.ts';
import { RONGCLOUD_RTC } from './product.ts';

const HOUR_MS = 3_600_000;

const ROOM = /^[A-Za-z0-9+=_-]{1,64}$/;
const ROOM_MESSAGE = 'room must have 1 to 64 letters, digits, +, =, - or _';

const MIXED_PICTURES: readonly unknown[] = [RongcloudMode.MIXED_AUDIO_AND_VIDEO, RongcloudMode.MIXED_VIDEO];

/** Recorder of RTC sessions. */
export class RongcloudRecorder implements Recorder<RongcloudStartRecordInput, RongcloudLayoutInput> {
  readonly product = RONGCLOUD_RTC.name;
  readonly capabilities = [Capability.STOP, Capability.REFRESH, Capability.UPDATE_LAYOUT];
  // The effect of a second start in a session is not documented, so the server sends none.
  readonly repeatRule = { quietMs: 20_000, repeat: false, replaces: false };
  // RongCloud also answers a refused parameter with this code. The rules of the input exclude most refusals.
  readonly inUseCodes = ['1002'];
  readonly oneInPlace = true;
  readonly filesWithinMs = 2 * HOUR_MS;
  readonly readableAfterEnd = false;
  readonly isStartUnreadable = true;
  readonly advice =
    'RongCloud has no query for recordings. A callback of type 1 with this session and tag shows that the recording runs. stopRecording ends any recording of the session; the recording also ends with the session.';

  constructor(
    private readonly client: RongcloudClient,
    /** Unix ms. */
    private readonly now: () => number,
    private readonly sessions?: SessionDirectory,
  ) {}

  /** Finds the session if a start contains the room alone. */
  async prepare(input: RongcloudStartRecordInput): Promise<RongcloudStartRecordInput> {
    if (hasSession(input)) return input;
    return filled(input, { sessionId: await findSession(this.client, this.sessions, input.roomId) });
  }

  plan(input: RongcloudStartRecordInput, seed: string): StartPlan {
    const { client } = this;
    if (!hasSession(input))
      throw new InvalidInput([{ path: ['input', 'sessionId'], message: 'sessionId is required' }]);
    const start = client.prepareStart(input, seed);
    const { roomId, sessionId, tag } = start;
    return startPlan(client, start, {
      account: client.appKey,
      room: roomId,
      vendorKey: tag,
      ref: { roomId, sessionId },
      input,
      idField: 'recordId',
      layout: layoutOf(start),
    });
  }

  replan(params: StartParams, seed: string): StartPlan {
    return this.plan(restoredInput(RongcloudStartRecordInput, params), seed);
  }

  /** The vendor has no query for recordings. But after the end of a session no recording of the session can run. */
  async findStart(task: TaskRef, _ownedElsewhere: unknown, options: CallOptions): Promise<Finding> {
    return (await this.#isOver(task, options))
      ? { kind: 'absent', isOver: true }
      : { kind: 'unknowable', advice: this.advice };
  }

  answerOf(taskId: string): JsonMembers {
    return { recordId: taskId };
  }

  /** Queries the session. A running session proves nothing, because it may or may not be recorded. */
  async poll(task: TaskRef, options: CallOptions): Promise<Report> {
    return (await this.#isOver(task, options)) ? ended(this.now(), RecordingCause.ROOM_ENDED) : NO_NEWS;
  }

  readonly areFilesAll = areFilesAll;
  readonly stopsWithoutTask = true;
  readonly filesNeedNoAsking = true;

  /**
   * A person who has seen a callback of RongCloud can forge callbacks. So a callback whose task id is not the task id of
   * the recording is ignored, whatever its tag. A start is confirmed by any answer of RongCloud, because only RongCloud and this server know the
   * task id and the tag. An end counts if a stop was requested or the session is over: otherwise a forged end would
   * make the server forget a running recording. Reports about files alone count unchecked, because the room has no data
   * about files, and files end nothing. A recording started elsewhere has only its room: it may run while the room has
   * any session.
   */
  async confirm(task: TaskRef, reported: Report, isStopWanted: boolean, options: CallOptions): Promise<Report | null> {
    const { facts } = reported;
    if (!hasSession(task.ref)) return (await this.#hasSomeSession(task.room, options)) ? reported : null;
    if (facts.some((fact) => fact.kind === 'accepted' && task.taskId !== null && fact.taskId !== task.taskId)) {
      return NO_NEWS;
    }
    const isEnd = facts.some(({ kind }) => kind === 'ended');
    const isOnlyOfFiles = facts.every(({ kind }) => kind === 'accepted');
    if (isOnlyOfFiles || (isEnd && isStopWanted)) return reported;
    if (!(await this.#isOver(task, options))) return isEnd ? null : reported;
    return { ...reported, facts: [...facts, ...ended(this.now(), RecordingCause.ROOM_ENDED).facts] };
  }

  stop(task: TaskRef, options: CallOptions): Promise<Report> {
    const call = async (): Promise<Report> => {
      await this.client.stopRecord(sessionOf(task), options);
      return ended(this.now(), RecordingCause.CLIENT);
    };
    return unlessRefused(call(), NOT_THERE, () => ended(this.now()));
  }

  /** Sends the layout unchanged: the rules of the input require every setting that RongCloud could reset. */
  updateLayout(task: TaskRef, layout: RongcloudLayoutInput, options: CallOptions): SettingsChange {
    return { send: () => this.client.updateRecordLayout({ ...layout, ...sessionOf(task) }, options) };
  }

  adopt(given: AdoptedTask): Omit<TaskRef, 'recordingId' | 'sentAt'> {
    const { account, taskId, room, sessionId } = withMembers(given, ['room', 'sessionId']);
    const message = 'account must be the app key that this server is set to';
    refuse(account === this.client.appKey ? [] : [{ path: ['input', 'account'], message: message }]);
    refuse(ROOM.test(room) ? [] : [{ path: ['input', 'room'], message: ROOM_MESSAGE }]);
    return { account, room, vendorKey: null, taskId, ref: { roomId: room, sessionId } };
  }

  async #hasSomeSession(room: string | null, options: CallOptions): Promise<boolean> {
    if (room === null || !ROOM.test(room)) return false;
    return (await askForSession(this.client, room, options)) !== undefined;
  }

  /** Whether the session has ended: its room is empty, or in use by a later session. */
  async #isOver(task: TaskRef, options: CallOptions): Promise<boolean> {
    const { roomId, sessionId } = sessionOf(task);
    return (await askForSession(this.client, roomId, options)) !== sessionId;
  }
}

function hasSession<Holder extends { readonly sessionId?: unknown }>(
  holder: Holder,
): holder is Holder & { readonly sessionId: string } {
  return typeof holder.sessionId === 'string';
}

function sessionOf({ ref }: TaskRef): { readonly roomId: string; readonly sessionId: string } {
  const { roomId, sessionId } = ref;
  if (typeof roomId !== 'string' || typeof sessionId !== 'string') throw new Error('a task without room and session');
  return { roomId, sessionId };
}

/** Converts a layout to the input of its preview. */
function layoutOf({ config }: RongcloudStartRecordInput): object | null {
  const { recordType, mode, videoResolution } = config;
  const { mixLayout, renderMode, hostUserId, hostStreamId, input } = config;
  const isMixed = recordType !== RongcloudRecordType.MCU && MIXED_PICTURES.includes(mode);
  if (!isMixed || videoResolution == null) return null;
  return { videoResolution, mixLayout, renderMode, hostUserId, hostStreamId, input };
}
