import type { CallbackNews } from '../../callbacks/callback.ts';
import type { JsonMembers, Report } from '../../recordings/recorder.ts';
import { RecordingCause, type Fact } from '../../recordings/recording.ts';
import { RecordingProduct } from '../product.ts';
import { NO_NEWS, ended } from '../reports.ts';
import { eventNameOf, idOf, membersOf, momentOf, nameOf, wholeOf } from './callback-fields.ts';
import { indexFiles, mp4Files, slicedFile, vodFile } from './trtc.callback-files.ts';
import type { TrtcResult } from './trtc-result.ts';

/** Cloud recording: of rooms, and the files of web pages. */
const RECORDING_GROUP = 3;
/** The tasks of web page recording. */
const WEB_GROUP = 8;

const WELL = 0;
/** Of 305: all files are there, some of them late. */
const RECOVERED = 2;

/** The robot's id was used a second time. */
const REPLACED = 101;

/** Why the robot left a room; of others nothing is known. */
const LEAVE_CAUSES: ReadonlyMap<number | undefined, RecordingCause> = new Map([
  [0, RecordingCause.CLIENT],
  [1, RecordingCause.ROOM_ENDED], // the customer removed the robot
  [2, RecordingCause.ROOM_ENDED],
  [3, RecordingCause.VENDOR_FAULT], // the vendor removed the robot from a room that goes on
  [4, RecordingCause.ROOM_ENDED], // whoever dissolved it
  [99, RecordingCause.IDLE],
  [100, RecordingCause.VENDOR_FAULT],
  // As if it was removed. A start of ours that is repeated does it, too: see `vendorKeyOf`.
  [REPLACED, RecordingCause.ROOM_ENDED],
]);

/** What a documented event means. */
interface Meaning extends Report {
  readonly result?: TrtcResult;
}

/** The payload of an event, its status, and when it happened; Unix ms. */
type Read = (payload: JsonMembers, status: number | undefined, at: number) => Meaning;

// A status that is not documented moves nothing: polls find out what it meant.

const RECORDING_EVENTS: ReadonlyMap<number | undefined, Read> = new Map<number, Read>([
  [301, (_, status, at) => factWhere(status, { 0: { kind: 'running', at }, 1: failure(at) })],
  [302, ({ LeaveCode }, _, at) => ended(at, LEAVE_CAUSES.get(wholeOf(LeaveCode)))],
  [303, () => NO_NEWS],
  [304, (payload) => ({ ...NO_NEWS, files: indexFiles(payload) })],
  // The newer page calls the status LeaveCode. 1: some files remain on the way. 2: those that had remained have arrived.
  [
    305,
    ({ LeaveCode }, status, at) => {
      const told = status ?? wholeOf(LeaveCode);
      return filesDone('hls', told === RECOVERED ? WELL : told, at);
    },
  ],
  [306, (_, status, at) => factWhere(status, { 0: { kind: 'running', at } })],
  [307, (payload) => ({ ...NO_NEWS, files: slicedFile(payload) })],
  [308, () => NO_NEWS],
  [309, () => NO_NEWS],
  // With another status some of the files are still on the vendor's machines, and it does not say which.
  [310, (payload, status, at) => ({ ...filesDone('mp4', status, at), files: mp4Files(payload, stateAfter(status)) })],
  [311, (payload, status) => ({ ...NO_NEWS, files: vodFile(payload, stateAfter(status)) })],
  [312, (_, status, at) => filesDone('vod', status, at)],
]);

const WEB_EVENTS: ReadonlyMap<number | undefined, Read> = new Map<number, Read>([
  // 3 and 4: the vendor starts the recorder anew, or elsewhere. 5: what was recorded until then may yield files.
  [
    801,
    (_, status, at) =>
      factWhere(status, {
        1: { kind: 'running', at },
        2: failure(at),
        5: { kind: 'ended', at, cause: RecordingCause.VENDOR_FAULT },
      }),
  ],
  // It comes after a stop, after the limit of 804, and perhaps else: the cause stands elsewhere, or nowhere.
  [802, (_, status, at) => factWhere(status, { 1: { kind: 'ended', at, cause: RecordingCause.GONE } })],
  [803, (_, status, at) => factWhere(status, { 2: { kind: 'paused', at }, 3: { kind: 'resumed', at } })],
  [804, (_, status, at) => factWhere(status, { 1: { kind: 'ended', at, cause: RecordingCause.VENDOR_LIMIT } })],
]);

