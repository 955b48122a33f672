import type { CallbackEvent } from '../../../../callbacks/callback.ts';
import type { JsonMembers, Report } from '../../../../domain/recorder.ts';
import { RecordingCause, type Fact } from '../../../../domain/recording.ts';
import { NO_NEWS, ended } from '../../../reports.ts';
import { eventNameOf, idOf, membersOf, momentOf, nameOf, wholeOf, messageOf } from '../../callbacks/fields.ts';
import { indexFiles, slicedFile } from './callback-files.ts';
import { UNREADABLE, hlsResult, imageMissing, mp4Result, uploadError, vodFile, vodResult } from './callback-results.ts';
import { TRTC_ROOM } from '../room/product.ts';
import { TRTC_WEB } from '../web/product.ts';

/** Cloud recording: of rooms, and the files of web pages. */
const RECORDING_GROUP = 3;
/** The tasks of web page recording. */
const WEB_GROUP = 8;

/** The robot's id was used a second time. */
const REPLACED = 101;

/** Cause of the robot's leaving a room, by code. Other codes are unknown. */
const LEAVE_CAUSES: ReadonlyMap<number | undefined, RecordingCause> = new Map([
  [0, RecordingCause.STOPPED_ELSEWHERE], // by a call; the ledger knows the server's own stops
  [1, RecordingCause.ROOM_ENDED], // the customer removed the robot
  [2, RecordingCause.ROOM_ENDED],
  [3, RecordingCause.VENDOR_FAULT], // the vendor removed the robot from a room that continues
  [4, RecordingCause.ROOM_ENDED], // the room was dissolved
  [99, RecordingCause.IDLE],
  [100, RecordingCause.VENDOR_FAULT],
  // As if the robot was removed. A repeated start of this server has the same effect; see `vendorKeyOf`.
  [REPLACED, RecordingCause.ROOM_ENDED],
]);

/**
 * Reads an event from its payload, its status and its time (Unix ms). `UNREADABLE`: a documented member is missing or
 * wrong.
 */
type Read = (payload: JsonMembers, status: number | undefined, at: number) => Report;

// An undocumented status changes nothing: polls find out its meaning.

const RECORDING_EVENTS: ReadonlyMap<number | undefined, Read> = new Map<number, Read>([
  [301, (payload, status, at) => stepWhere(301, status, { 0: { kind: 'running', at }, 1: failure(at) }, payload, [1])],
  [302, ({ LeaveCode }, _, at) => ended(at, LEAVE_CAUSES.get(wholeOf(LeaveCode)))],
  [303, (payload, status) => (status === 1 ? noted(303, status, payload) : NO_NEWS)],
  [304, (payload) => grown(indexFiles(payload))],
  [305, hlsResult],
  [306, (_, status, at) => stepWhere(306, status, { 0: { kind: 'running', at } })],
  [307, (payload, _, at) => grown(slicedFile(payload, at))],
  [308, uploadError],
  [309, imageMissing],
  [310, mp4Result],
  [311, vodFile],
  [312, vodResult],
]);

const WEB_EVENTS: ReadonlyMap<number | undefined, Read> = new Map<number, Read>([
  // 3 and 4: the vendor restarts the recorder, possibly on another machine. 5: the part recorded until then may yield
  // files.
  [
    801,
    (payload, status, at) => {
      const fault: Fact = { kind: 'ended', at, cause: RecordingCause.VENDOR_FAULT };
      return stepWhere(801, status, { 1: { kind: 'running', at }, 2: failure(at), 5: fault }, payload, [2, 5]);
    },
  ],
  // Follows a stop, the limit of 804, and possibly other ends: another event has the cause, or none has.
  [802, (_, status, at) => stepWhere(802, status, { 1: { kind: 'ended', at, cause: RecordingCause.GONE } })],
  [803, (_, status, at) => stepWhere(803, status, { 2: { kind: 'paused', at }, 3: { kind: 'resumed', at } })],
  [
    804,
    (payload, status, at) =>
      stepWhere(804, status, { 1: { kind: 'ended', at, cause: RecordingCause.VENDOR_LIMIT } }, payload, [1, 2]),
  ],
]);

