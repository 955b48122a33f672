import type { Happening, Outlook } from '../../../../../emulation/callbacks/callbacks.ts';
import { inner } from '../../../../../emulation/fields.ts';
import { digitsOf } from '../../../../../emulation/media/hls.ts';
import type { BookedFile } from '../../../../../emulation/failures/failures.ts';
import type { StoredFile } from '../../../../../emulation/media/stored-file.ts';
import type { JsonObject } from '../../../../../emulation/parameter-check.ts';
import { outputFormat, type RecordedTrack } from './files.ts';
import type { TrtcCloudEnd } from './life.ts';
import {
  FILES_WITHIN_MS,
  bookedFiles,
  indexHappenings,
  mp4Happenings,
  storedFiles,
  troubles,
  vodHappenings,
} from '../../failures/trtc-results.ts';
import { recordingHappening, type TrtcFile, type TrtcOwner } from '../callbacks.ts';
import type { End } from '../../shared/world.ts';

/** What the events of a room recording follow from. Times in milliseconds. */
export interface TrtcCloudStory {
  readonly owner: TrtcOwner;
  readonly parameters: JsonObject;
  readonly startedAt: number;
  readonly end: End<TrtcCloudEnd>;
  /** What was recorded so far. */
  readonly tracks: readonly RecordedTrack[];
  /** What goes wrong with it. */
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

// The vendor does not say how long its steps take.
const RECORDER_MS = 1500;
const UPLOAD_MS = 1900;
const SLICE_MS = 10_000;
const INDEX_MS = 11_000;

const WELL = { Status: 0 };
/** By `OutputFormat`, what stands beside an hls index, or in its place; undefined: nothing does. */
const MADE_FILES = [undefined, '_0.mp4', '_0.aac', '_0.mp4', '_0.aac'];
/** By `OutputFormat`, whether there is an index. */
const HAS_INDEX = [true, true, true, false, false];
/** By `TencentVod.MediaType`. */
const VOD_ENDINGS = ['_0.mp4', '.m3u8', '_0.aac', '_0.mp4', '_0.aac'];

/** The events of a room recording, in the order of their times save that steps on the way end with the recording. */
export function trtcCloudOutlook(story: TrtcCloudStory): Outlook {
  const { owner, startedAt, end, failures } = story;
  if (end.reason === 'NOT_STARTED') {
    return { happenings: [recordingHappening(owner, 301, end.at, { Status: 1 })], endsAt: end.at };
  }
  const leave = { LeaveCode: LEAVE_CODES[end.reason] };
  return {
    happenings: [
      recordingHappening(owner, 301, Math.min(startedAt + RECORDER_MS, end.at), WELL),
      ...(isVod(story.parameters) ? [] : uploads(story)),
      ...troubles(owner, Math.min(startedAt + UPLOAD_MS, end.at), failures),
      recordingHappening(owner, 302, end.at, leave),
      ...results(story),
    ],
    endsAt: end.at + FILES_WITHIN_MS,
  };
}

function uploads({ owner, parameters, startedAt, end, tracks, failures }: TrtcCloudStory): Happening[] {
  const within = (at: number) => Math.min(at, end.at);
  const status = failures.includes('303.1') ? { Status: 1 } : WELL;
  const started = recordingHappening(owner, 303, within(startedAt + UPLOAD_MS), status);
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

/** The files that are at their target at `now`. */
export function trtcCloudFiles(story: TrtcCloudStory, now: number): StoredFile[] {
  return filesByEvent(story).flatMap(([event, files]) => storedFiles(event, now, story.end.at, files, story.failures));
}

/** What really became of the files of a recording that has ended. */
export function bookedTrtcCloudFiles(story: TrtcCloudStory): BookedFile[] {
  return filesByEvent(story).flatMap(([event, files]) => bookedFiles(event, files, story.failures));
}

/** The files of a recording, by the event that tells what became of them. */
function filesByEvent(story: TrtcCloudStory): [305 | 310 | 311, TrtcFile[]][] {
  const { parameters, end, tracks } = story;
  if (end.reason === 'NOT_STARTED') return [];
  const made = madeFiles(story) ?? [];
  if (isVod(parameters)) return [[311, made]];
  return [
    [305, hasIndex(parameters) ? filesOf(tracks, '.m3u8', end.at) : []],
    [310, made],
  ];
}

function results(story: TrtcCloudStory): Happening[] {
  const { owner, parameters, end, failures } = story;
  const made = madeFiles(story);
  if (isVod(parameters)) return vodHappenings(owner, end.at, made ?? [], failures);
  return [
    ...(hasIndex(parameters) ? indexHappenings(owner, end.at, failures) : []),
    ...(made ? mp4Happenings(owner, end.at, made, failures) : []),
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