/** What a callback of TRTC tells; `account` is the application that it was proven to come for. */
export function trtcNews(account: string | null, body: JsonMembers, receivedAt: number): CallbackNews {
  const type = wholeOf(body['EventType']);
  const group = wholeOf(body['EventGroupId']);
  const info = membersOf(body['EventInfo']);
  const payload = membersOf(info['Payload']);
  const at = timeOfEvent(body, info);
  const product = productOf(group, info);
  const meaning = eventsOf(group).get(type)?.(payload, wholeOf(payload['Status']), at ?? receivedAt);
  const { result, ...report }: Meaning = meaning ?? NO_NEWS;
  return {
    type: eventNameOf(body['EventType']),
    isKnown: meaning !== undefined,
    product,
    account,
    room: idOf(info['RoomId']) ?? null,
    taskId: nameOf(info['TaskId'])?.replace(SUFFIX, '') ?? null,
    vendorKey: product === RecordingProduct.TRTC_ROOM ? vendorKeyOf(info, payload) : null,
    at: at ?? null,
    report,
    ...(result !== undefined && { result }),
  };
}

/** Stands behind the task id where a file of a web page recording is reported. */
const SUFFIX = /_StartTimeMs_\d{13}$/;

function eventsOf(group: number | undefined): ReadonlyMap<number | undefined, Read> {
  if (group === RECORDING_GROUP) return RECORDING_EVENTS;
  return group === WEB_GROUP ? WEB_EVENTS : new Map<number, Read>();
}

/** Files of both come in one group: a web page has no room, and its task ids have the suffix. */
function productOf(group: number | undefined, { TaskId, RoomId }: JsonMembers): RecordingProduct | null {
  if (group === WEB_GROUP) return RecordingProduct.TRTC_WEB;
  if (group !== RECORDING_GROUP) return null;
  const isWeb = SUFFIX.test(nameOf(TaskId) ?? '') || idOf(RoomId) === undefined;
  return isWeb ? RecordingProduct.TRTC_WEB : RecordingProduct.TRTC_ROOM;
}

/**
 * The robot. Not where it was replaced: a start that is repeated comes with the same robot, so by it the end of the
 * first task would be taken for the end of the second, which records. Such an end counts by its task id alone.
 */
function vendorKeyOf({ UserId }: JsonMembers, { LeaveCode }: JsonMembers): string | null {
  return wholeOf(LeaveCode) === REPLACED ? null : (nameOf(UserId) ?? null);
}

/** EventTs is in whole seconds, and the vendor advises against it. */
function timeOfEvent({ CallbackTs }: JsonMembers, { EventMsTs, EventTs }: JsonMembers): number | undefined {
  return momentOf(EventMsTs, 1) ?? momentOf(EventTs, 1000) ?? momentOf(CallbackTs, 1);
}

function factWhere(status: number | undefined, facts: Readonly<Record<number, Fact>>): Report {
  const fact = status === undefined ? undefined : facts[status];
  return fact ? { facts: [fact] } : NO_NEWS;
}

function failure(at: number): Fact {
  return { kind: 'failed', at, cause: RecordingCause.VENDOR_FAULT };
}

function filesDone(result: TrtcResult, status: number | undefined, at: number): Meaning {
  return status === WELL ? { facts: [{ kind: 'filesDone', at }], result } : NO_NEWS;
}

function stateAfter(status: number | undefined): 'READY' | 'PROCESSING' {
  return status === WELL ? 'READY' : 'PROCESSING';
}