/** Reads a callback of TRTC. `account`: the application for which the callback was verified. */
export function trtcEvent(account: string | null, body: JsonMembers, receivedAt: number): CallbackEvent {
  const type = wholeOf(body['EventType']);
  const group = wholeOf(body['EventGroupId']);
  const info = membersOf(body['EventInfo']);
  const payload = membersOf(info['Payload']);
  const at = timeOfEvent(body, info, receivedAt);
  const product = productOf(group, info);
  const meaning = eventsOf(group).get(type)?.(payload, wholeOf(payload['Status']), at ?? receivedAt);
  const name = eventNameOf(body['EventType']);
  return {
    type: name,
    isKnown: meaning !== undefined,
    product,
    account,
    room: idOf(info['RoomId']) ?? null,
    taskId: nameOf(info['TaskId'])?.replace(SUFFIX, '') ?? null,
    vendorKey: product === TRTC_ROOM.name ? vendorKeyOf(info, payload) : null,
    at: at ?? null,
    report: { ...(meaning ?? NO_NEWS), ...(meaning?.unread !== undefined && { unread: name }) },
  };
}

/** Suffix of the task id in reports about files of a web page recording. */
const SUFFIX = /_StartTimeMs_\d{13}$/;

function eventsOf(group: number | undefined): ReadonlyMap<number | undefined, Read> {
  if (group === RECORDING_GROUP) return RECORDING_EVENTS;
  return group === WEB_GROUP ? WEB_EVENTS : new Map<number, Read>();
}

/** Files of both come in one group: a web page has no room, and its task ids have the suffix. */
function productOf(group: number | undefined, { TaskId, RoomId }: JsonMembers): string | null {
  if (group === WEB_GROUP) return TRTC_WEB.name;
  if (group !== RECORDING_GROUP) return null;
  const isWeb = SUFFIX.test(nameOf(TaskId) ?? '') || idOf(RoomId) === undefined;
  return isWeb ? TRTC_WEB.name : TRTC_ROOM.name;
}

/**
 * Returns the robot; null if the robot was replaced. A repeated start uses the same robot, so by the robot the end of
 * the first task would count as the end of the second, which still records. The end of a replaced task counts by its
 * task id alone.
 */
function vendorKeyOf({ UserId }: JsonMembers, { LeaveCode }: JsonMembers): string | null {
  return wholeOf(LeaveCode) === REPLACED ? null : (nameOf(UserId) ?? null);
}

/** Prefers EventMsTs: EventTs has whole seconds, and the vendor advises against it. */
function timeOfEvent(
  { CallbackTs }: JsonMembers,
  { EventMsTs, EventTs }: JsonMembers,
  receivedAt: number,
): number | undefined {
  return momentOf(EventMsTs, receivedAt) ?? momentOf(EventTs, receivedAt) ?? momentOf(CallbackTs, receivedAt);
}

/** Returns the fact of a status, with the vendor's reason if `faults` contains the status. */
function stepWhere(
  event: number,
  status: number | undefined,
  facts: Readonly<Record<number, Fact>>,
  payload: JsonMembers = {},
  faults: readonly number[] = [],
): Report {
  if (status === undefined) return UNREADABLE;
  const fact = facts[status];
  const reported = faults.includes(status) ? noted(event, status, payload) : NO_NEWS;
  return { ...reported, facts: fact ? [fact] : [] };
}

/** Returns the vendor's message for a fault. */
function noted(event: number, status: number, { EventMessage }: JsonMembers): Report {
  return { facts: [], notes: [{ code: `${event}.${status}`, message: messageOf(EventMessage) }] };
}

/** Reports growing files. An event whose files have no readable name counts as unreadable. */
function grown(files: ReturnType<typeof indexFiles>): Report {
  return files.length > 0 ? { facts: [], files } : UNREADABLE;
}

function failure(at: number): Fact {
  return { kind: 'failed', at, cause: RecordingCause.VENDOR_FAULT };
}
