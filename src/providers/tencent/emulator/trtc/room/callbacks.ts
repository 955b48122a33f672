import type { EmulatedEvent, EventPlan } from '../../../../../emulation/callbacks/callbacks.ts';
import { objectIn } from '../../../../../emulation/contract/fields.ts';
import { digitsOf } from '../../../../../emulation/media/hls.ts';
import type { EmulatedFile } from '../../../../../emulation/control/emulated-task.ts';
import type { StoredFile } from '../../../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../../../emulation/contract/parameter-check.ts';
import { outputFormat, type RecordedTrack } from './files.ts';
import type { TrtcCloudEnd } from './life.ts';
import {
  FILES_WITHIN_MS,
  finalFiles,
  indexEvents,
  bucketEvents,
  storedFiles,
  failureEvents,
  vodEvents,
} from '../file-results.ts';
import { recordingEvent, type TrtcFile, type TrtcOwner } from '../callbacks.ts';
import type { End } from '../../shared/context.ts';

/** State of a room recording from which the events follow. Times in ms. */
export interface TrtcRoomState {
  readonly owner: TrtcOwner;
  readonly parameters: JsonObject;
  readonly startedAt: number;
  readonly end: End<TrtcCloudEnd>;
  /** The tracks recorded so far. */
  readonly tracks: readonly RecordedTrack[];
  readonly failures: readonly string[];
}

const LEAVE_CODES: Readonly<Record<TrtcCloudEnd, number>> = {
  DELETED: 0,
  ROBOT_REMOVED: 1,
  ROOM_ENDED: 2,
  IDLE: 99,
  REPLACED: 101,
  NOT_STARTED: 3,
};

// The vendor does not document the duration of the steps.
const RECORDER_MS = 1500;
const UPLOAD_MS = 1900;
const SLICE_MS = 10_000;
const INDEX_MS = 11_000;

const WELL = { Status: 0 };
/** Ending of the further file by `OutputFormat`; undefined: none. */
const MADE_FILES = [undefined, '_0.mp4', '_0.aac', '_0.mp4', '_0.aac'];
/** By `OutputFormat`, whether there is an index. */
const HAS_INDEX = [true, true, true, false, false];
/** By `TencentVod.MediaType`. */
const VOD_ENDINGS = ['_0.mp4', '.m3u8', '_0.aac', '_0.mp4', '_0.aac'];

/** Returns the events of a room recording in order of time. The end of the recording cuts earlier steps short. */
export function trtcRoomPlan(state: TrtcRoomState): EventPlan {
  const { owner, startedAt, end, failures } = state;
  if (end.reason === 'NOT_STARTED') {
    return { events: [recordingEvent(owner, 301, end.at, { Status: 1 })], endsAt: end.at };
  }
  const leave = { LeaveCode: LEAVE_CODES[end.reason] };
  return {
    events: [
      recordingEvent(owner, 301, Math.min(startedAt + RECORDER_MS, end.at), WELL),
      ...(isVod(state.parameters) ? [] : uploads(state)),
      ...failureEvents(owner, Math.min(startedAt + UPLOAD_MS, end.at), failures),
      recordingEvent(owner, 302, end.at, leave),
      ...results(state),
    ],
    endsAt: end.at + FILES_WITHIN_MS,
  };
}

function uploads({ owner, parameters, startedAt, end, tracks, failures }: TrtcRoomState): EmulatedEvent[] {
  const within = (at: number) => Math.min(at, end.at);
  const status = failures.includes('303.1') ? { Status: 1 } : WELL;
  const started = recordingEvent(owner, 303, within(startedAt + UPLOAD_MS), status);
  if (!hasIndex(parameters)) return [started];
  const pieces = tracks.flatMap(({ user, track, base, from }) => {
    const FileName = `${base}_${digitsOf(from)}.ts`;
    const slice = { FileName, UserId: user, TrackType: track, BeginTimeStamp: from };
    const index = { FileList: `${base}.m3u8` };
    return [
      recordingEvent(owner, 307, within(from + SLICE_MS), slice, `307 ${base}`),
      recordingEvent(owner, 304, within(from + INDEX_MS), index, `304 ${base}`),
    ];
  });
  return [started, ...pieces];
}

/** Returns the files that are stored at `now`. */
export function trtcCloudFiles(state: TrtcRoomState, now: number): StoredFile[] {
  return filesByEvent(state).flatMap(([event, files]) => storedFiles(event, now, state.end.at, files, state.failures));
}

/** Returns the final state of the files of an ended recording. */
export function finalRoomFiles(state: TrtcRoomState): EmulatedFile[] {
  return filesByEvent(state).flatMap(([event, files]) => finalFiles(event, files, state.failures));
}

/** Returns the files of a recording by the event that reports the files. */
function filesByEvent(state: TrtcRoomState): [305 | 310 | 311, TrtcFile[]][] {
  const { parameters, end, tracks } = state;
  if (end.reason === 'NOT_STARTED') return [];
  const made = madeFiles(state) ?? [];
  if (isVod(parameters)) return [[311, made]];
  return [
    [305, hasIndex(parameters) ? filesOf(tracks, '.m3u8', end.at) : []],
    [310, made],
  ];
}

function results(state: TrtcRoomState): EmulatedEvent[] {
  const { owner, parameters, end, failures } = state;
  const made = madeFiles(state);
  if (isVod(parameters)) return vodEvents(owner, end.at, made ?? [], failures);
  return [
    ...(hasIndex(parameters) ? indexEvents(owner, end.at, failures) : []),
    ...(made ? bucketEvents(owner, end.at, made, failures) : []),
  ];
}

/** The files that are made at the end; undefined when there is only the index. */
function madeFiles({ parameters, end, tracks }: TrtcRoomState): TrtcFile[] | undefined {
  const vod = objectIn(objectIn(objectIn(parameters, 'StorageParams'), 'CloudVod'), 'TencentVod');
  const ending = isVod(parameters)
    ? (VOD_ENDINGS[Number(vod['MediaType'] ?? 0)] ?? '_0.mp4')
    : MADE_FILES[outputFormat(parameters)];
  return ending === undefined ? undefined : filesOf(tracks, ending, end.at);
}

function hasIndex(parameters: JsonObject): boolean {
  return HAS_INDEX[outputFormat(parameters)] !== false;
}

function filesOf(tracks: readonly RecordedTrack[], ending: string, to: number): TrtcFile[] {
  return tracks.map(({ user, track, base, from }) => ({ name: base + ending, user, track, from, to }));
}

function isVod(parameters: JsonObject): boolean {
  return objectIn(parameters, 'StorageParams')['CloudVod'] !== undefined;
}
