import type { Happening, Outlook } from '../../../emulation/callbacks.ts';
import { inner } from '../../../emulation/fields.ts';
import { digitsOf } from '../../../emulation/media/hls.ts';
import type { StoredFile } from '../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../emulation/parameter-check.ts';
import { outputFormat, type RecordedTrack } from './trtc-cloud.files.ts';
import type { TrtcCloudEnd } from './trtc-cloud.life.ts';
import {
  FILES_WITHIN_MS,
  mp4Happening,
  recordingHappening,
  storedAt,
  storedFile,
  vodHappenings,
  type TrtcFile,
  type TrtcOwner,
} from './trtc.callbacks.ts';
import type { End } from './world.ts';

/** What the events of a room recording follow from. Times in milliseconds. */
export interface TrtcCloudStory {
  readonly owner: TrtcOwner;
  readonly parameters: JsonObject;
  readonly startedAt: number;
  readonly end: End<TrtcCloudEnd>;
  /** What was recorded so far. */
  readonly tracks: readonly RecordedTrack[];
}

const LEAVE_CODES: Readonly<Record<TrtcCloudEnd, number>> = {
  DELETED: 0,
  ROBOT_REMOVED: 1,
  ROOM_ENDED: 2,
  IDLE: 99,
  REPLACED: 101,
};

// The vendor does not say how long its steps take.
const RECORDER_MS = 1500;
const UPLOAD_MS = 1900;
const SLICE_MS = 10_000;
const INDEX_MS = 11_000;
const UPLOAD_STOP_MS = 4000;

const WELL = { Status: 0 };
/** By `OutputFormat`, what stands beside an hls index, or in its place; undefined: nothing does. */
const MADE_FILES = [undefined, '_0.mp4', '_0.aac', '_0.mp4', '_0.aac'];
/** By `OutputFormat`, whether there is an index. */
const HAS_INDEX = [true, true, true, false, false];
/** By `TencentVod.MediaType`. */
const VOD_ENDINGS = ['_0.mp4', '.m3u8', '_0.aac', '_0.mp4', '_0.aac'];

/** The events of a room recording, in the order of their times save that steps on the way end with the recording. */
export function trtcCloudOutlook(story: TrtcCloudStory): Outlook {
  const { owner, startedAt, end } = story;
  const leave = { LeaveCode: LEAVE_CODES[end.reason] };
  return {
    happenings: [
      recordingHappening(owner, 301, Math.min(startedAt + RECORDER_MS, end.at), WELL),
      ...(isVod(story.parameters) ? [] : uploads(story)),
      recordingHappening(owner, 302, end.at, leave),
      ...results(story),
    ],
    endsAt: end.at + FILES_WITHIN_MS,
  };
}

function uploads({ owner, parameters, startedAt, end, tracks }: TrtcCloudStory): Happening[] {
  const within = (at: number) => Math.min(at, end.at);
  const started = recordingHappening(owner, 303, within(startedAt + UPLOAD_MS), WELL);
  if (!hasIndex(parameters)) return [started];
  const pieces = tracks.flatMap(({ user, track, base, from }) => {
    const FileName = `${base}_${digitsOf(from)}.ts`;
    const slice = { FileName, UserId: user, TrackType: track, BeginTimeStamp: from };
    const index = { FileList: `${base}.m3u8` };
    return [
      recordingHappening(owner, 307, within(from + SLICE_MS), slice, `307 ${base}`),
      recordingHappening(owner, 304, within(from + INDEX_MS), index, `304 ${base}`),
    ];
  });
  return [started, ...pieces];
}

/** The files that are there at `now`. */
export function trtcCloudFiles(story: TrtcCloudStory, now: number): StoredFile[] {
  const { parameters, end, tracks } = story;
  const isIndexed = !isVod(parameters) && hasIndex(parameters) && now >= end.at + UPLOAD_STOP_MS;
  const indexes = isIndexed ? filesOf(tracks, '.m3u8', end.at).map(storedFile) : [];
  return [...indexes, ...storedAt(now, end.at, isVod(parameters), madeFiles(story) ?? [])];
}

function results(story: TrtcCloudStory): Happening[] {
  const { owner, parameters, end } = story;
  const made = madeFiles(story);
  if (isVod(parameters)) return vodHappenings(owner, end.at, made ?? []);
  return [
    ...(hasIndex(parameters) ? [recordingHappening(owner, 305, end.at + UPLOAD_STOP_MS, WELL)] : []),
    ...(made ? [mp4Happening(owner, end.at, made)] : []),
  ];
}

/** The files that are made at the end; undefined when there is only the index. */
function madeFiles({ parameters, end, tracks }: TrtcCloudStory): TrtcFile[] | undefined {
  const vod = inner(inner(inner(parameters, 'StorageParams'), 'CloudVod'), 'TencentVod');
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
  return inner(parameters, 'StorageParams')['CloudVod'] !== undefined;
}
